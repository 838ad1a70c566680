package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Makes of minutes that come oldest first the figures of a window that moves on step by step; each counts at its end. */
final class MovingWindow {
    private final Duration window;
    private final Duration step;
    private final Instant since;
    private final int most;
    private final Deque<Snapshot> pieces = new ArrayDeque<>();
    private final Tally piece = new Tally();
    private final Tally sum = new Tally();
    private final List<Tick> ticks = new ArrayList<>();
    private final Instant from;
    private final Instant to;
    private Instant begin;

    /** @param from end of the first window, which reaches back to before it */
    MovingWindow(Instant from, Instant to, Duration window, Duration step, Instant since) {
        this.window = window;
        this.step = step;
        this.since = since;
        this.from = from;
        this.to = to;
        this.most = Math.toIntExact(Math.max(1, window.dividedBy(step)));
        this.begin = from.minus(step.multipliedBy(most));
    }

    /** Where the first window begins. */
    Instant begin() {
        return begin;
    }

    void add(Instant minute, Snapshot snapshot) {
        while (!minute.isBefore(begin.plus(step))) {
            next();
        }
        piece.add(snapshot);
    }

    List<Tick> finish() {
        while (!begin.plus(step).isAfter(to)) {
            next();
        }
        return ticks;
    }

    private void next() {
        pieces.add(piece.snapshot());
        piece.clear();
        if (pieces.size() > most) {
            pieces.remove();
        }
        begin = begin.plus(step);
        if (!begin.isBefore(from) && !begin.isAfter(to) && begin.isAfter(since)) {
            sum.clear();
            pieces.stream().filter(each -> each != Snapshot.EMPTY).forEach(sum::add);
            Duration known = Duration.between(since, begin);
            ticks.add(new Tick(begin, sum.stats(known.compareTo(window) < 0 ? known : window)));
        }
    }
}
