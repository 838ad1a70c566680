package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseTests {
    @Test
    void each_test_has_a_database_of_its_own() throws SQLException {
        TestDatabase one = TestDatabase.fresh();
        TestDatabase two = TestDatabase.fresh();
        run(one, "CREATE TABLE mine (id int)");
        run(two, "CREATE TABLE mine (id int)");
        assertThat(one.url()).isNotEqualTo(two.url());
    }

    @Test
    void a_migrated_one_has_the_tables() throws SQLException {
        run(TestDatabase.migrated(), "SELECT * FROM installation");
        run(TestDatabase.migrated(), "SELECT * FROM flyway_schema_history");
    }

    @Test
    void a_dedicated_one_can_go_away_and_come_back() throws SQLException {
        try (TestDatabase database = TestDatabase.dedicated().migrate()) {
            String url = database.url();
            run(database, "CREATE TABLE kept (id int)");
            database.stop();
            assertThatThrownBy(() -> run(database, "SELECT 1")).isInstanceOf(SQLException.class);
            database.start();
            run(database, "SELECT * FROM kept");
            assertThat(database.url()).isEqualTo(url);
        }
    }

    private static void run(TestDatabase database, String statement) throws SQLException {
        try (Connection connection = database.owner().getConnection()) {
            connection.createStatement().execute(statement);
        }
    }
}
