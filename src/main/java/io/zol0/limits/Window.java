package io.zol0.limits;

/**
 * What one budget spent of one window. Not safe for threads: whoever asks holds the lock of its upstream, and {@code now}, in
 * nanoseconds, never goes back.
 */
interface Window {
    /** Weight that counts now. */
    long used(long now);

    /** The most that calls of a priority may have spent now. */
    default long most(boolean high, long now) {
        return rule().most(high);
    }

    /** Whether a weight fits now with at most {@code most} being spent. */
    boolean fits(long weight, long most, long now);

    /**
     * Nanoseconds until a weight fits with at most {@code most} being spent if nothing else is: 0 where it fits now. For a weight
     * above {@code most} an estimate of when it has passed in parts.
     */
    long fitsIn(long weight, long most, long now);

    /** Spends a weight whether or not it fits. */
    void spend(long weight, long now);

    /** Weight that was spent at {@code spentAt} was not needed: as much of it comes back as surely has not come back since. */
    void giveBack(long weight, long spentAt, long now);

    /** Whether what was spent at {@code spentAt} belongs to what is counted now, so that a count of then can be compared. */
    boolean counts(long spentAt, long now);

    /** Nanoseconds until nothing counts any more if nothing else is spent. */
    long emptyIn(long now);

    /** Goes on by a changed rule of the same kind and period; what is spent stays so. */
    void follow(WindowRule rule, long now);

    WindowRule rule();
}
