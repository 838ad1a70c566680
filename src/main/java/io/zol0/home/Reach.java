package io.zol0.home;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An installation's database, reached for a command, and what has to be given back afterwards. */
record Reach(
        Databases databases, @Nullable Home home, @Nullable EmbeddedServer server) implements AutoCloseable {

    /** To read: a running ZoL0 may go on. */
    static Reach toRead(HomeSettings settings) {
        Optional<Databases> external = Databases.external(settings);
        if (external.isPresent()) {
            return new Reach(external.get(), null, null);
        }
        settings.requireInstalled();
        Optional<Home> free = Home.openUnlessInUse(settings.home());
        if (free.isPresent()) {
            return started(free.get());
        }
        DatabaseAddress running = EmbeddedServer.running(settings.home());
        return new Reach(new Databases(running, running), null, null);
    }

    /** To write: nobody else may use the home meanwhile. */
    static Reach toWrite(HomeSettings settings) {
        Home home = Home.open(settings.home());
        try {
            Optional<Databases> external = Databases.external(settings);
            return external.isPresent() ? new Reach(external.get(), home, null) : started(home);
        } catch (Refusal e) {
            home.close();
            throw e;
        }
    }

    /** By the role that may read and make everything, where we know it. */
    DatabaseAddress database() {
        return databases.owner();
    }

    /** The home that is held while writing. */
    Home requireHome() {
        return Objects.requireNonNull(home, "only who reaches to write holds the home");
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            if (home != null) {
                home.close();
            }
        }
    }

    private static Reach started(Home home) {
        try {
            EmbeddedServer server = EmbeddedServer.start(home.folder());
            return new Reach(Databases.of(server), home, server);
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
    }
}
