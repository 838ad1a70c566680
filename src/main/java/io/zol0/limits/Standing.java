package io.zol0.limits;

/**
 * What a call's quota tells its caller: the window that has least left.
 *
 * @param item what is always said of it
 * @param window index of the window in its quota
 * @param allowed the most weight within the window
 * @param remaining weight left
 * @param fullInNanos until everything is back
 */
public record Standing(RateLimitItem item, int window, long allowed, long remaining, long fullInNanos) {}
