package io.zol0.insight;

import io.zol0.metrics.Outcome;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the figures of the terms of what was measured in a window. */
final class HealthTerms {
    /** With fewer calls a share or a percentile says nothing. */
    static final int LEAST_CALLS = Baseline.LEAST_CALLS;

    static final String HITS = "cache.hits";
    static final String ASKED = "cache.asked";
    static final String STALE = "cache.misses.stale";
    static final String NOT_STORED = "cache.misses.uri_miss";
    static final String EVICTED = "cache.evicted";
    static final String LEFT = "quota.left";
    static final String BANS = "upstream.bans";
    static final String BANNED = "upstream.banned";
    static final String CPU = "system.cpu";
    static final String MEMORY = "system.memory.used";
    static final String MEMORY_TOTAL = "system.memory.total";
    static final String BEAT = "jvm.threads";

    /** The series that terms are made of. */
    static final List<String> NAMES =
            List.of(HITS, ASKED, STALE, NOT_STORED, EVICTED, LEFT, BANS, BANNED, CPU, MEMORY, MEMORY_TOTAL, BEAT);

    private final Measured.Gathering all = new Measured.Gathering();
    private final Place place;
    private final Set<Long> upstreamIds;

    private HealthTerms(Place place, Set<Long> upstreamIds) {
        this.place = place;
        this.upstreamIds = upstreamIds;
    }

    /**
     * What was measured of a place in a window.
     *
     * @param pieces how many points of a series there are in the window, if nothing is missing
     */
    static Measured of(
            Place place,
            Set<Long> upstreamIds,
            Stats calls,
            Baseline.Usual usual,
            Recorded recorded,
            long pieces,
            Duration window) {
        HealthTerms terms = new HealthTerms(place, upstreamIds);
        terms.calls(calls, usual, window);
        terms.bans(recorded);
        terms.cache(recorded, window);
        terms.headroom(recorded);
        terms.machine(recorded, pieces);
        return terms.all.finish();
    }

    private void calls(Stats calls, Baseline.Usual usual, Duration window) {
        String few = "%d calls ended in %d minutes, and %d are needed."
                .formatted(calls.calls(), window.toMinutes(), LEAST_CALLS);
        if (calls.total().count() < LEAST_CALLS) {
            all.leaveOut(Term.BASELINE, few);
            all.leaveOut(Term.LATENCY, few);
        } else {
            double p95 = calls.total().p95().toNanos() / 1e6;
            all.add(
                    Term.LATENCY,
                    p95,
                    "p95 %s of %,d calls".formatted(millis(p95), calls.total().count()));
            if (usual.millis() > 0) {
                all.add(
                        Term.BASELINE,
                        p95 / usual.millis(),
                        "p95 %s, usually %s (median of %d %s)"
                                .formatted(millis(p95), millis(usual.millis()), usual.pieces(), usual.of()));
            } else {
                all.leaveOut(
                        Term.BASELINE,
                        "What is usual is said from 3 %2$s with calls on; so far there %3$s %1$d."
                                .formatted(usual.pieces(), usual.of(), usual.pieces() == 1 ? "is" : "are"));
            }
        }
        share(Term.FAILED, calls, Outcome.FAILED, few);
        share(Term.REFUSED_BY_PROVIDER, calls, Outcome.REFUSED_BY_PROVIDER, few);
        share(Term.REFUSED_BY_US, calls, Outcome.REFUSED_BY_US, few);
    }

    private void share(Term term, Stats calls, Outcome outcome, String few) {
        if (calls.calls() < LEAST_CALLS) {
            all.leaveOut(term, few);
        } else {
            long some = calls.byOutcome().getOrDefault(outcome, 0L);
            all.add(term, 100.0 * some / calls.calls(), "%,d of %,d calls".formatted(some, calls.calls()));
        }
    }

    private void bans(Recorded recorded) {
        Set<Subject> subjects = upstreamIds.stream().map(Subject::upstream).collect(Collectors.toSet());
        OptionalDouble share = recorded.largestShare(BANS, subjects, bans -> bans > 0);
        if (share.isEmpty()) {
            share = recorded.largestShare(BANNED, subjects, left -> left > 0);
        }
        if (share.isPresent()) {
            all.add(
                    Term.BANNED,
                    share.getAsDouble() * 100,
                    share.getAsDouble() == 0 ? "no ban was in force" : "of the upstream that was banned longest");
        } else {
            all.leaveOut(Term.BANNED, "No quota watches what the provider answers.");
        }
    }

    private void cache(Recorded recorded, Duration window) {
        Set<Subject> subjects = subjects();
        double asked = recorded.sum(ASKED, subjects).orElse(0);
        double hits = recorded.sum(HITS, subjects).orElse(0);
        double evicted = Math.min(
                recorded.sum(EVICTED, subjects).orElse(0),
                recorded.sum(NOT_STORED, subjects).orElse(0));
        double attainable = hits + recorded.sum(STALE, subjects).orElse(0) + evicted;
        if (attainable < LEAST_CALLS) {
            all.leaveOut(
                    Term.CACHE,
                    "Of %,.0f requests in %d minutes that the cache looked up, %,.0f could have been hits, and %d are needed."
                            .formatted(asked, window.toMinutes(), attainable, LEAST_CALLS));
        } else {
            all.add(
                    Term.CACHE,
                    100 * hits / attainable,
                    "%,.0f hits of %,.0f that could have been".formatted(hits, attainable));
        }
    }

    private void headroom(Recorded recorded) {
        if (place.kind() == Place.Kind.ENDPOINT) {
            all.leaveOut(Term.HEADROOM, "Quotas count for the upstream, see there.");
            return;
        }
        OptionalDouble left = recorded.leastMean(LEFT, Subject.Kind.QUOTA, upstreamIds);
        if (left.isPresent()) {
            all.add(Term.HEADROOM, left.getAsDouble() * 100, "on average, of the quota that has least");
        } else {
            all.leaveOut(Term.HEADROOM, "There is no quota.");
        }
    }

    private void machine(Recorded recorded, long pieces) {
        if (place.kind() == Place.Kind.UPSTREAM || place.kind() == Place.Kind.ENDPOINT) {
            String why = "The machine is that of all upstreams: it counts for everything and for environments.";
            all.leaveOut(Term.CPU, why);
            all.leaveOut(Term.MEMORY, why);
        } else {
            OptionalDouble cpu = recorded.mean(CPU, Subject.WHOLE);
            OptionalDouble used = recorded.mean(MEMORY, Subject.WHOLE);
            double total = recorded.mean(MEMORY_TOTAL, Subject.WHOLE).orElse(0);
            if (cpu.isPresent()) {
                all.add(Term.CPU, cpu.getAsDouble(), "on average");
            } else {
                all.leaveOut(Term.CPU, "The system does not tell it.");
            }
            if (used.isPresent() && total > 0) {
                all.add(
                        Term.MEMORY,
                        100 * used.getAsDouble() / total,
                        "%.1f of %.1f GB".formatted(used.getAsDouble() / 1e9, total / 1e9));
            } else {
                all.leaveOut(Term.MEMORY, "The system does not tell it.");
            }
        }
        int told = recorded.count(BEAT, Subject.WHOLE);
        all.add(
                Term.DATA,
                pieces <= 0 ? Double.NaN : Math.min(100, 100.0 * told / pieces),
                "%,d of %,d pieces of time".formatted(Math.min(told, pieces), pieces));
    }

    private Set<Subject> subjects() {
        return switch (place.kind()) {
            case EVERYTHING, ENVIRONMENT, UPSTREAM ->
                upstreamIds.stream().map(Subject::upstream).collect(Collectors.toSet());
            case ENDPOINT -> Set.of(Subject.endpoint(place.endpointId(), place.upstreamId()));
        };
    }

    static String millis(double millis) {
        return millis >= 1000
                ? String.format(Locale.ROOT, "%.3g s", millis / 1000)
                : String.format(Locale.ROOT, millis < 10 ? "%.2g ms" : "%.0f ms", millis);
    }
}
