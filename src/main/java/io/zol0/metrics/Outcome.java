package io.zol0.metrics;

/** How a call ended, seen from the caller. */
public enum Outcome {
    /** The upstream answered. */
    SERVED,
    /** The cache answered. */
    CACHED,
    /** The upstream answered after the call had waited for a quota. */
    QUEUED,
    /** ZoL0 refused it, by a quota or because it was malformed. */
    REFUSED_BY_US,
    /** The provider refused it with 429 or 418. */
    REFUSED_BY_PROVIDER,
    /** No answer, or an answer of 5xx. */
    FAILED,
    /** The caller went away before the answer was complete. */
    ABORTED_BY_CALLER
}
