package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTests {
    private static final String APPEND = "SELECT audit_append('ann', NULL, 'EXPORTED', 'x', NULL, NULL)";

    @TempDir
    Path home;

    @Test
    void one_role_can_do_both() throws SQLException {
        TestDatabase database = TestDatabase.fresh();
        DatabaseAddress owner = database.databases().owner();
        Databases both = Databases.external(new HomeSettings(home, owner, null)).orElseThrow();
        assertThat(both.apart()).isFalse();
        both.migrations().load().migrate();
        both.migrations().load().migrate();
        assertThat(answer(owner, APPEND)).isEqualTo("1");
    }

    @Test
    void a_second_role_can_come_later() throws SQLException {
        TestDatabase database = TestDatabase.fresh();
        DatabaseAddress owner = database.databases().owner();
        DatabaseAddress application = database.databases().application();
        new Databases(owner, owner).migrations().load().migrate();
        assertThatThrownBy(() -> answer(application, "SELECT count(*) FROM account"))
                .hasMessageContaining("permission denied");

        Databases.external(new HomeSettings(home, application, owner, null))
                .orElseThrow()
                .migrations()
                .load()
                .migrate();
        assertThat(answer(application, APPEND)).isEqualTo("1");
        assertThat(answer(application, "SELECT count(*) FROM account")).isEqualTo("0");
        assertThatThrownBy(() -> answer(application, "DELETE FROM audit_entry RETURNING number"))
                .hasMessageContaining("permission denied for table audit_entry");
    }

    @Test
    void a_right_that_was_given_by_hand_is_taken_back_at_the_next_start() throws SQLException {
        TestDatabase database = TestDatabase.migrated();
        try (Connection owner = database.owner().getConnection()) {
            owner.createStatement().execute("GRANT ALL ON audit_entry TO zol0");
        }
        database.migrate();
        assertThatThrownBy(() -> answer(database.databases().application(), "DELETE FROM audit_entry RETURNING number"))
                .hasMessageContaining("permission denied for table audit_entry");
    }

    @Test
    void tables_of_another_role_are_refused_with_what_to_do() {
        DatabaseAddress application = TestDatabase.migrated().databases().application();
        assertThatThrownBy(() -> Databases.external(new HomeSettings(home, application, application, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("belong to the database role zol0_owner")
                .hasMessageContaining("REASSIGN OWNED BY \"zol0_owner\" TO \"zol0\"");
    }

    @Test
    void a_wrong_password_of_the_migrations_user_names_its_own_setting() {
        DatabaseAddress application = TestDatabase.migrated().databases().application();
        DatabaseAddress wrong = new DatabaseAddress(application.url(), "zol0_owner", "guess");
        assertThatThrownBy(() -> Databases.external(new HomeSettings(home, application, wrong, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("does not let zol0_owner in; check ZOL0_DB_MIGRATION_USER");
    }

    @Test
    void settings_name_both_roles_of_a_database_of_ones_own_only() {
        HomeSettings settings = HomeSettings.from(Map.of(
                "zol0.db.url", "postgres://me:secret@h/d",
                "zol0.db.migration.user", "chief",
                "zol0.db.migration.password", "other")::get);
        assertThat(settings.database()).isEqualTo(new DatabaseAddress("jdbc:postgresql://h/d", "me", "secret"));
        assertThat(settings.owner()).isEqualTo(new DatabaseAddress("jdbc:postgresql://h/d", "chief", "other"));
        assertThatThrownBy(() -> HomeSettings.from(Map.of("zol0.db.migration.user", "chief")::get))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("set ZOL0_DB_URL as well");
    }

    private static String answer(DatabaseAddress role, String query) throws SQLException {
        try (Connection connection = role.connect();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
