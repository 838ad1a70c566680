package io.zol0.home;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database beside the installation's own in the embedded server, empty at first and dropped in the end. */
final class ScratchDatabase implements AutoCloseable {
    private static final String NAME = "zol0_training";

    private final EmbeddedServer server;

    private ScratchDatabase(EmbeddedServer server) {
        this.server = server;
    }

    /** Makes it, in place of one that an interrupted run left behind. */
    static ScratchDatabase made(EmbeddedServer server) throws SQLException {
        drop(server);
        execute(server, "CREATE DATABASE " + NAME + " OWNER zol0_owner");
        return new ScratchDatabase(server);
    }

    Databases databases() {
        return new Databases(here(server.address()), here(server.owner()));
    }

    private DatabaseAddress here(DatabaseAddress role) {
        return new DatabaseAddress(server.url(NAME), role.user(), role.password());
    }

    @Override
    public void close() throws SQLException {
        drop(server);
    }

    private static void drop(EmbeddedServer server) throws SQLException {
        execute(server, "DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection superuser = server.superuser().connect();
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
