package io.zol0.optimizer;

import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.Subject;
import java.util.List;

/** The series by which the gateway tells what the cache did; their names are a contract between the rooms. */
final class CacheKeys {
    private static final SeriesName ASKED = SeriesName.counter("cache.asked", "calls");
    private static final SeriesName HITS = SeriesName.counter("cache.hits", "calls");
    private static final SeriesName SAVED = SeriesName.counter("cache.saved.calls", "calls");

    /** Ages at a hit, in classes that end at so many seconds; the last has no end. */
    private static final List<Age> AGES = List.of(
            new Age(SeriesName.counter("cache.age.under_1s", "calls"), 0, 1),
            new Age(SeriesName.counter("cache.age.under_8s", "calls"), 1, 8),
            new Age(SeriesName.counter("cache.age.under_64s", "calls"), 8, 64),
            new Age(SeriesName.counter("cache.age.under_512s", "calls"), 64, 512),
            new Age(SeriesName.counter("cache.age.under_4096s", "calls"), 512, 4096),
            new Age(SeriesName.counter("cache.age.beyond", "calls"), 4096, Double.POSITIVE_INFINITY));

    private CacheKeys() {}

    /** A class of ages in seconds. */
    record Age(SeriesName name, double from, double to) {
        SeriesKey of(Subject subject) {
            return name.of(subject);
        }
    }

    static SeriesKey asked(Subject subject) {
        return ASKED.of(subject);
    }

    static SeriesKey hits(Subject subject) {
        return HITS.of(subject);
    }

    /** Requests for which the provider was not asked. */
    static SeriesKey saved(Subject subject) {
        return SAVED.of(subject);
    }

    static List<Age> ages() {
        return AGES;
    }
}
