package io.zol0.insight;

import io.zol0.metrics.Subject;

/**
 * What a trace is of.
 *
 * @param measure what is measured: {@code calls.p95}, or the name of a series
 * @param words what it is called in a sentence: {@code p95 of GET /depth of binance}
 * @param unit of its values; empty for a number, {@code %} for a share from 0 to 100
 * @param path the page that shows it; empty for none
 */
public record Quantity(String measure, Subject subject, String words, String unit, String path) {
    /** Tells it from all others, in addresses of pages: {@code calls.p95-ENDPOINT-12}. */
    public String key() {
        return measure + "-" + subject.kind() + "-" + subject.id();
    }

    /** Whether it is of calls, and not a named series. */
    boolean isOfCalls() {
        return measure.startsWith("calls.");
    }
}
