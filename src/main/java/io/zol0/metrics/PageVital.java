package io.zol0.metrics;

import java.util.Collection;

/**
 * One vital of a page on a class of devices in some time.
 *
 * @param page host and template of its path; of {@link Vital#UPSTREAM} the upstream's name, of {@link Vital#RESOURCE} that and
 *     the template of the path there
 * @param samples how often it was measured
 * @param p75 three quarters of what was measured do not exceed it, within 1 %; milliseconds where it is a time
 */
public record PageVital(String page, Device device, Vital vital, long samples, double p75) {
    /** With fewer samples a percentile says too little. */
    public static final int ENOUGH = 10;

    public boolean isEnough() {
        return samples >= ENOUGH;
    }

    /** Whether somebody who sees upstreams of these names sees it: what is about a page everybody does. */
    public boolean isSeenWith(Collection<String> upstreams) {
        return !vital.isOfUpstream() || upstreams.contains(upstreamOf(page));
    }

    /** The upstream of what is called {@code quotes} or {@code quotes/tickers}. */
    static String upstreamOf(String page) {
        int slash = page.indexOf('/');
        return slash < 0 ? page : page.substring(0, slash);
    }
}
