package io.zol0.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real database for a test.
 *
 * <p>{@link #fresh()} and {@link #migrated()} give a new database each on a server that this JVM's tests share;
 * {@link #dedicated()} gives one on a server of its own, which can be stopped and started again on the same port.
 */
public final class TestDatabase implements AutoCloseable {
    private static final Map<String, String> THROW_AWAY =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "max_connections", "200");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path home;
    private final String name;
    private final boolean shared;
    private EmbeddedServer server;

    private TestDatabase(EmbeddedServer server, Path home, String name, boolean shared) {
        this.server = server;
        this.home = home;
        this.name = name;
        this.shared = shared;
    }

    /** A new empty database. */
    public static TestDatabase fresh() {
        return copyOf("template1");
    }

    /** A new database with every migration of the class path. */
    public static TestDatabase migrated() {
        return copyOf(Migrated.NAME);
    }

    /** A new empty database on a server of its own; the test closes it. */
    public static TestDatabase dedicated() {
        Path home = temporaryHome();
        return new TestDatabase(launch(home, 0), home, "zol0", false);
    }

    public String url() {
        return server.url(name);
    }

    public String user() {
        return server.address().user();
    }

    public String password() {
        return server.address().password();
    }

    /** What an application has to be told to use this database, by property. */
    public Map<String, Object> settings() {
        return Map.of(
                "zol0.db.url", url(),
                "zol0.db.user", user(),
                "zol0.db.password", password(),
                "zol0.db.migration.user", server.owner().user(),
                "zol0.db.migration.password", server.owner().password());
    }

    /** A new connection for each call, without a pool, by the application's role. */
    public DataSource dataSource() {
        return dataSource(server.address());
    }

    /** The same by the role that owns the tables. */
    public DataSource owner() {
        return dataSource(server.owner());
    }

    /** The same by PostgreSQL's superuser. */
    public DataSource superuser() {
        return dataSource(server.superuser());
    }

    Databases databases() {
        return new Databases(
                new DatabaseAddress(url(), user(), password()),
                new DatabaseAddress(url(), server.owner().user(), server.owner().password()));
    }

    private DataSource dataSource(DatabaseAddress role) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(role.user());
        source.setPassword(role.password());
        return source;
    }

    /** Runs the migrations of the class path. */
    public TestDatabase migrate() {
        databases().migrations().load().migrate();
        return this;
    }

    /** Stops the server as an outage would: connections break. Only for a dedicated one. */
    public void stop() {
        requireDedicated();
        server.close();
    }

    /** Starts the server again, on its port, with its data. */
    public void start() {
        requireDedicated();
        server = launch(home, server.port());
    }

    /** Stops and removes a dedicated server; a shared one goes with the JVM. */
    @Override
    public void close() {
        if (!shared) {
            remove(server, home);
        }
    }

    private void requireDedicated() {
        if (shared) {
            throw new IllegalStateException("other tests share this server: use TestDatabase.dedicated()");
        }
    }

    private static TestDatabase copyOf(String template) {
        String name = "test_" + COUNT.incrementAndGet();
        Shared.create(name, template);
        return new TestDatabase(Shared.SERVER, Shared.HOME, name, true);
    }

    private static EmbeddedServer launch(Path home, int port) {
        return EmbeddedServer.start(
                PostgresBinaries.unpackedIn(Path.of("target", "postgres").toAbsolutePath()), home, port, THROW_AWAY);
    }

    private static Path temporaryHome() {
        try {
            return Files.createTempDirectory("zol0-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(EmbeddedServer server, Path home) {
        server.close();
        try {
            PrivateFiles.deleteTree(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started with the first test that asks. */
    private static final class Shared {
        static final Path HOME = temporaryHome();
        static final EmbeddedServer SERVER = launch(HOME, 0);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(SERVER, HOME)));
        }

        static void create(String name, String template) {
            try (Connection connection = SERVER.superuser().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name + " OWNER zol0_owner TEMPLATE " + template);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Migrated once, then copied. */
    private static final class Migrated {
        static final String NAME = made();

        private static String made() {
            Shared.create("migrated", "template1");
            new TestDatabase(Shared.SERVER, Shared.HOME, "migrated", true).migrate();
            return "migrated";
        }
    }
}
