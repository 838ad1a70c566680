package io.zol0.ui.endpoints;

import com.vaadin.flow.spring.annotation.SpringComponent;
import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import io.zol0.ui.endpoints.Past.Span;
import io.zol0.ui.endpoints.Past.Window;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Reads an endpoint's long windows from the history; blocks, and lets two pages read at once while others wait. */
@SpringComponent
class PastReader {
    private static final int AT_ONCE = 2;

    private final History history;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    PastReader(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    Past read(long endpointId) throws InterruptedException {
        turns.acquire();
        try {
            return ask(new Scope.OfEndpoint(endpointId));
        } finally {
            turns.release();
        }
    }

    private Past ask(Scope scope) {
        Instant now = clock.instant();
        return of(history.firstMinute(scope), span -> history.stats(scope, now.minus(span.length()), now), now);
    }

    /** Asks for the figures of those windows only that say something of their own. */
    static Past of(Answer<Optional<Instant>> asked, Function<Span, Answer<Stats>> figures, Instant now) {
        return switch (asked) {
            case Answer.Unavailable<Optional<Instant>>(String reason) -> new Past.Away(reason);
            case Answer.Found<Optional<Instant>>(Optional<Instant> first) -> of(first, figures, now);
        };
    }

    private static Past of(Optional<Instant> first, Function<Span, Answer<Stats>> figures, Instant now) {
        List<Window> windows = new ArrayList<>();
        for (Span span : Past.SPANS) {
            if (first.isEmpty()) {
                windows.add(new Window.Never(span));
            } else if (first.get().isAfter(now.minus(span.covers()))) {
                windows.add(new Window.TooShort(span, first.get()));
            } else {
                switch (figures.apply(span)) {
                    case Answer.Found<Stats>(Stats stats) -> windows.add(window(span, stats, first.get(), now));
                    case Answer.Unavailable<Stats>(String reason) -> {
                        return new Past.Away(reason);
                    }
                }
            }
        }
        return new Past.Read(windows);
    }

    private static Window window(Span span, Stats stats, Instant first, Instant now) {
        return first.isAfter(now.minus(span.length()))
                ? new Window.Begun(span, stats, first)
                : new Window.Whole(span, stats);
    }
}
