package io.zol0.limits;

import java.time.Duration;

/**
 * What a call's quota tells its caller: the window that has least left.
 *
 * @param quota as it is set
 * @param window index of the window in it
 * @param allowed the most weight within the window
 * @param period of the window
 * @param remaining weight left
 * @param fullIn until everything is back
 */
public record Standing(Quota quota, int window, long allowed, Duration period, long remaining, Duration fullIn) {}
