package io.zol0.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that is not let through; nothing was spent for it.
 *
 * @param why the kind of refusal
 * @param quota the quota that had no room, with the id it has in the settings; null where a whole upstream is frozen
 * @param detail in a sentence, fit for the caller
 * @param comeBack when it is worth trying again; at least 1 ms, or {@link #NEVER} where the same call can never pass
 * @param stale whether the last good answer shall be served instead where the cache has one
 */
public record Refused(Why why, @Nullable Quota quota, String detail, Duration comeBack, boolean stale)
        implements Decision.Final {
    /** For a call that no waiting helps. */
    public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** The kinds of refusal. */
    public enum Why {
        /** The quota has no room within the time that the quota or the caller would wait: 429. */
        EMPTY,
        /** The call weighs more than the quota ever lets through at once: 429, and waiting does not help. */
        TOO_HEAVY,
        /** As many calls wait as may: 503. */
        QUEUE_FULL,
        /** The provider banned us, or is about to: 503. */
        FROZEN,
        /** The caller's own deadline had passed before the call was looked at: 504. */
        TOO_LATE
    }

    /** Whether {@link #comeBack} is a time after which the same call may pass. */
    public boolean mayComeBack() {
        return !comeBack.equals(NEVER);
    }
}
