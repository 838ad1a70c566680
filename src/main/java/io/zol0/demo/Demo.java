package io.zol0.demo;

import java.time.Instant;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** The demo: real traffic on a labelled exchange of ours, to look at until there is traffic of one's own. */
@Service
public class Demo {
    private final DemoStage stage;

    Demo(DemoStage stage) {
        this.stage = stage;
    }

    /** Whether demo traffic is being made. */
    public boolean running() {
        return stage.runningSince().isPresent();
    }

    /** When the traffic began; empty while there is none. */
    public Optional<Instant> runningSince() {
        return stage.runningSince();
    }

    /**
     * Stops the traffic and removes the upstream with all its data in every room; it does not come back by itself. Takes
     * up to a few seconds, for calls under way.
     */
    @PreAuthorize("hasRole('ADMIN')")
    public void remove() {
        stage.remove();
    }

    /**
     * Starts the demo, again or for the first time; nothing happens where it runs.
     *
     * @throws IllegalStateException where it cannot, such as when another upstream is named demo
     */
    @PreAuthorize("hasRole('ADMIN')")
    public void start() {
        stage.start();
    }
}
