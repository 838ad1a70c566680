package io.zol0.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjDoubleConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the sources one after the other and makes amounts of their totals; one thread only. */
final class Sampler {
    private static final Logger log = LoggerFactory.getLogger(Sampler.class);

    private final List<SeriesSource> sources;
    private final int mostTotals;
    private final ObjDoubleConsumer<SeriesKey> values;
    private final Set<SeriesSource> failed = new HashSet<>();
    private Map<SeriesKey, Double> totals = new HashMap<>();

    /** A sampler that remembers at most so many totals and passes on what is to be recorded. */
    Sampler(List<SeriesSource> sources, int mostTotals, ObjDoubleConsumer<SeriesKey> values) {
        this.sources = List.copyOf(sources);
        this.mostTotals = mostTotals;
        this.values = values;
    }

    void ask() {
        Map<SeriesKey, Double> before = totals;
        Map<SeriesKey, Double> now = new HashMap<>();
        for (SeriesSource source : sources) {
            try {
                source.read(new Round(before, now));
                failed.remove(source);
            } catch (RuntimeException failure) {
                if (failed.add(source)) {
                    log.warn(
                            "{} could not be sampled; it is asked again.",
                            source.getClass().getName(),
                            failure);
                }
                before.forEach(now::putIfAbsent);
            }
        }
        totals = now;
    }

    /** What the sources say this time. */
    private final class Round implements Readings {
        private final Map<SeriesKey, Double> before;
        private final Map<SeriesKey, Double> now;

        Round(Map<SeriesKey, Double> before, Map<SeriesKey, Double> now) {
            this.before = before;
            this.now = now;
        }

        @Override
        public void gauge(SeriesKey key, double value) {
            values.accept(key, value);
        }

        @Override
        public void total(SeriesKey key, double total) {
            Double last = before.get(key);
            double amount = last == null || total < last ? total : total - last;
            if (now.size() < mostTotals) {
                now.put(key, total);
            } else {
                amount = Double.NaN; // not taken: without its total the next amount would be all of it again
            }
            if (amount != 0) {
                values.accept(key, amount);
            }
        }
    }
}
