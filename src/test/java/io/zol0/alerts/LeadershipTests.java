package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.zol0.alerts.Leadership.Lead;
import io.zol0.home.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Two nodes of one database: one judges the rules, and the other as soon as that one is gone. */
class LeadershipTests {
    @Test
    void one_of_two_leads_and_the_other_takes_over_when_it_leaves() {
        try (TestDatabase database = TestDatabase.fresh();
                HikariDataSource pool = pool(database);
                Leadership one = new Leadership(pool);
                Leadership other = new Leadership(pool)) {
            assertThat(one.ask()).isEqualTo(Lead.HERE);
            assertThat(other.ask()).isEqualTo(Lead.ELSEWHERE);
            assertThat(one.ask()).as("it keeps the lead").isEqualTo(Lead.HERE);
            one.close();
            assertThat(other.ask()).isEqualTo(Lead.HERE);
            assertThat(one.ask()).isEqualTo(Lead.ELSEWHERE);
        }
    }

    @Test
    void the_lead_takes_no_connection_of_the_pool() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh();
                HikariDataSource pool = pool(database);
                Leadership one = new Leadership(pool)) {
            assertThat(one.ask()).isEqualTo(Lead.HERE);
            pool.getConnection().close();
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    void who_loses_the_connection_loses_the_lead() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh();
                HikariDataSource pool = pool(database);
                Leadership one = new Leadership(pool);
                Leadership other = new Leadership(pool)) {
            assertThat(one.ask()).isEqualTo(Lead.HERE);
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                        + " and pid <> pg_backend_pid() and database = (select oid from pg_database where datname ="
                        + " current_database())");
            }
            Lead taken = other.ask();
            for (int i = 0; i < 100 && taken != Lead.HERE; i++) {
                taken = other.ask();
            }
            assertThat(taken).isEqualTo(Lead.HERE);
            assertThat(one.ask()).isEqualTo(Lead.ELSEWHERE);
        }
    }

    @Test
    void while_the_database_is_away_nobody_says_who_leads() {
        TestDatabase database = TestDatabase.fresh();
        try (HikariDataSource pool = pool(database);
                Leadership one = new Leadership(pool)) {
            pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:9/none");
            assertThat(one.ask()).isEqualTo(Lead.AWAY);
        } finally {
            database.close();
        }
    }

    private static HikariDataSource pool(TestDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(0);
        return pool;
    }
}
