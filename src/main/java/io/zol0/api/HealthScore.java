package io.zol0.api;

import io.zol0.cache.EndpointFigures;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Stats;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How well things are from 0 to 1: the mean of the terms that were measured, by their weights. A term goes from 1 to 0 as its
 * figure goes from good to bad, in a straight line. One that was not measured is left out and said.
 *
 * @param score null where no term was measured
 */
record HealthScore(@Nullable Double score, List<Term> terms, List<LeftOut> missing) {
    /** With fewer calls a share or a percentile says nothing. */
    static final int LEAST_CALLS = 20;

    /**
     * A part of the score.
     *
     * @param weight how much it counts beside the others; all weights together are 1
     * @param value from 0 to 1
     * @param measured the figure that it was made of
     * @param good the figure up to which, or from which on, it is 1
     * @param bad the figure at which it is 0
     */
    record Term(String name, double weight, double value, double measured, String unit, double good, double bad) {}

    /** A term that could not be measured. */
    record LeftOut(String name, double weight, String why) {}

    /** What a term is made of. */
    private enum Kind {
        FAILED_CALLS("failed calls", 0.3, "%", 0, 10),
        RESPONSE_TIME("p95 of the response time", 0.2, "ms", 2_000, 10_000),
        REFUSED_BY_PROVIDER("calls refused by the provider", 0.2, "%", 0, 2),
        CACHE_HITS("cache hits", 0.1, "%", 50, 0),
        CPU("processors at work", 0.1, "%", 80, 100),
        MEMORY("memory of the machine in use", 0.1, "%", 85, 100);

        private final String title;
        private final double weight;
        private final String unit;
        private final double good;
        private final double bad;

        Kind(String title, double weight, String unit, double good, double bad) {
            this.title = title;
            this.weight = weight;
            this.unit = unit;
            this.good = good;
            this.bad = bad;
        }

        Term of(double measured) {
            double value = Math.clamp((measured - bad) / (good - bad), 0, 1);
            return new Term(title, weight, value, measured, unit, good, bad);
        }
    }

    /**
     * The score of what was measured.
     *
     * @param calls of the last 15 minutes
     * @param cached what the cache did since the start
     * @param cpu in percent
     * @param memory in percent
     */
    static HealthScore of(Stats calls, List<EndpointFigures> cached, OptionalDouble cpu, OptionalDouble memory) {
        List<Term> terms = new ArrayList<>();
        List<LeftOut> missing = new ArrayList<>();
        boolean enough = calls.calls() >= LEAST_CALLS;
        String few = "%d calls ended in the last 15 minutes, and %d are needed.".formatted(calls.calls(), LEAST_CALLS);
        Gathering all = new Gathering(terms, missing);
        all.add(Kind.FAILED_CALLS, enough, calls.errorShare() * 100, few);
        all.add(
                Kind.RESPONSE_TIME,
                calls.total().count() >= LEAST_CALLS,
                FiguresBody.millis(calls.total().p95()),
                few);
        double refused = calls.byOutcome().getOrDefault(Outcome.REFUSED_BY_PROVIDER, 0L);
        all.add(Kind.REFUSED_BY_PROVIDER, enough, enough ? refused * 100 / calls.calls() : 0, few);
        long asked = cached.stream().mapToLong(EndpointFigures::asked).sum();
        double hits = cached.stream().mapToLong(EndpointFigures::hits).sum();
        all.add(
                Kind.CACHE_HITS,
                asked >= LEAST_CALLS,
                asked == 0 ? 0 : hits * 100 / asked,
                "%d calls could have come from the cache since the start, and %d are needed."
                        .formatted(asked, LEAST_CALLS));
        all.add(Kind.CPU, cpu.isPresent(), cpu.orElse(0), "The system does not tell it.");
        all.add(Kind.MEMORY, memory.isPresent(), memory.orElse(0), "The system does not tell it.");
        double weights = terms.stream().mapToDouble(Term::weight).sum();
        double sum =
                terms.stream().mapToDouble(term -> term.weight() * term.value()).sum();
        return new HealthScore(terms.isEmpty() ? null : sum / weights, terms, missing);
    }

    /** Takes each term or why there is none. */
    private record Gathering(List<Term> terms, List<LeftOut> missing) {
        void add(Kind kind, boolean known, double measured, String otherwise) {
            if (known) {
                terms.add(kind.of(measured));
            } else {
                missing.add(new LeftOut(kind.title, kind.weight, otherwise));
            }
        }
    }
}
