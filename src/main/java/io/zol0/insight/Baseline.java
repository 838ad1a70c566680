package io.zol0.insight;

import io.zol0.metrics.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the p95 of something usually is: the median over the hours before, at most seven days of them, which a few bad hours do
 * not move. As long as there are fewer than three such hours, over the quarters of an hour before.
 */
final class Baseline {
    /** How far it looks back. */
    static final Duration REACH = Duration.ofDays(7);

    /** With fewer calls a percentile says nothing. */
    static final int LEAST_CALLS = 20;

    private static final int LEAST_PIECES = 3;

    private final List<Tick> hours;
    private final List<Tick> quarters;

    /**
     * @param hours oldest first
     * @param quarters the same in shorter pieces, oldest first
     */
    Baseline(List<Tick> hours, List<Tick> quarters) {
        this.hours = List.copyOf(hours);
        this.quarters = List.copyOf(quarters);
    }

    /**
     * The usual p95 before a time in milliseconds; not a number where too little was measured.
     *
     * @param pieces how many hours, or quarters of an hour, it was made of
     */
    record Usual(double millis, int pieces, String of) {}

    /** What was usual when something began. */
    Usual before(Instant began) {
        double[] byHour = p95s(hours, Duration.ofHours(1), began);
        if (byHour.length >= LEAST_PIECES) {
            return new Usual(median(byHour), byHour.length, "hours");
        }
        double[] byQuarter = p95s(quarters, Duration.ofMinutes(15), began);
        return byQuarter.length >= LEAST_PIECES
                ? new Usual(median(byQuarter), byQuarter.length, "quarters of an hour")
                : new Usual(Double.NaN, byQuarter.length, "quarters of an hour");
    }

    private static double[] p95s(List<Tick> pieces, Duration length, Instant began) {
        Stream<Tick> fitting = pieces.stream()
                .filter(piece -> !piece.second().plus(length).isAfter(began))
                .filter(piece -> !piece.second().isBefore(began.minus(REACH)))
                .filter(piece -> piece.stats().total().count() >= LEAST_CALLS);
        return fitting.mapToDouble(piece -> piece.stats().total().p95().toNanos() / 1e6)
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
