package io.zol0.metrics;

/** What the history says: a value, or why it has none now. */
public sealed interface Answer<T> {
    /** The history was read. */
    record Found<T>(T value) implements Answer<T> {}

    /** The history cannot be read now, for a reason in words; live figures go on. */
    record Unavailable<T>(String reason) implements Answer<T> {}
}
