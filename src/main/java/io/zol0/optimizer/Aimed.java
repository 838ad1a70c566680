package io.zol0.optimizer;

import io.zol0.metrics.Outcome;
import io.zol0.metrics.SeriesKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** How that which an advice is to make less is counted. */
sealed interface Aimed {
    /** By counters: what some counted without what others did, of what others did. */
    record Series(List<SeriesKey> count, List<SeriesKey> less, List<SeriesKey> of) implements Aimed {
        public Series {
            count = List.copyOf(count);
            less = List.copyOf(less);
            of = List.copyOf(of);
        }
    }

    /** By how calls ended, of all calls. */
    record Ended(Set<Outcome> so) implements Aimed {
        public Ended {
            so = Set.copyOf(so);
        }
    }

    /** By how long calls took, of all calls. */
    record Slow(Duration from) implements Aimed {}
}
