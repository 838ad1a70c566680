package io.zol0.cache;

/** Lengths of time in classes, four for each doubling, from 10 ms to 97 days. */
final class Spans {
    static final int COUNT = 120;

    private static final double SHORTEST_MILLIS = 10;
    private static final double EACH = 4 / Math.log(2);

    private Spans() {}

    static int of(long millis) {
        return millis <= SHORTEST_MILLIS
                ? 0
                : (int) Math.min(COUNT - 1, Math.round(EACH * Math.log(millis / SHORTEST_MILLIS)));
    }

    /** The middle of a class, in milliseconds. */
    static double millis(int span) {
        return SHORTEST_MILLIS * Math.exp(span / EACH);
    }
}
