package io.zol0.limits;

/** What happens to a call that a quota has no room for. */
public enum WhenEmpty {
    /** It waits: high priority first, then first come, at most the quota's longest wait. */
    QUEUE,
    /** It is answered 429 at once. */
    REJECT,
    /** The last good answer is served from the cache where there is one; else it is answered 429. */
    SERVE_STALE,
    /** It goes on and is counted as one that would have been held: the dry run. */
    SHADOW
}
