package io.zol0.home;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An installation that is open: its home held, its database running and known to belong to its secret key. */
final class Installation implements AutoCloseable {
    private final Home home;
    private final @Nullable EmbeddedServer server;
    private final Databases databases;
    private final MasterKey key;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Installation(Home home, @Nullable EmbeddedServer server, Databases databases, MasterKey key) {
        this.home = home;
        this.server = server;
        this.databases = databases;
        this.key = key;
    }

    /** Opens what the settings say, or refuses and leaves everything as it was. */
    static Installation open(HomeSettings settings) {
        Home home = Home.open(settings.home());
        EmbeddedServer server = null;
        try {
            Databases databases = Databases.external(settings).orElse(null);
            if (databases == null) {
                server = EmbeddedServer.start(home.folder());
                databases = Databases.of(server);
            }
            return new Installation(home, server, databases, key(home, settings, databases.owner()));
        } catch (RuntimeException e) {
            if (server != null) {
                server.close();
            }
            home.close();
            throw e;
        }
    }

    Home home() {
        return home;
    }

    /** The embedded server; null where the database is an external one. */
    @Nullable
    EmbeddedServer server() {
        return server;
    }

    Databases databases() {
        return databases;
    }

    MasterKey key() {
        return key;
    }

    /** Writes into a migrated database whose it is, the first time; answers the keys that it keeps. */
    Secret sign(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO installation (id, key_fingerprint, created_at, sealed_keys) VALUES (?, ?, now(), ?)
                ON CONFLICT DO NOTHING""")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, key.fingerprint());
            insert.setString(3, Secret.made().sealedWith(key));
            insert.executeUpdate();
        }
        requireOwn(connection, key, home.folder());
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE installation SET sealed_keys = ? WHERE sealed_keys IS NULL")) {
            update.setString(1, key.asSecret().sealedWith(key));
            update.executeUpdate();
        }
        return dataKeys(connection, key).orElseThrow();
    }

    /** Stops the embedded server, where there is one, and lets the home go. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                if (server != null) {
                    server.close();
                }
            } finally {
                home.close();
            }
        }
    }

    private static MasterKey key(Home home, HomeSettings settings, DatabaseAddress database) {
        try (Connection connection = database.connect()) {
            Schema.requireKnown(connection);
            Optional<MasterKey> found = masterKey(home.folder(), settings, connection);
            if (found.isPresent()) {
                return found.get();
            }
            MasterKey made = MasterKey.made();
            made.writeTo(home.folder());
            return made;
        } catch (SQLException e) {
            throw new Refusal("The database at " + database + " cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Refusal("The secret key cannot be written to " + home.folder() + ": " + e.getMessage(), e);
        }
    }

    /** The key that belongs to a database; nothing where it belongs to none yet and none is there. */
    static Optional<MasterKey> masterKey(Path home, HomeSettings settings, Connection connection)
            throws SQLException, IOException {
        Optional<String> wanted = fingerprint(connection);
        if (settings.key() == null && wanted.isPresent()) {
            KeyRotation.settle(home, wanted.get());
        }
        Optional<MasterKey> found = MasterKey.in(home, settings.key());
        if (found.isPresent()) {
            requireOwn(connection, found.get(), home);
        } else if (wanted.isPresent()) {
            throw new Refusal("The database belongs to the secret key with the fingerprint " + wanted.get() + ", and "
                    + home.resolve(MasterKey.FILE) + " is missing; put that file back or set ZOL0_KEY.");
        }
        return found;
    }

    private static void requireOwn(Connection connection, MasterKey key, Path home) throws SQLException {
        Optional<String> other = fingerprint(connection).filter(wanted -> !wanted.equals(key.fingerprint()));
        if (other.isPresent()) {
            throw new Refusal("The database belongs to the secret key with the fingerprint " + other.get()
                    + ", and the key given has " + key.fingerprint() + "; put the right one into "
                    + home.resolve(MasterKey.FILE) + " or ZOL0_KEY.");
        }
    }

    /** The keys that a database keeps; nothing where it was signed by a ZoL0 that kept none. */
    static Optional<Secret> dataKeys(Connection connection, MasterKey key) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("SELECT sealed_keys FROM installation")) {
            String sealed = row.next() ? row.getString(1) : null;
            return Optional.ofNullable(sealed).map(text -> Secret.opened(key, text));
        }
    }

    /** Of the key that a database belongs to; nothing where it was never signed. */
    static Optional<String> fingerprint(Connection connection) throws SQLException {
        if (!Schema.exists(connection, "installation")) {
            return Optional.empty();
        }
        try (ResultSet row = connection.createStatement().executeQuery("SELECT key_fingerprint FROM installation")) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }
}
