package io.zol0.metrics;

/** Takes what a {@link SeriesSource} reads. */
public interface Readings {
    /** What a gauge says now. Several in one round are one reading, with the least and the most of them. */
    void gauge(SeriesKey key, double value);

    default void gauge(SeriesKey key, long value) {
        gauge(key, (double) value);
    }

    /**
     * How much a counter counted since the process began, or since the thing that it counts for came to be; a smaller total
     * than the last one means that it began again. It is told in every round until the thing is gone.
     */
    void total(SeriesKey key, double total);

    default void total(SeriesKey key, long total) {
        total(key, (double) total);
    }
}
