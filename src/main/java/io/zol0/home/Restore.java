package io.zol0.home;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;

/**
 * Brings a backup into a database.
 *
 * <p>Everything is built in a schema beside the real one, in the backup's own version and then migrated on, and takes
 * the real one's place in a single transaction at the end. Until then nothing of the installation was touched.
 */
public final class Restore {
    private static final String STAGE = "zol0_restore";
    private static final Pattern BOUNDS =
            Pattern.compile("DEFAULT|FOR VALUES FROM \\('[0-9 :+.-]*'\\) TO \\('[0-9 :+.-]*'\\)");

    private final HomeSettings settings;
    private final ZipFile zip;
    private final BackupManifest manifest;

    private Restore(HomeSettings settings, ZipFile zip, BackupManifest manifest) {
        this.settings = settings;
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Restores a file, whole or not at all.
     *
     * @param replace whether what the installation holds may be thrown away
     * @return what was restored, in a sentence
     */
    public static String read(HomeSettings settings, Path file, boolean replace) {
        if (!Files.isReadable(file)) {
            throw new Refusal(
                    "There is no backup to read at " + file.toAbsolutePath().normalize() + ".");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(BackupManifest.FILE);
            if (entry == null) {
                throw new Refusal(file + " is no backup of ZoL0: it has no manifest.");
            }
            try (BufferedReader text =
                    new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
                return new Restore(settings, zip, BackupManifest.read(text)).run(replace);
            }
        } catch (ZipException e) {
            throw new Refusal(file + " is no backup of ZoL0, or is damaged: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new Refusal("The backup in " + file + " could not be read: " + e.getMessage() + ".", e);
        } catch (SQLException | FlywayException e) {
            throw new Refusal(
                    "The backup was not restored, and nothing was changed: "
                            + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ") + ".",
                    e);
        }
    }

    private String run(boolean replace) throws SQLException, IOException {
        if (MigrationVersion.fromVersion(manifest.schema()).compareTo(Schema.known()) > 0) {
            throw new Refusal("The backup was made by ZoL0 " + manifest.zol0() + " (schema " + manifest.schema()
                    + ") and this one knows " + Schema.known() + "; restore it with that version or a later one.");
        }
        requireKey();
        try (Reach reach = Reach.toWrite(settings);
                Connection connection = reach.database().connect()) {
            String schema = Tables.schema(connection);
            if (!replace && Tables.holdAnything(connection, schema)) {
                throw new Refusal("The installation already holds data; restore into a new ZOL0_HOME, or throw away"
                        + " what is there with --replace.");
            }
            try {
                stage(reach.databases(), connection);
                swap(connection, schema);
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                execute(connection, "DROP SCHEMA IF EXISTS " + STAGE + " CASCADE");
            }
            finish(reach.databases(), schema);
            CommandAudit.record(
                    connection,
                    "RESTORED",
                    "installation",
                    Map.of("backupOf", manifest.created().toString(), "madeBy", manifest.zol0()));
        }
        return "Restored " + manifest.tables().size() + " tables as they were at " + manifest.created() + " in ZoL0 "
                + manifest.zol0() + ".";
    }

    /** Before the home is touched: passwords and tokens of the backup are worth nothing under another key. */
    private void requireKey() {
        Optional<String> own = MasterKey.in(settings.home(), settings.key()).map(MasterKey::fingerprint);
        if (!own.equals(Optional.of(manifest.fingerprint()))) {
            throw new Refusal("The backup belongs to the secret key with the fingerprint " + manifest.fingerprint()
                    + own.map(other -> ", and the key given has " + other).orElse("") + "; put the right one into "
                    + settings.home().toAbsolutePath().normalize().resolve(MasterKey.FILE) + " or ZOL0_KEY.");
        }
    }

    private void stage(Databases databases, Connection connection) throws SQLException, IOException {
        execute(connection, "DROP SCHEMA IF EXISTS " + STAGE + " CASCADE");
        migrate(databases, MigrationVersion.fromVersion(manifest.schema()));
        connection.setAutoCommit(false);
        for (String table : Tables.in(connection, STAGE)) {
            BackupManifest.Table content = manifest.tables().get(table);
            if (content != null) {
                // Rows that the migrations put there come again with the backup.
                execute(connection, "TRUNCATE " + Tables.qualified(STAGE, table) + " CASCADE");
            }
        }
        for (String table : Tables.in(connection, STAGE)) {
            BackupManifest.Table content = manifest.tables().get(table);
            if (content != null) {
                partition(connection, table, content.partitions());
                fill(connection, table, content);
                Tables.advanceSequences(connection, STAGE, table);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        migrate(databases, MigrationVersion.LATEST);
    }

    private static void migrate(Databases databases, MigrationVersion target) {
        databases
                .migrations()
                .defaultSchema(STAGE)
                .createSchemas(true)
                .target(target)
                // Functions, triggers and rights belong to the schema, not to the tables: they come at the end.
                .skipDefaultCallbacks(true)
                .load()
                .migrate();
    }

    /** Functions, triggers and rights, as at a start. */
    private static void finish(Databases databases, String schema) {
        try {
            databases.migrations().defaultSchema(schema).load().migrate();
        } catch (FlywayException e) {
            throw new Refusal(
                    "The backup was restored, but its database is not ready; start ZoL0 to make it so ("
                            + Program.lastLine(String.valueOf(e.getMessage())) + ").",
                    e);
        }
    }

    private static void partition(Connection connection, String table, Map<String, String> partitions)
            throws SQLException {
        Map<String, String> there = Tables.partitions(connection, STAGE, table);
        for (Map.Entry<String, String> part : partitions.entrySet()) {
            if (!BOUNDS.matcher(part.getValue()).matches()) {
                throw new Refusal("The backup is damaged: a part of " + table + " has no bounds.");
            }
            if (!there.containsKey(part.getKey())) {
                execute(
                        connection,
                        "CREATE TABLE " + Tables.qualified(STAGE, part.getKey()) + " PARTITION OF "
                                + Tables.qualified(STAGE, table) + " " + part.getValue());
            }
        }
    }

    private void fill(Connection connection, String table, BackupManifest.Table content)
            throws SQLException, IOException {
        ZipEntry entry = zip.getEntry(Backup.entry(table));
        if (entry == null) {
            throw new Refusal("The backup is damaged: " + table + " is missing.");
        }
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
            long rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY " + Tables.qualified(STAGE, table) + " (" + Tables.quoted(content.columns())
                                    + ") FROM STDIN",
                            in);
            if (rows != content.rows() || crc.getValue() != entry.getCrc()) {
                throw new Refusal("The backup is damaged: " + table + " is not what was written.");
            }
        }
    }

    /** The one step that others see. */
    private static void swap(Connection connection, String schema) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "SET LOCAL lock_timeout = '10s'");
        List<String> old = new ArrayList<>(Tables.in(connection, schema));
        old.add(Schema.HISTORY);
        for (String table : old) {
            execute(connection, "DROP TABLE IF EXISTS " + Tables.qualified(schema, table) + " CASCADE");
        }
        for (String table : Tables.withPartitions(connection, STAGE)) {
            execute(
                    connection,
                    "ALTER TABLE " + Tables.qualified(STAGE, table) + " SET SCHEMA " + Tables.quoted(schema));
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
