package io.zol0.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives an installation a new master key and seals everything sealed again with a new key of its own; tokens stay valid, for the
 * key that hashes them stays, sealed with the new master key.
 *
 * <p>The new key is written beside the old one, the database changes in one transaction, then the new key takes the old one's
 * place. Wherever that is broken off, one of the two files is the key that the database belongs to, and the next start takes it.
 */
public final class KeyRotation {
    private KeyRotation() {}

    /**
     * Rotates the key of an installation that is not running.
     *
     * @param given the new key where the present one is given by {@code ZOL0_KEY} and not in a file
     * @return what was done, in a sentence
     */
    public static String run(HomeSettings settings, @Nullable String given) {
        settings.requireInstalled();
        if ((settings.key() == null) != (given == null)) {
            throw new Refusal(
                    given == null
                            ? "The secret key is given by ZOL0_KEY; give the new one by ZOL0_NEW_KEY (64 hexadecimal"
                                    + " digits), and by ZOL0_KEY from then on."
                            : "ZOL0_NEW_KEY is for a key given by ZOL0_KEY; without both a new key is made and written"
                                    + " to secret.key.");
        }
        try (Reach reach = Reach.toWrite(settings);
                Connection connection = reach.database().connect()) {
            Path home = reach.requireHome().folder();
            Schema.requireKnown(connection);
            MasterKey before = Installation.masterKey(home, settings, connection)
                    .orElseThrow(() -> new Refusal(
                            "This database holds no installation of ZoL0; check ZOL0_HOME or" + " ZOL0_DB_URL."));
            MasterKey after = given == null ? MasterKey.made() : MasterKey.parse(given, "ZOL0_NEW_KEY");
            if (given == null) {
                after.write(home.resolve(MasterKey.NEXT));
            }
            int sealed = change(connection, before, after);
            if (given == null) {
                takePlace(home);
            }
            return "The secret key is new, with the fingerprint " + after.fingerprint() + "; " + sealed
                    + " sealed values were sealed again and all tokens stay valid. Backups made before need the key with"
                    + " the fingerprint " + before.fingerprint() + ".";
        } catch (SQLException e) {
            throw new Refusal("The key was not changed: " + Program.lastLine(String.valueOf(e.getMessage())) + ".", e);
        } catch (BrokenSeal e) {
            throw new Refusal("The key was not changed. " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Refusal("The new key cannot be written to " + settings + ": " + e.getMessage() + ".", e);
        }
    }

    /** The database's part, whole or not at all; answers how many values were sealed again. */
    static int change(Connection connection, MasterKey before, MasterKey after) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Secret old = Installation.dataKeys(connection, before)
                    .orElseThrow(() -> new Refusal(
                            "This installation was made by an older ZoL0; start this one once, then rotate its key."));
            Secret renewed = old.withNewSealing();
            int count = 0;
            for (Column column : sealedColumns(connection)) {
                count += sealAgain(connection, column, old, renewed);
            }
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE installation SET key_fingerprint = ?, sealed_keys = ?")) {
                update.setString(1, after.fingerprint());
                update.setString(2, renewed.sealedWith(after));
                update.executeUpdate();
            }
            CommandAudit.record(connection, "KEY_ROTATED", "installation", Map.of("fingerprint", after.fingerprint()));
            connection.commit();
            return count;
        } finally {
            connection.rollback();
        }
    }

    /** Puts the waiting key in the place of the one before. */
    static void takePlace(Path home) throws IOException {
        PrivateFiles.moveIntoPlace(home.resolve(MasterKey.NEXT), home.resolve(MasterKey.FILE));
    }

    /** Takes the waiting key where the database belongs to it, or throws it away: what a rotation that was broken off left. */
    static void settle(Path home, String fingerprint) throws IOException {
        Path next = home.resolve(MasterKey.NEXT);
        if (MasterKey.read(next)
                .filter(key -> key.fingerprint().equals(fingerprint))
                .isPresent()) {
            takePlace(home);
        } else {
            Files.deleteIfExists(next);
        }
    }

    private record Column(String table, String name) {}

    private static List<Column> sealedColumns(Connection connection) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = current_schema() AND starts_with(column_name, 'sealed_') AND table_name <> 'installation'
                ORDER BY 1, 2""");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                columns.add(new Column(Tables.quoted(rows.getString(1)), Tables.quoted(rows.getString(2))));
            }
        }
        return columns;
    }

    private static int sealAgain(Connection connection, Column column, Secret old, Secret renewed) throws SQLException {
        List<String> values = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT DISTINCT " + column.name() + " FROM "
                        + column.table() + " WHERE " + column.name() + " IS NOT NULL");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + column.table() + " SET " + column.name() + " = ? WHERE " + column.name() + " = ?")) {
            for (String value : values) {
                update.setString(1, renewed.sealAgain(old, value));
                update.setString(2, value);
                update.executeUpdate();
            }
        }
        return values.size();
    }
}
