package io.zol0.notify;

import java.time.Duration;

/**
 * Somebody who is to hear of a message, and how.
 *
 * @param escalateAfter zero for never
 */
record Hearer(Target target, Gathering gathering, boolean tellsEnd, Duration escalateAfter, long escalateChannelId) {
    /** Of two ways to the same target the quicker one; it escalates where either does. */
    Hearer with(Hearer other) {
        Hearer quicker = other.gathering.lasting().compareTo(gathering.lasting()) < 0 ? other : this;
        boolean mine = !escalateAfter.isZero()
                && (other.escalateAfter.isZero() || escalateAfter.compareTo(other.escalateAfter) <= 0);
        Hearer escalating = mine ? this : other;
        return new Hearer(
                target,
                quicker.gathering,
                tellsEnd || other.tellsEnd,
                escalating.escalateAfter,
                escalating.escalateChannelId);
    }
}
