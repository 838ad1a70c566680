package io.zol0.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** A detector of one series, and how unusual its most unusual point was within a window of up to an hour. */
final class Watchdog {
    private final Detector detector;
    private final Deque<Scored> recent = new ArrayDeque<>();
    private Instant fedAt;

    private record Scored(Instant at, double score) {}

    Watchdog() {
        this(new Detector(), Instant.MIN);
    }

    /** One that goes on from what was learnt. */
    Watchdog(Detector detector, Instant fedAt) {
        this.detector = detector;
        this.fedAt = fedAt;
    }

    /** Takes the next point; what is no number is a gap. */
    void feed(Instant at, double value) {
        if (!Double.isNaN(value)) {
            while (!recent.isEmpty() && recent.getFirst().at().isBefore(at.minus(Readout.HOUR))) {
                recent.removeFirst();
            }
            recent.add(new Scored(at, detector.score(at, value)));
            fedAt = at;
        }
    }

    /** The score of the window that ends at a time; not a number where there was no point. */
    double score(Instant at, Duration window) {
        Instant from = at.minus(window);
        return recent.stream()
                .filter(scored -> scored.at().isAfter(from))
                .mapToDouble(Scored::score)
                .max()
                .orElse(Double.NaN);
    }

    /** When it was fed last. */
    Instant fedAt() {
        return fedAt;
    }

    byte[] state() {
        return detector.state();
    }
}
