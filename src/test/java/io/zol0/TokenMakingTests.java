package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.home.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TokenMakingTests {
    @TempDir
    Path home;

    @Test
    void a_token_is_made_once_by_its_name_and_shown_on_a_line_of_its_own(CapturedOutput output) throws SQLException {
        TestDatabase database = TestDatabase.fresh();
        make("bench", database);
        assertThat(output.getOut().lines())
                .filteredOn(line -> line.matches("zol0_\\S+"))
                .hasSize(1);
        assertThat(count(database)).isEqualTo(1);
        assertThatThrownBy(() -> make("bench", database)).isInstanceOf(RuntimeException.class);
        assertThat(count(database)).isEqualTo(1);
    }

    private void make(String name, TestDatabase database) {
        TokenMaking.run(
                name,
                Stream.concat(
                                Stream.of("--zol0.home=" + home),
                                database.settings().entrySet().stream()
                                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue()))
                        .toArray(String[]::new));
    }

    private static int count(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM api_token WHERE name = 'bench'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
