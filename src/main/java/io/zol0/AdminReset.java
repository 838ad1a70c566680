package io.zol0;

import io.zol0.users.Accounts;
import io.zol0.users.Itself;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The part of ZoL0 that it takes to give the first account a new password: no ports, no traffic. */
@AutoConfigurationPackage
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class,
    DataJpaRepositoriesAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
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
                Accounts.FIRST, Itself.ask(accounts::resetAdmin));
    }
}
