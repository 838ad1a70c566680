package io.zol0.home;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands out the installation's keys, once the migrated database is known to belong to it. */
@Configuration(proxyBeanMethods = false)
class HomeConfiguration {
    @Bean
    @DependsOnDatabaseInitialization
    Secret secret(Installation installation, DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return installation.sign(connection);
        }
    }
}
