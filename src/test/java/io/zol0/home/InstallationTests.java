package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTests {
    private static final String OTHER_KEY = "ab".repeat(32);

    @TempDir
    Path home;

    private final TestDatabase database = TestDatabase.migrated();

    @Test
    void a_first_start_makes_a_key_and_signs_the_database() throws Exception {
        signed();
        assertThat(home.resolve("secret.key")).exists();
        try (Installation again = open(null)) {
            assertThat(again.home().folder()).isEqualTo(home.toRealPath());
        }
    }

    @Test
    void another_key_is_refused_and_the_home_let_go() throws Exception {
        String fingerprint = signed();
        assertThatThrownBy(() -> open(OTHER_KEY))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("belongs to the secret key with the fingerprint " + fingerprint);
        open(null).close();
    }

    @Test
    void a_lost_key_is_not_replaced_by_a_new_one() throws Exception {
        String fingerprint = signed();
        Files.delete(home.resolve("secret.key"));
        assertThatThrownBy(() -> open(null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(fingerprint)
                .hasMessageContaining("is missing; put that file back or set ZOL0_KEY");
        assertThat(home.resolve("secret.key")).doesNotExist();
    }

    @Test
    void a_given_key_is_not_written_down() throws Exception {
        try (Installation installation = open(OTHER_KEY);
                Connection connection = database.dataSource().getConnection()) {
            installation.sign(connection);
        }
        assertThat(home.resolve("secret.key")).doesNotExist();
        open(OTHER_KEY).close();
    }

    @Test
    void a_database_of_a_newer_zol0_is_refused() throws Exception {
        try (Connection connection = database.owner().getConnection()) {
            connection.createStatement().execute("UPDATE flyway_schema_history SET version = '9999'");
        }
        assertThatThrownBy(() -> open(null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("was migrated by a newer ZoL0 (schema 9999, this one knows");
        assertThat(home.resolve("secret.key")).doesNotExist();
    }

    @Test
    void closing_twice_is_closing_once() {
        Installation installation = open(null);
        installation.close();
        installation.close();
        open(null).close();
    }

    private String signed() throws Exception {
        try (Installation installation = open(null);
                Connection connection = database.dataSource().getConnection()) {
            installation.sign(connection);
            return installation.key().fingerprint();
        }
    }

    private Installation open(String key) {
        Databases databases = database.databases();
        return Installation.open(new HomeSettings(home, databases.application(), databases.owner(), key));
    }
}
