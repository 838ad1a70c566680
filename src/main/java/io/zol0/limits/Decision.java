package io.zol0.limits;

/** What becomes of a call that asks to be let through. */
public sealed interface Decision {

    /** A decision that no other follows. */
    sealed interface Final extends Decision permits Granted, Refused {}

    /** It waits; {@link LimitedCall#decided} says how that ended. */
    non-sealed interface Waits extends Decision {
        /** Its caller went away: it leaves the queue and gives its place back. May be called from any thread, and again. */
        void cancel();
    }
}
