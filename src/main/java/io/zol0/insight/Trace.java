package io.zol0.insight;

/**
 * Values of a quantity in steps of a common time; not a number where there is none.
 *
 * @param values one a step, oldest first; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Trace(Quantity quantity, double[] values) {}
