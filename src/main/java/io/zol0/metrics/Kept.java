package io.zol0.metrics;

/** Why a single call was kept. */
public enum Kept {
    /** It failed or was refused. */
    FAILED,
    /** It was among the slowest of its endpoint. */
    SLOW,
    /** It stands for those that were not kept. */
    SAMPLED,
    /** Every call of its endpoint was kept then. */
    EVERY
}
