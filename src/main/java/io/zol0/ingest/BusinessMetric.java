package io.zol0.ingest;

import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesKind;
import java.util.List;

/**
 * A figure of the business that somebody reports.
 *
 * @param name as it is reported, without the beginning that its series have
 * @param kind whether values go up and down, or amounts add up
 * @param unit as shown behind a value; may be empty
 * @param whole the series that has every value of it, labelled or not
 * @param sets its values by labels, in the order of the labels
 */
public record BusinessMetric(String name, SeriesKind kind, String unit, SeriesKey whole, List<LabelSet> sets) {
    /** The values of some labels, written as {@code country=DE, plan=pro}. */
    public record LabelSet(String labels, SeriesKey series) {}

    public BusinessMetric {
        sets = List.copyOf(sets);
    }
}
