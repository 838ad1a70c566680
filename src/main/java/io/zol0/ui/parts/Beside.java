package io.zol0.ui.parts;

import com.vaadin.flow.component.UI;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks something that blocks beside the page, one question at a time, and lets the page take what came of the newest. */
public final class Beside {
    private final String name;
    private long asked;
    private boolean asking;

    /** @param name of the threads that ask */
    public Beside(String name) {
        this.name = name;
    }

    /** Whether a question is on its way. */
    public boolean isAsking() {
        return asking;
    }

    /** Asks; an earlier question that has not been answered does not matter any more. Called by the page's thread. */
    public <T> void ask(UI ui, Supplier<T> question, Consumer<T> take) {
        long mine = ++asked;
        asking = true;
        Thread.ofVirtual().name(name).start(() -> {
            try {
                T came = question.get();
                tell(ui, mine, () -> take.accept(came));
            } catch (RuntimeException e) {
                // Not the database's being away, which is a value: the console's error handler has a sentence for it.
                tell(ui, mine, () -> {
                    throw e;
                });
            }
        });
    }

    /** A page that was left meanwhile is told nothing. */
    private void tell(UI ui, long mine, Runnable news) {
        ui.accessLater(
                        () -> {
                            if (mine == asked) {
                                asking = false;
                                news.run();
                            }
                        },
                        () -> {})
                .run();
    }
}
