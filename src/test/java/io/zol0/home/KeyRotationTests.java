package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTests {
    private static final String GIVEN = "ab".repeat(32);
    private static final String NEW = "cd".repeat(32);

    @TempDir
    Path home;

    private final TestDatabase database = TestDatabase.migrated();
    private byte[] tokenHash;

    @BeforeEach
    void a_column_of_sealed_texts() throws Exception {
        execute("CREATE TABLE mailbox (id int PRIMARY KEY, sealed_password text)");
    }

    @Test
    void what_was_sealed_opens_and_what_was_hashed_stays_valid() throws Exception {
        install(null);
        String key = Files.readString(home.resolve("secret.key"));
        String sealed = sealed(1);

        String said = KeyRotation.run(settings(null), null);

        assertThat(said).contains("2 sealed values were sealed again");
        assertThat(Files.readString(home.resolve("secret.key"))).isNotEqualTo(key);
        assertThat(home.resolve("secret.key.next")).doesNotExist();
        assertThat(sealed(1)).isNotEqualTo(sealed);
        holds(null);
    }

    @Test
    void the_old_key_opens_nothing_any_more() throws Exception {
        install(null);
        Path old = Files.copy(home.resolve("secret.key"), home.resolve("copied.key"));
        Secret before = secret(null);
        KeyRotation.run(settings(null), null);

        assertThatThrownBy(() -> before.open("channel/1", sealed(1))).isInstanceOf(BrokenSeal.class);
        Files.move(old, home.resolve("secret.key"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> secret(null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("belongs to the secret key with the fingerprint");
    }

    @Test
    void broken_off_before_the_database_changed_the_old_key_holds() throws Exception {
        install(null);
        MasterKey.made().write(home.resolve(MasterKey.NEXT));

        holds(null);
        assertThat(home.resolve(MasterKey.NEXT)).doesNotExist();
    }

    @Test
    void broken_off_after_the_database_changed_the_new_key_holds() throws Exception {
        install(null);
        MasterKey old = MasterKey.in(home, null).orElseThrow();
        MasterKey next = MasterKey.made();
        next.write(home.resolve(MasterKey.NEXT));
        try (Connection connection = database.owner().getConnection()) {
            KeyRotation.change(connection, old, next);
        }

        holds(null);
        assertThat(home.resolve(MasterKey.NEXT)).doesNotExist();
        assertThat(MasterKey.in(home, null).orElseThrow().fingerprint()).isEqualTo(next.fingerprint());
    }

    @Test
    void a_value_that_does_not_open_stops_it_and_changes_nothing() throws Exception {
        install(null);
        insert(3, Secret.made().seal("channel/3", "foreign"));
        String before = sealed(1);

        assertThatThrownBy(() -> KeyRotation.run(settings(null), null))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("The key was not changed. What is kept for channel/3 was sealed with the key");
        assertThat(sealed(1)).isEqualTo(before);
        execute("DELETE FROM mailbox WHERE id = 3");
        holds(null);
    }

    @Test
    void a_key_given_by_environment_is_replaced_by_one_given_likewise() throws Exception {
        install(GIVEN);
        assertThatThrownBy(() -> KeyRotation.run(settings(GIVEN), null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("give the new one by ZOL0_NEW_KEY");
        assertThatThrownBy(() -> KeyRotation.run(settings(GIVEN), "letmein"))
                .hasMessage("ZOL0_NEW_KEY holds no secret key: it must be 64 hexadecimal digits.");

        KeyRotation.run(settings(GIVEN), NEW);

        holds(NEW);
        assertThat(home.resolve("secret.key")).doesNotExist();
        assertThat(home.resolve("secret.key.next")).doesNotExist();
    }

    @Test
    void an_installation_signed_before_there_were_sealed_keys_keeps_its_tokens() throws Exception {
        install(null);
        execute("TRUNCATE mailbox");
        execute("UPDATE installation SET sealed_keys = NULL");
        byte[] old = Hash.of(keyInFile(), "token", "t");

        assertThatThrownBy(() -> KeyRotation.run(settings(null), null)).hasMessageContaining("start this one once");
        assertThat(secret(null).hash("token", "t")).isEqualTo(old);
        KeyRotation.run(settings(null), null);
        assertThat(secret(null).hash("token", "t")).isEqualTo(old);
    }

    private byte[] keyInFile() throws Exception {
        return java.util.HexFormat.of()
                .parseHex(Files.readString(home.resolve("secret.key")).strip());
    }

    private void install(String key) throws Exception {
        Secret secret = secret(key);
        tokenHash = secret.hash("token", "t");
        insert(1, secret.seal("channel/1", "one"));
        insert(2, secret.seal("channel/2", "two"));
    }

    /** The next start finds everything as it was. */
    private void holds(String key) throws Exception {
        Secret secret = secret(key);
        assertThat(secret.hash("token", "t")).isEqualTo(tokenHash);
        assertThat(secret.open("channel/1", sealed(1))).isEqualTo("one");
        assertThat(secret.open("channel/2", sealed(2))).isEqualTo("two");
    }

    private Secret secret(String key) throws Exception {
        try (Installation installation = Installation.open(settings(key));
                Connection connection = database.owner().getConnection()) {
            return installation.sign(connection);
        }
    }

    private void insert(int id, String password) throws SQLException {
        try (Connection connection = database.owner().getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO mailbox VALUES (?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, password);
            insert.executeUpdate();
        }
    }

    private String sealed(int id) throws SQLException {
        try (Connection connection = database.owner().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT sealed_password FROM mailbox WHERE id = " + id)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = database.owner().getConnection()) {
            connection.createStatement().execute(statement);
        }
    }

    private HomeSettings settings(String key) {
        Databases databases = database.databases();
        return new HomeSettings(home, databases.application(), databases.owner(), key);
    }
}
