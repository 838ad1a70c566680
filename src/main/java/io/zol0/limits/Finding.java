package io.zol0.limits;

/** What a controller takes to be the matter with a quota. */
public enum Finding {
    /** The provider does what is written down or was last found. */
    AS_BEFORE,
    /** The provider's limit is another one now. */
    LIMIT_CHANGED,
    /** The limit is the same, and someone else spends a part of it. */
    SHARED,
    /** Some calls weigh other than documented. */
    WEIGHTS_CHANGED,
    /** The provider does not refuse but lets calls wait: what it can do is the limit. */
    QUEUEING
}
