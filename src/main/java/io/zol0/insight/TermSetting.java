package io.zol0.insight;

/**
 * How a term counts.
 *
 * @param weight beside the weights of the others, 0 to 100; with 0 it does not count
 * @param good the figure up to which, or from which on, it is 1
 * @param bad the figure at which it is 0; not the same
 */
public record TermSetting(double weight, double good, double bad) {
    /** How well a figure is, from 0 to 1. */
    double value(double measured) {
        return Math.clamp((measured - bad) / (good - bad), 0, 1);
    }
}
