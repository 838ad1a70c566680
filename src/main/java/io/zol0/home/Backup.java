package io.zol0.home;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Writes an installation's tables, as they were at one moment, to a file. The secret key is not in it. */
public final class Backup {
    private Backup() {}

    /**
     * Writes a backup whole or not at all; a ZoL0 that runs on this home may go on.
     *
     * @param history whether measurements go with it
     * @return what was written, in a sentence
     */
    public static String write(HomeSettings settings, Path file, boolean history) {
        Path target = file.toAbsolutePath().normalize();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
            throw new Refusal("The backup cannot be written to " + target + "; name a file in a folder that exists.");
        }
        try (Reach reach = Reach.toRead(settings);
                Connection connection = reach.database().connect()) {
            Path part = PrivateFiles.temporaryFile(folder, "." + target.getFileName());
            try {
                BackupManifest manifest = write(connection, part, history);
                CommandAudit.record(connection, "BACKED_UP", "installation", facts(manifest, history));
                PrivateFiles.moveIntoPlace(part, target);
                long rows = manifest.tables().values().stream()
                        .mapToLong(BackupManifest.Table::rows)
                        .sum();
                return "Wrote " + rows + " rows of " + manifest.tables().size() + " tables to " + target
                        + "; to restore them you also need the secret key with the fingerprint "
                        + manifest.fingerprint() + ".";
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (SQLException e) {
            throw new Refusal(
                    "The backup was not written: " + Program.lastLine(String.valueOf(e.getMessage())) + ".", e);
        } catch (IOException e) {
            throw new Refusal("The backup cannot be written to " + target + ": " + e.getMessage() + ".", e);
        }
    }

    private static BackupManifest write(Connection connection, Path part, boolean history)
            throws SQLException, IOException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        String schema = Tables.schema(connection);
        String fingerprint = Installation.fingerprint(connection)
                .orElseThrow(() -> new Refusal(
                        "This database holds no installation of ZoL0; check ZOL0_HOME or" + " ZOL0_DB_URL."));
        String version = Schema.of(connection).orElseThrow().getVersion();
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        Map<String, BackupManifest.Table> tables = new LinkedHashMap<>();
        try (OutputStream out = Files.newOutputStream(part);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String table : Tables.in(connection, schema)) {
                if (history || !Tables.HISTORY.contains(table)) {
                    List<String> columns = Tables.columns(connection, schema, table);
                    zip.putNextEntry(new ZipEntry(entry(table)));
                    long rows = copy.copyOut(
                            "COPY (SELECT " + Tables.quoted(columns) + " FROM " + Tables.qualified(schema, table)
                                    + ") TO STDOUT",
                            zip);
                    zip.closeEntry();
                    tables.put(
                            table,
                            new BackupManifest.Table(columns, rows, Tables.partitions(connection, schema, table)));
                }
            }
            BackupManifest manifest =
                    new BackupManifest(Version.current(), version, fingerprint, Instant.now(), history, tables);
            zip.putNextEntry(new ZipEntry(BackupManifest.FILE));
            zip.write(manifest.text().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            return manifest;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
        }
    }

    private static Map<String, String> facts(BackupManifest manifest, boolean history) {
        return Map.of(
                "tables", Integer.toString(manifest.tables().size()), "measurements", history ? "with" : "without");
    }

    static String entry(String table) {
        return "tables/" + table + ".copy";
    }
}
