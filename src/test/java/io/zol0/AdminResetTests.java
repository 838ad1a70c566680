package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.home.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        AdminReset.run(
                "--zol0.home=" + home,
                "--zol0.db.url=" + database.url(),
                "--zol0.db.user=" + database.user(),
                "--zol0.db.password=" + database.password());
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
