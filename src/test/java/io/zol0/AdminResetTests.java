package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.home.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminResetTests {
    @TempDir
    Path home;

    @Test
    void each_reset_gives_the_first_account_another_password_to_be_changed() throws SQLException {
        TestDatabase database = TestDatabase.fresh();
        reset(database);
        String first = hash(database);
        reset(database);
        assertThat(hash(database)).startsWith("$argon2id$").isNotEqualTo(first);
    }

    private void reset(TestDatabase database) {
        AdminReset.run(Stream.concat(
                        Stream.of("--zol0.home=" + home),
                        database.settings().entrySet().stream()
                                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue()))
                .toArray(String[]::new));
    }

    private static String hash(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT password_hash FROM account WHERE name = 'admin' AND must_change_password")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
