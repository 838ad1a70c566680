package io.zol0.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** A detector of one series, and how unusual its most unusual point was within a window of time. */
final class Watchdog {
    private final Detector detector;
    private final Duration window;
    private final Deque<Scored> recent = new ArrayDeque<>();

    private record Scored(Instant at, double score) {}

    Watchdog(Duration window) {
        this(new Detector(), window);
    }

    Watchdog(Detector detector, Duration window) {
        this.detector = detector;
        this.window = window;
    }

    /** The score of the window that ends with this point; not a number where there was none. */
    double score(Instant at, double value) {
        if (!Double.isNaN(value)) {
            recent.add(new Scored(at, detector.score(at, value)));
        }
        return score(at);
    }

    /** The score of the window that ends at a time. */
    double score(Instant at) {
        while (!recent.isEmpty() && !recent.getFirst().at().isAfter(at.minus(window))) {
            recent.removeFirst();
        }
        return recent.stream().mapToDouble(Scored::score).max().orElse(Double.NaN);
    }

    Detector detector() {
        return detector;
    }
}
