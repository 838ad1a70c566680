package io.zol0.gateway;

/** What is at work to answer a call. */
interface Serving {
    /** The caller has no more use for the answer. */
    void abandon();

    /** Looks whether a time-out of its own has passed. */
    default void tick(long nowNanos) {}
}
