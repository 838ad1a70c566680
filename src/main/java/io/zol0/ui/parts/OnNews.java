package io.zol0.ui.parts;

import com.vaadin.flow.component.Component;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Draws something anew after news, as long as it is on a page: many news at once are one drawing. */
public final class OnNews {
    private OnNews() {}

    /**
     * Calls {@code refresh} in the page's turn after news.
     *
     * @param subscribe hands over who is to be told, and answers what ends it
     */
    public static void refresh(Component shown, UnaryOperator<Runnable> subscribe, Runnable refresh) {
        shown.addAttachListener(attached -> {
            AtomicBoolean waiting = new AtomicBoolean();
            Runnable again = attached.getUI()
                    .accessLater(
                            () -> {
                                waiting.set(false);
                                refresh.run();
                            },
                            () -> {});
            Runnable end = subscribe.apply(() -> {
                if (waiting.compareAndSet(false, true)) {
                    again.run();
                }
            });
            shown.addDetachListener(detached -> {
                detached.unregisterListener();
                end.run();
            });
        });
    }
}
