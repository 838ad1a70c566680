package io.zol0;

import io.zol0.users.Accounts;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The part of ZoL0 that it takes to give the first account a new password: no ports, no traffic. */
@EnableAutoConfiguration
@ComponentScan({"io.zol0.home", "io.zol0.users"})
class AdminReset {
    static void run(String... arguments) {
        new SpringApplicationBuilder(AdminReset.class)
                .web(WebApplicationType.NONE)
                .run(arguments)
                .close();
    }

    /** A runner, so that it comes before what greets a new installation: there is but one password then. */
    @Bean
    @SuppressWarnings("SystemOut")
    ApplicationRunner resetAdmin(Accounts accounts) {
        return arguments -> System.out.printf(
                "New login:  %s  with the password  %s%nIt is shown this once and has to be changed at the first"
                        + " login.%n",
                Accounts.FIRST, accounts.resetAdmin());
    }
}
