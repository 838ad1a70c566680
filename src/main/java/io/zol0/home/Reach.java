package io.zol0.home;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An installation's database, reached for a command, and what has to be given back afterwards. */
record Reach(
        DatabaseAddress database,
        @Nullable Home home,
        @Nullable EmbeddedServer server) implements AutoCloseable {

    /** To read: a running ZoL0 may go on. */
    static Reach toRead(HomeSettings settings) {
        DatabaseAddress external = settings.database();
        if (external != null) {
            external.check();
            return new Reach(external, null, null);
        }
        settings.requireInstalled();
        Optional<Home> free = Home.openUnlessInUse(settings.home());
        if (free.isPresent()) {
            return started(free.get());
        }
        return new Reach(EmbeddedServer.running(settings.home()), null, null);
    }

    /** To write: nobody else may use the home meanwhile. */
    static Reach toWrite(HomeSettings settings) {
        Home home = Home.open(settings.home());
        DatabaseAddress external = settings.database();
        if (external == null) {
            return started(home);
        }
        try {
            external.check();
        } catch (Refusal e) {
            home.close();
            throw e;
        }
        return new Reach(external, home, null);
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
            return new Reach(server.address(), home, server);
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
    }
}
