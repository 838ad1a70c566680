package io.zol0.metrics;

/**
 * The calls of one minute that a quota would concern.
 *
 * @param minute counted since 1970
 * @param calls how many
 * @param weight what they spend together
 */
record CallsPerMinute(long minute, double calls, double weight) {
    CallsPerMinute plus(double moreCalls, double moreWeight) {
        return new CallsPerMinute(minute, calls + moreCalls, weight + moreWeight);
    }
}
