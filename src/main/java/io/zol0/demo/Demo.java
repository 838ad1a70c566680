package io.zol0.demo;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The demo: real traffic on a labelled exchange of ours, to look at until there is traffic of one's own. */
@Service
@DenyAll
public class Demo {
    private final DemoStage stage;

    Demo(DemoStage stage) {
        this.stage = stage;
    }

    /** Whether demo traffic is being made. */
    @PermitAll
    public boolean running() {
        return stage.runningSince().isPresent();
    }

    /** When the traffic began; empty while there is none. */
    @PermitAll
    public Optional<Instant> runningSince() {
        return stage.runningSince();
    }

    /**
     * Stops the traffic and removes the upstream with all its data in every room; it does not come back by itself. Takes
     * up to a few seconds, for calls under way.
     */
    @RolesAllowed("ADMIN")
    public void remove() {
        stage.remove();
    }

    /**
     * Starts the demo, again or for the first time; nothing happens where it runs.
     *
     * @throws IllegalStateException where it cannot, such as when another upstream is named demo
     */
    @RolesAllowed("ADMIN")
    public void start() {
        stage.start();
    }
}
