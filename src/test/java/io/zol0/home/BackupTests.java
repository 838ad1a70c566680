package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTests {
    private static final String KEY = "ab".repeat(32);

    private static final String MADE_AT_EVERY_START = """
        SELECT string_agg(what, ', ' ORDER BY what) FROM (
            SELECT p.oid::regprocedure || ' ' || proconfig::text || prosecdef || md5(prosrc) || coalesce(proacl::text, '')
                AS what FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
            UNION ALL SELECT tgrelid::regclass || ' ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT oid::regclass || ' ' || relowner::regrole || coalesce(relacl::text, '') FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')) AS made\
        """;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final TestDatabase source = TestDatabase.migrated();

    @Test
    void every_table_is_either_kept_or_history() throws SQLException {
        try (Connection connection = source.owner().getConnection()) {
            Set<String> known = new HashSet<>(Tables.KEPT);
            known.addAll(Tables.HISTORY);
            known.add(Schema.HISTORY);
            assertThat(Tables.all(connection, "public"))
                    .as("a new table belongs into Tables.KEPT or Tables.HISTORY")
                    .isSubsetOf(known);
        }
    }

    @Test
    void migrations_make_only_what_a_restore_carries_over_or_every_start_makes_again() throws SQLException {
        String others = answer(source, """
            SELECT coalesce(string_agg(what, ', '), 'nothing else') FROM (
                SELECT relname AS what FROM pg_class WHERE relnamespace = 'public'::regnamespace
                    AND (relkind IN ('v', 'm', 'f', 'c') OR relkind = 'S' AND NOT EXISTS (
                        SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype IN ('a', 'i')))
                UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
                    AND typtype IN ('e', 'd', 'r')) AS others\
            """);
        assertThat(others).isEqualTo("nothing else");
    }

    @Test
    void what_was_backed_up_is_restored() throws Exception {
        fill(source);
        Path file = backup();
        TestDatabase target = TestDatabase.fresh();
        Restore.read(settings(target, KEY), file, false);
        assertThat(answer(target, "SELECT id || key_fingerprint FROM installation"))
                .isEqualTo(answer(source, "SELECT id || key_fingerprint FROM installation"));
        assertThat(answer(target, "SELECT string_agg(name || '|' || password_hash, ',' ORDER BY id) FROM account"))
                .isEqualTo("ann|tab\tquote'back\\slash\nünïcode,bob|x");
        assertThat(answer(target, "SELECT max(version::int) FROM flyway_schema_history"))
                .isEqualTo(answer(source, "SELECT max(version::int) FROM flyway_schema_history"));
        assertThat(answer(target, "SELECT count(*) FROM pg_namespace WHERE nspname = 'zol0_restore'"))
                .isEqualTo("0");
    }

    @Test
    void functions_and_triggers_are_those_of_a_new_installation() throws Exception {
        fill(source);
        Path file = backup();
        TestDatabase target = TestDatabase.fresh();
        Restore.read(settings(target, KEY), file, false);
        assertThat(answer(target, MADE_AT_EVERY_START)).isEqualTo(answer(source, MADE_AT_EVERY_START));
        Restore.read(settings(target, KEY), file, true);
        assertThat(answer(target, MADE_AT_EVERY_START)).isEqualTo(answer(source, MADE_AT_EVERY_START));
    }

    @Test
    void the_audits_chain_goes_on_after_a_restore_which_is_in_it() throws Exception {
        fill(source);
        append(source);
        append(source);
        Path file = backup();
        append(source);
        assertThat(actions(source)).isEqualTo("EXPORTED EXPORTED BACKED_UP EXPORTED");
        TestDatabase target = TestDatabase.fresh();
        Restore.read(settings(target, KEY), file, false);
        append(target);
        assertThat(actions(target)).isEqualTo("EXPORTED EXPORTED RESTORED EXPORTED");
        Restore.read(settings(target, KEY), file, true);
        assertThat(actions(target)).isEqualTo("EXPORTED EXPORTED RESTORED");
        assertThatThrownBy(() -> run(target, "DELETE FROM audit_entry")).hasMessageContaining("only ever added to");
        assertThat(answer(target, """
            SELECT count(*) FROM (
                SELECT hash, audit_hash(
                    lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY number),
                    number, at, who, origin, action, subject, before, after) AS right_one
                FROM audit_entry) AS chain WHERE hash <> right_one\
            """)).isEqualTo("0");
    }

    @Test
    void numbers_go_on_where_they_were() throws Exception {
        fill(source);
        Path file = backup();
        TestDatabase target = TestDatabase.fresh();
        Restore.read(settings(target, KEY), file, false);
        account(target, "carol", "y");
        assertThat(answer(target, "SELECT id FROM account WHERE name = 'carol'"))
                .isEqualTo("3");
    }

    @Test
    void settings_and_their_history_come_again_and_go_on() throws Exception {
        fill(source);
        run(source, """
            INSERT INTO upstream (id, name, base_url, environment, enabled, demo, protocol, connect_timeout_ms,
                response_timeout_ms, total_timeout_ms, maps_locations, scopes_cookies, preset)
            VALUES (7, 'binance', 'https://api.binance.com', 'production', true, false, 'AUTO', 10, 10, 10, true, true,
                'binance');
            INSERT INTO quota VALUES (1, 7, 'weight', true, 'binance', '["GET /api/v3/*"]', 'HEADER', 'X-MBX-APIKEY',
                true, false, '[{"kind": "ALIGNED", "capacity": 1200, "periodMs": 60000}]',
                '[{"endpoint": "*", "weight": 5, "field": "limit", "steps": [{"upTo": 1, "weight": 2}]}]',
                0.1, 0.2, 50, 1000, 'QUEUE', 'ON', 0.1, 1, 1);
            INSERT INTO cache_policy VALUES (7, 0, 'OWN_TTL', 1000, 'tab\tand "quote"', 0, 0, true, false, 'HIGH', true,
                1024, 0, 2);
            INSERT INTO cache_scope VALUES (7, '{X-A,X-B}', '{}', '{"signature"}');
            INSERT INTO breaker VALUES (7, true, 0.5, 1, 1000, 30000, 20, 10000, 3);
            INSERT INTO concurrency VALUES (7, true, 4, 200, 1.5);
            INSERT INTO preset VALUES (3, 'mine', '{"name": "mine"}');
            INSERT INTO setting_change (id, at, who, origin, kind, upstream_id, number, upstream, environment, subject,
                after, reason)
            VALUES (3, now(), 'ann', 'PERSON', 'PRESET', 0, 3, '', '', 'mine', '{"name": "mine",  "b": 1, "a": 2}', '')\
            """);
        Path file = backup();
        TestDatabase target = TestDatabase.fresh();
        Restore.read(settings(target, KEY), file, false);
        for (String table : Set.of(
                "upstream",
                "quota",
                "cache_policy",
                "cache_scope",
                "breaker",
                "concurrency",
                "preset",
                "setting_change")) {
            String rows = "SELECT string_agg(t::text, E'\n') FROM " + table + " t";
            assertThat(answer(target, rows)).as(table).isNotBlank().isEqualTo(answer(source, rows));
        }
        assertThatThrownBy(() -> run(target, "UPDATE quota SET margin = 1")).hasMessageContaining("quota_margin");
        try (Connection application = target.dataSource().getConnection()) {
            application.createStatement().execute("""
                INSERT INTO setting_change (at, who, origin, kind, upstream_id, number, upstream, environment, subject,
                    after, reason)
                VALUES (now(), 'ann', 'PERSON', 'QUOTA', 7, 1, 'binance', 'production', 'weight', '{}', '')\
                """);
        }
        assertThat(answer(target, "SELECT max(id) FROM setting_change")).isEqualTo("4");
    }

    @Test
    void a_backup_is_its_owners_alone_and_holds_no_key() throws Exception {
        fill(source);
        Path file = backup();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            BackupManifest manifest =
                    BackupManifest.read(new StringReader(Files.readString(zip.getPath(BackupManifest.FILE))));
            assertThat(manifest.fingerprint()).isEqualTo(fingerprint());
            assertThat(manifest.tables().get("account").rows()).isEqualTo(2);
            for (String table : manifest.tables().keySet()) {
                assertThat(Files.readString(zip.getPath(Backup.entry(table)))).doesNotContain(KEY);
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactly("backup.zip");
        }
    }

    @Test
    void an_installation_that_holds_data_is_only_replaced_when_asked() throws Exception {
        fill(source);
        Path file = backup();
        TestDatabase target = TestDatabase.migrated();
        account(target, "zoe", "z");
        assertThatThrownBy(() -> Restore.read(settings(target, KEY), file, false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("already holds data");
        assertThat(answer(target, "SELECT string_agg(name, ',') FROM account")).isEqualTo("zoe");
        Restore.read(settings(target, KEY), file, true);
        assertThat(answer(target, "SELECT string_agg(name, ',' ORDER BY id) FROM account"))
                .isEqualTo("ann,bob");
    }

    @Test
    void what_others_keep_in_the_same_database_stays() throws Exception {
        fill(source);
        Path file = backup();
        TestDatabase target = TestDatabase.migrated();
        run(target, "CREATE TABLE theirs AS SELECT 1 AS x");
        Restore.read(settings(target, KEY), file, true);
        assertThat(answer(target, "SELECT count(*) FROM theirs")).isEqualTo("1");
    }

    @Test
    void a_backup_of_an_older_version_is_migrated_on() throws Exception {
        TestDatabase old = TestDatabase.fresh();
        old.databases()
                .migrations()
                .target("2")
                .skipDefaultCallbacks(true)
                .load()
                .migrate();
        fill(old);
        Path file = folder.resolve("backup.zip");
        Backup.write(settings(old, KEY), file, false);
        TestDatabase target = TestDatabase.fresh();
        Restore.read(settings(target, KEY), file, false);
        assertThat(answer(target, "SELECT string_agg(name, ',' ORDER BY id) FROM account"))
                .isEqualTo("ann,bob");
        assertThat(answer(target, "SELECT max(version::int) FROM flyway_schema_history"))
                .isEqualTo(answer(source, "SELECT max(version::int) FROM flyway_schema_history"));
    }

    @Test
    void a_backup_of_a_newer_version_is_refused() throws Exception {
        fill(source);
        run(
                source,
                "INSERT INTO flyway_schema_history SELECT 9999, '9999', description, type, script, checksum,"
                        + " installed_by, installed_on, execution_time, success FROM flyway_schema_history LIMIT 1");
        Path file = backup();
        TestDatabase target = TestDatabase.fresh();
        assertThatThrownBy(() -> Restore.read(settings(target, KEY), file, false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("(schema 9999) and this one knows");
    }

    @Test
    void another_key_is_refused_with_the_one_that_is_needed() throws Exception {
        fill(source);
        Path file = backup();
        TestDatabase target = TestDatabase.fresh();
        for (String wrong : new String[] {null, "cd".repeat(32)}) {
            assertThatThrownBy(() -> Restore.read(settings(target, wrong), file, false))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("belongs to the secret key with the fingerprint " + fingerprint());
        }
        assertThat(answer(target, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void a_damaged_backup_changes_nothing() throws Exception {
        fill(source);
        Path file = backup();
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Path table = zip.getPath(Backup.entry("account"));
            Files.writeString(table, Files.readString(table).lines().findFirst().orElseThrow() + "\n");
        }
        TestDatabase target = TestDatabase.migrated();
        account(target, "zoe", "z");
        assertThatThrownBy(() -> Restore.read(settings(target, KEY), file, true))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("account is not what was written");
        assertThat(answer(target, "SELECT string_agg(name, ',') FROM account")).isEqualTo("zoe");
        assertThat(answer(target, "SELECT count(*) FROM pg_namespace WHERE nspname = 'zol0_restore'"))
                .isEqualTo("0");
    }

    @Test
    void a_cut_off_backup_is_refused() throws Exception {
        fill(source);
        Path file = backup();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> Restore.read(settings(TestDatabase.fresh(), KEY), file, false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is no backup of ZoL0, or is damaged");
    }

    @Test
    void something_else_is_no_backup() throws Exception {
        Path file = Files.writeString(folder.resolve("letter.txt"), "dear", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Restore.read(settings(source, KEY), file, false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is no backup of ZoL0");
        assertThatThrownBy(() -> Restore.read(settings(source, KEY), folder.resolve("nowhere.zip"), false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("There is no backup to read");
    }

    @Test
    void a_database_without_an_installation_is_not_backed_up() {
        TestDatabase empty = TestDatabase.fresh();
        assertThatThrownBy(() -> Backup.write(settings(empty, KEY), folder.resolve("backup.zip"), false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("holds no installation");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_home_without_an_installation_is_not_made_one() {
        assertThatThrownBy(() -> Backup.write(
                        new HomeSettings(folder.resolve("none"), null, null), folder.resolve("backup.zip"), false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("There is no installation in");
        assertThat(folder).isEmptyDirectory();
    }

    private Path backup() {
        Path file = folder.resolve("backup.zip");
        Backup.write(settings(source, KEY), file, false);
        return file;
    }

    private static String fingerprint() {
        return MasterKey.in(Path.of("nowhere"), KEY).orElseThrow().fingerprint();
    }

    private static void fill(TestDatabase database) throws SQLException {
        run(
                database,
                "INSERT INTO installation (id, key_fingerprint, created_at) VALUES (gen_random_uuid(), '"
                        + fingerprint() + "', now())");
        account(database, "ann", "tab\tquote'back\\slash\nünïcode");
        account(database, "bob", "x");
    }

    private static void account(TestDatabase database, String name, String hash) throws SQLException {
        try (Connection connection = database.owner().getConnection();
                var insert = connection.prepareStatement("INSERT INTO account"
                        + " (name, password_hash, role, must_change_password, created_at)"
                        + " VALUES (?, ?, 'ADMIN', true, now())")) {
            insert.setString(1, name);
            insert.setString(2, hash);
            insert.executeUpdate();
        }
    }

    private HomeSettings settings(TestDatabase database, String key) {
        Databases databases = database.databases();
        return new HomeSettings(home, databases.application(), databases.owner(), key);
    }

    /** As the application does. */
    private static void append(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection
                    .createStatement()
                    .execute("SELECT audit_append('ann', NULL, 'EXPORTED', 'x', NULL, '{\"n\": \"1\"}')");
        }
    }

    private static String actions(TestDatabase database) throws SQLException {
        return answer(database, "SELECT string_agg(action, ' ' ORDER BY number) FROM audit_entry");
    }

    private static void run(TestDatabase database, String statement) throws SQLException {
        try (Connection connection = database.owner().getConnection()) {
            connection.createStatement().execute(statement);
        }
    }

    private static String answer(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.owner().getConnection();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
