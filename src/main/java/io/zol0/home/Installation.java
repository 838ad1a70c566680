package io.zol0.home;

import java.io.IOException;
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
    private final DatabaseAddress database;
    private final Secret secret;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Installation(Home home, @Nullable EmbeddedServer server, DatabaseAddress database, Secret secret) {
        this.home = home;
        this.server = server;
        this.database = database;
        this.secret = secret;
    }

    /** Opens what the settings say, or refuses and leaves everything as it was. */
    static Installation open(HomeSettings settings) {
        Home home = Home.open(settings.home());
        EmbeddedServer server = null;
        try {
            DatabaseAddress database = settings.database();
            if (database == null) {
                server = EmbeddedServer.start(home.folder());
                database = server.address();
            } else {
                database.check();
            }
            return new Installation(home, server, database, secret(home, settings, database));
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

    DatabaseAddress database() {
        return database;
    }

    Secret secret() {
        return secret;
    }

    /** Writes into a migrated database whose it is, the first time. */
    void sign(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO installation (id, key_fingerprint, created_at) VALUES (?, ?, now())
                ON CONFLICT DO NOTHING""")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, secret.fingerprint());
            insert.executeUpdate();
        }
        requireOwn(connection, secret, home);
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

    private static Secret secret(Home home, HomeSettings settings, DatabaseAddress database) {
        try (Connection connection = database.connect()) {
            Schema.requireKnown(connection);
            Optional<Secret> found = Secret.in(home.folder(), settings.key());
            Optional<String> wanted = fingerprint(connection);
            if (found.isEmpty() && wanted.isPresent()) {
                throw new Refusal("The database belongs to the secret key with the fingerprint " + wanted.get()
                        + ", and " + home.folder().resolve(Secret.FILE)
                        + " is missing; put that file back or set ZOL0_KEY.");
            }
            if (found.isPresent()) {
                requireOwn(connection, found.get(), home);
                return found.get();
            }
            Secret made = Secret.made();
            made.writeTo(home.folder());
            return made;
        } catch (SQLException e) {
            throw new Refusal("The database at " + database + " cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Refusal("The secret key cannot be written to " + home.folder() + ": " + e.getMessage(), e);
        }
    }

    private static void requireOwn(Connection connection, Secret secret, Home home) throws SQLException {
        Optional<String> other = fingerprint(connection).filter(wanted -> !wanted.equals(secret.fingerprint()));
        if (other.isPresent()) {
            throw new Refusal("The database belongs to the secret key with the fingerprint " + other.get()
                    + ", and the key given has " + secret.fingerprint() + "; put the right one into "
                    + home.folder().resolve(Secret.FILE) + " or ZOL0_KEY.");
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
