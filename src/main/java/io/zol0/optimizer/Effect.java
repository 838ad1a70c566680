package io.zol0.optimizer;

/**
 * What an advice is expected to do; shares from 0 to 1.
 *
 * @param now as it was measured in the last hour
 * @param expected with the advice
 * @param low the expectation is at least this in 95 of 100 cases, and at most {@code high}
 */
public record Effect(Aim aim, double now, double expected, double low, double high) {}
