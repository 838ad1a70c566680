package io.zol0.ui.parts;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.local.ValueSignal;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One browser tab's view of the feed: a signal that moves once a second, and holds still while the reader points at rows or
 * has text selected. One push a second carries the whole page.
 */
@SpringComponent
@UIScope
public class Live {
    private final LiveFeed feed;
    private final ValueSignal<Optional<Beat>> newest = new ValueSignal<>(Optional.empty());
    private final ValueSignal<Optional<Beat>> shown = new ValueSignal<>(Optional.empty());
    private boolean paused;
    private @Nullable Runnable unsubscribe;

    Live(LiveFeed feed) {
        this.feed = feed;
    }

    /** The newest second, paused or not; empty before the first. */
    public Signal<Optional<Beat>> newest() {
        return newest;
    }

    /** What rows and figures show; empty before the first second. */
    public Signal<Optional<Beat>> shown() {
        return shown;
    }

    /** Begins to move; called when the tab's frame is attached. */
    public void start(UI ui) {
        stop();
        AtomicBoolean waiting = new AtomicBoolean();
        unsubscribe = feed.subscribe(beat -> {
            // A tab that is still busy with the second before leaves this one out.
            if (waiting.compareAndSet(false, true)) {
                ui.access(() -> {
                    waiting.set(false);
                    take(beat);
                });
            }
        });
    }

    /** Stops moving; called when the tab's frame is detached. */
    public void stop() {
        if (unsubscribe != null) {
            unsubscribe.run();
            unsubscribe = null;
        }
    }

    /** Holds {@link #shown()} still, or lets it catch up. */
    public void pause(boolean hold) {
        paused = hold;
        if (!hold) {
            shown.set(newest.peek());
        }
    }

    private void take(Beat beat) {
        newest.set(Optional.of(beat));
        if (!paused) {
            shown.set(newest.peek());
        }
    }
}
