package io.zol0.metrics;

import java.time.Duration;

/** What a quota would have done to the calls of the last day. */
public sealed interface HeldCalls {
    /** Less than an hour of the last day was recorded. */
    record NotEnough(Duration recorded) implements HeldCalls {}

    /**
     * What would have been held back. Calls are known by the minute: bursts within a minute are not seen, so it is a lower
     * bound, the more so for windows shorter than that.
     *
     * @param recorded how much of the last day was recorded
     * @param calls how many calls there were
     * @param waited how many would have waited past their minute and then gone on
     * @param refused how many would have been refused, since they would have waited too long
     * @param minutes in how many minutes any would have waited or been refused
     * @param most how many in the worst minute
     */
    record Held(Duration recorded, long calls, long waited, long refused, long minutes, long most)
            implements HeldCalls {
        /** Calls that would have waited or been refused, per minute of what was recorded. */
        public double perMinute() {
            return (waited + refused) * 60.0 / recorded.toSeconds();
        }
    }
}
