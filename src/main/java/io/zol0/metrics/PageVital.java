package io.zol0.metrics;

/**
 * One vital of a page on a class of devices in some time.
 *
 * @param page host and template of its path; of {@link Vital#UPSTREAM} the upstream's name
 * @param samples how often it was measured
 * @param p75 three quarters of what was measured do not exceed it, within 1 %; milliseconds where it is a time
 */
public record PageVital(String page, Device device, Vital vital, long samples, double p75) {
    /** With fewer samples a percentile says too little. */
    public static final int ENOUGH = 10;

    public boolean isEnough() {
        return samples >= ENOUGH;
    }
}
