package io.zol0.ui.insight;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.spring.annotation.SpringComponent;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** Works things out beside the page, with the rights of whoever looks; two at once, while others wait. */
@SpringComponent
public class Beside {
    private static final int AT_ONCE = 2;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /**
     * Does the work and hands over what came of it. A page that was left meanwhile is told nothing.
     *
     * @param failed what else is to be done where the work threw, before the console's error handler says so
     */
    public <T> void work(UI ui, Supplier<T> work, Consumer<T> came, Runnable failed) {
        Runnable task = () -> {
            try {
                turns.acquire();
                try {
                    T result = work.get();
                    tell(ui, () -> came.accept(result));
                } finally {
                    turns.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                tell(ui, () -> {
                    failed.run();
                    throw e;
                });
            }
        };
        Thread.ofVirtual().name("insight").start(new DelegatingSecurityContextRunnable(task));
    }

    private static void tell(UI ui, Runnable news) {
        ui.accessLater(news::run, () -> {}).run();
    }
}
