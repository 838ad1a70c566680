package io.zol0.insight;

import io.zol0.metrics.Outcome;
import io.zol0.metrics.Stats;

/** What of calls is a trace. */
enum CallMeasure {
    RATE("calls.rate", "calls of", "/s") {
        @Override
        double of(Stats stats) {
            return stats.rate();
        }
    },
    P95("calls.p95", "p95 of", "ms") {
        @Override
        double of(Stats stats) {
            return stats.total().count() < LEAST
                    ? Double.NaN
                    : stats.total().p95().toNanos() / 1e6;
        }
    },
    ERRORS("calls.errors", "failed share of", "%") {
        @Override
        double of(Stats stats) {
            return share(stats, Outcome.FAILED);
        }
    },
    WAITED("calls.queued", "share that waited for a quota of", "%") {
        @Override
        double of(Stats stats) {
            return share(stats, Outcome.QUEUED);
        }
    },
    CACHED("calls.cached", "share from the cache of", "%") {
        @Override
        double of(Stats stats) {
            return share(stats, Outcome.CACHED);
        }
    },
    THROTTLED("calls.throttled", "share refused by the provider of", "%") {
        @Override
        double of(Stats stats) {
            return share(stats, Outcome.REFUSED_BY_PROVIDER);
        }
    };

    /** With fewer calls in a step its share or percentile is none. */
    private static final int LEAST = 3;

    private final String key;
    private final String words;
    private final String unit;

    CallMeasure(String key, String words, String unit) {
        this.key = key;
        this.words = words;
        this.unit = unit;
    }

    /** The value of a step; not a number where there is none. */
    abstract double of(Stats stats);

    String key() {
        return key;
    }

    String words() {
        return words;
    }

    String unit() {
        return unit;
    }

    private static double share(Stats stats, Outcome outcome) {
        return stats.calls() < LEAST ? Double.NaN : 100.0 * stats.byOutcome().getOrDefault(outcome, 0L) / stats.calls();
    }
}
