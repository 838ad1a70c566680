package io.zol0.metrics;

/** What a series is made of. */
public enum SeriesKind {
    /** A value that goes up and down: what is told last holds. */
    GAUGE,
    /** Amounts that add up: how much there was in a time. */
    COUNTER
}
