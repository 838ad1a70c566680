package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTests {
    @TempDir
    Path home;

    @Test
    void it_runs_for_real_data() throws Exception {
        try (EmbeddedServer server = start()) {
            assertThat(setting(server, "fsync")).isEqualTo("on");
            assertThat(setting(server, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(server, "full_page_writes")).isEqualTo("on");
            assertThat(setting(server, "data_checksums")).isEqualTo("on");
            assertThat(setting(server, "max_connections")).isEqualTo("50");
            assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(server, "password_encryption")).isEqualTo("scram-sha-256");
            assertThat(setting(server, "server_version")).startsWith("18.");
        }
    }

    @Test
    void neither_role_is_a_superuser_and_the_application_makes_nothing() throws Exception {
        try (EmbeddedServer server = start()) {
            for (DatabaseAddress role : List.of(server.address(), server.owner())) {
                assertThat(answer(
                                role,
                                "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles"
                                        + " WHERE rolname = current_user"))
                        .isEqualTo("f");
            }
            assertThat(answer(
                            server.address(),
                            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo("zol0_owner");
            assertThatThrownBy(() -> answer(server.address(), "CREATE TABLE mine (x int)"))
                    .hasMessageContaining("permission denied for schema public");
        }
    }

    @Test
    void a_database_of_before_there_was_an_owner_is_taken_over() throws Exception {
        try (EmbeddedServer server = start()) {
            run(server, "CREATE TABLE kept AS SELECT 42 AS answer");
            try (Connection superuser = server.superuser().connect()) {
                superuser.createStatement().execute("ALTER DATABASE zol0 OWNER TO zol0");
            }
            try (Connection superuser = new DatabaseAddress(
                            server.url("zol0"), "postgres", server.superuser().password())
                    .connect()) {
                superuser.createStatement().execute("REASSIGN OWNED BY zol0_owner TO zol0");
                superuser.createStatement().execute("DROP OWNED BY zol0_owner");
                superuser.createStatement().execute("DROP ROLE zol0_owner");
            }
        }
        Path file = home.resolve(Passwords.FILE);
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("zol0_owner"))
                        .toList());
        String password;
        try (EmbeddedServer server = start()) {
            password = server.owner().password();
            assertThat(password).hasSizeGreaterThan(40);
            assertThat(answer(server.owner(), "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(answer(
                            server.owner(),
                            "SELECT string_agg(DISTINCT relowner::regrole::text, ',') FROM pg_class"
                                    + " WHERE relnamespace = 'public'::regnamespace"))
                    .isEqualTo("zol0_owner");
            assertThatThrownBy(() -> answer(server.address(), "DROP TABLE kept"))
                    .hasMessageContaining("must be owner of table kept");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (EmbeddedServer server = start()) {
            assertThat(server.owner().password()).isEqualTo(password);
        }
    }

    @Test
    void nobody_enters_without_the_password() {
        try (EmbeddedServer server = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.url("zol0"), "zol0", "guess")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void passwords_are_in_a_file_of_ours_alone_and_nowhere_else() throws Exception {
        try (EmbeddedServer server = start()) {
            Path file = home.resolve(Passwords.FILE);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("db"))))
                    .isEqualTo("rwx------");
            assertThat(Files.readString(home.resolve("postgres.log")))
                    .doesNotContain(server.address().password());
            assertThat(server.address().toString())
                    .doesNotContain(server.address().password());
            try (var files = Files.list(home)) {
                assertThat(files.map(f -> f.getFileName().toString()))
                        .containsExactlyInAnyOrder("db", "db.passwords", "postgres.log");
            }
        }
    }

    @Test
    void data_stay_from_one_start_to_the_next() throws Exception {
        try (EmbeddedServer server = start()) {
            run(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (EmbeddedServer server = start()) {
            assertThat(answer(server.owner(), "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void a_server_left_alive_on_these_data_is_stopped_and_followed() throws Exception {
        EmbeddedServer left = start();
        run(left, "CREATE TABLE kept AS SELECT 42 AS answer");
        long orphan =
                Postmaster.of(home.toRealPath().resolve("db")).orElseThrow().pid();
        try (EmbeddedServer server = start()) {
            assertThat(answer(server.owner(), "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(Postmaster.of(home.toRealPath().resolve("db"))
                            .orElseThrow()
                            .pid())
                    .isNotEqualTo(orphan);
        }
    }

    @Test
    void a_pid_file_that_names_a_stranger_is_stale() throws Exception {
        start().close();
        Files.writeString(
                home.resolve("db").resolve(Postmaster.FILE),
                ProcessHandle.current().pid() + "\n" + home.resolve("db") + "\n1\n5432\n\n127.0.0.1\n0 0\nready\n");
        try (EmbeddedServer server = start()) {
            assertThat(answer(server.address(), "SELECT 1")).isEqualTo("1");
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void a_pid_file_of_a_process_that_is_gone_is_stale() throws Exception {
        start().close();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(
                home.resolve("db").resolve(Postmaster.FILE),
                gone.pid() + "\n" + home.resolve("db") + "\n1\n5432\n\n127.0.0.1\n0 0\nready\n");
        try (EmbeddedServer server = start()) {
            assertThat(answer(server.address(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void data_of_another_major_version_are_refused_and_left_alone() throws Exception {
        start().close();
        Files.writeString(home.resolve("db").resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("belong to PostgreSQL 17 and this ZoL0 carries 18");
        assertThat(home.resolve("db").resolve(Postmaster.FILE)).doesNotExist();
        assertThat(Files.readString(home.resolve("db").resolve("PG_VERSION"))).isEqualTo("17\n");
    }

    @Test
    void a_folder_that_holds_something_else_is_not_taken_for_data() throws Exception {
        Files.createDirectories(home.resolve("db"));
        Files.writeString(home.resolve("db").resolve("letter.txt"), "dear");
        assertThatThrownBy(this::start).isInstanceOf(Refusal.class).hasMessageContaining("is no PostgreSQL data");
        assertThat(home.resolve("db").resolve("letter.txt")).hasContent("dear");
    }

    @Test
    void a_first_start_that_was_cut_short_begins_anew() throws Exception {
        Files.createDirectories(home.resolve("db.part").resolve("base"));
        try (EmbeddedServer server = start()) {
            assertThat(answer(server.address(), "SELECT 1")).isEqualTo("1");
        }
        assertThat(home.resolve("db.part")).doesNotExist();
    }

    @Test
    void a_first_start_that_was_cut_short_before_the_role_was_made_is_finished() throws Exception {
        try (EmbeddedServer server = start();
                Connection superuser = server.superuser().connect()) {
            superuser.createStatement().execute("DROP DATABASE zol0");
            superuser.createStatement().execute("DROP ROLE zol0");
        }
        try (EmbeddedServer server = start()) {
            assertThat(answer(server.address(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void lost_passwords_are_said_in_one_sentence() throws Exception {
        start().close();
        Files.delete(home.resolve(Passwords.FILE));
        assertThatThrownBy(this::start).isInstanceOf(Refusal.class).hasMessageContaining("put back the file");
    }

    @Test
    void a_start_that_is_broken_off_stops_it_too() {
        EmbeddedServer server = start();
        Thread.currentThread().interrupt();
        server.close();
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(home.resolve("db").resolve(Postmaster.FILE)).doesNotExist();
    }

    @Test
    void closing_twice_is_closing_once() {
        EmbeddedServer server = start();
        server.close();
        server.close();
        assertThat(home.resolve("db").resolve(Postmaster.FILE)).doesNotExist();
    }

    private EmbeddedServer start() {
        Path binaries = Path.of("target", "postgres").toAbsolutePath();
        return EmbeddedServer.start(PostgresBinaries.unpackedIn(binaries), home, 0, Map.of());
    }

    private static String setting(EmbeddedServer server, String name) throws SQLException {
        return answer(server.superuser(), "SHOW " + name);
    }

    private static void run(EmbeddedServer server, String statement) throws SQLException {
        try (Connection connection = server.owner().connect()) {
            connection.createStatement().execute(statement);
        }
    }

    private static String answer(DatabaseAddress address, String query) throws SQLException {
        try (Connection connection = address.connect();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
