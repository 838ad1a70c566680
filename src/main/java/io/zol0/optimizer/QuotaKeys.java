package io.zol0.optimizer;

import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.Subject;

/** The series by which the gateway tells what quotas did; their names are a contract between the rooms. */
final class QuotaKeys {
    private static final SeriesName GRANTED = SeriesName.counter("quota.granted", "calls");
    private static final SeriesName WEIGHT = SeriesName.counter("quota.weight", "weight");
    private static final SeriesName WAITED = SeriesName.counter("quota.waited", "calls");
    private static final SeriesName WAITED_HIGH = SeriesName.counter("quota.waited.high", "calls");
    private static final SeriesName REFUSED = SeriesName.counter("quota.refused", "calls");

    private QuotaKeys() {}

    static SeriesKey granted(Subject quota) {
        return GRANTED.of(quota);
    }

    static SeriesKey weight(Subject quota) {
        return WEIGHT.of(quota);
    }

    /** Calls that were let through after they had waited. */
    static SeriesKey waited(Subject quota) {
        return WAITED.of(quota);
    }

    /** Of these, calls of high priority. */
    static SeriesKey waitedHigh(Subject quota) {
        return WAITED_HIGH.of(quota);
    }

    static SeriesKey refused(Subject quota) {
        return REFUSED.of(quota);
    }
}
