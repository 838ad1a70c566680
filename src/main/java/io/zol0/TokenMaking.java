package io.zol0;

import io.zol0.home.Refusal;
import io.zol0.users.Itself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.util.EnumSet;
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
import org.springframework.core.env.Environment;

/** The part of ZoL0 that it takes to make a token for a program that operates it: no ports, no traffic. */
@AutoConfigurationPackage
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class,
    DataJpaRepositoriesAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
@ComponentScan({"io.zol0.home", "io.zol0.users"})
class TokenMaking {
    private static final String NAME = "zol0.new-token";

    static void run(String name, String... arguments) {
        new SpringApplicationBuilder(TokenMaking.class)
                .web(WebApplicationType.NONE)
                .properties(NAME + "=" + name)
                .run(arguments)
                .close();
    }

    /** Alone on the line, for scripts to read. */
    @Bean
    @SuppressWarnings("SystemOut")
    ApplicationRunner makeToken(Tokens tokens, Environment environment) {
        TokenDraft draft = new TokenDraft(
                environment.getRequiredProperty(NAME),
                EnumSet.of(TokenScope.GATEWAY, TokenScope.READ, TokenScope.OPERATE),
                null,
                null);
        return arguments -> {
            switch (Itself.ask(() -> tokens.issue(draft))) {
                case TokenAnswer.Issued issued -> System.out.println(issued.secret());
                case TokenAnswer.Refused refused -> throw new Refusal(refused.sentence());
                case TokenAnswer.Unknown unknown -> throw new Refusal("There is no such token.");
            }
        };
    }
}
