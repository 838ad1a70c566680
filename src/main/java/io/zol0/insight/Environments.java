package io.zol0.insight;

import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Upstream;
import io.zol0.metrics.Answer;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.History;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Tick;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Two environments side by side, endpoint by endpoint, where both have data. */
@Service
@DenyAll
public class Environments {
    /** Most endpoints of a comparison, the busiest. */
    public static final int MOST = 60;

    private static final long LEAST_CALLS = 20;
    private static final double WORTH_MILLIS = 1;
    private static final double WORTH_RATIO = 1.1;

    private final History history;
    private final Happenings happenings;
    private final Whereabouts places;
    private final Clock clock;

    Environments(History history, Happenings happenings, Whereabouts places, Clock clock) {
        this.history = history;
        this.happenings = happenings;
        this.places = places;
        this.clock = clock;
    }

    /** How much of the past is compared, in which pieces. */
    public enum Span {
        DAY("the last 24 hours", Duration.ofDays(1), Duration.ofMinutes(15)),
        WEEK("the last 7 days", Duration.ofDays(7), Duration.ofHours(1));

        private final String words;
        private final Duration length;
        private final Duration step;

        Span(String words, Duration length, Duration step) {
            this.words = words;
            this.length = length;
            this.step = step;
        }

        public String words() {
            return words;
        }
    }

    /** What was measured on one side. */
    public record Side(long endpointId, String upstream, long calls, double p95, double failedShare) {}

    /**
     * An endpoint in two environments.
     *
     * @param name method and template
     * @param p95 difference of the p95 in milliseconds, the other's less the one's: the median over pieces of time in which both
     *     had 20 calls, since it is about as it is
     * @param failed difference of the share of failed calls, likewise
     * @param pieces how many such pieces there were
     * @param worse whether the other is surely worse, and by more than a tenth
     * @param since since when the difference of the p95 is about as it is; empty where it was so all through
     * @param happenings what happened in the quarter of an hour before that
     */
    public record Pair(
            String name,
            Side one,
            Side other,
            Interval p95,
            Interval failed,
            int pieces,
            boolean worse,
            Optional<Instant> since,
            List<Happening> happenings) {}

    private record Common(String name, EndpointStats one, EndpointStats other) {}

    /** Environments of upstreams in sight, by name. */
    @RolesAllowed("VIEWER")
    public List<String> names() {
        return places.environments();
    }

    /** Endpoints of the same method and template in both, those that are worse first, then the busiest. */
    @RolesAllowed("VIEWER")
    public Answer<List<Pair>> compare(String one, String other, Span span) {
        Instant to = Dependencies.floor(clock.instant(), span.step);
        Instant from = to.minus(span.length);
        Answer<List<EndpointStats>> read = history.endpoints(idsOf(one), from, to);
        Answer<List<EndpointStats>> readOther = history.endpoints(idsOf(other), from, to);
        if (!(read instanceof Answer.Found<List<EndpointStats>>(List<EndpointStats> ones))
                || !(readOther instanceof Answer.Found<List<EndpointStats>>(List<EndpointStats> others))) {
            return new Answer.Unavailable<>("The history cannot be read now.");
        }
        Map<String, EndpointStats> byName = byName(ones);
        Map<String, EndpointStats> byNameOther = byName(others);
        List<Happening> happened = happenings.between(from, to);
        List<Pair> pairs = new ArrayList<>();
        List<Common> common = new ArrayList<>();
        byName.forEach((name, each) -> {
            EndpointStats same = byNameOther.get(name);
            if (same != null) {
                common.add(new Common(name, each, same));
            }
        });
        common.sort(Comparator.comparingLong((Common each) -> each.one().stats().calls())
                .reversed());
        for (Common each : common.subList(0, Math.min(MOST, common.size()))) {
            Answer<List<Tick>> ticks = ticks(each.one(), from, to, span);
            Answer<List<Tick>> ticksOther = ticks(each.other(), from, to, span);
            if (!(ticks instanceof Answer.Found<List<Tick>>(List<Tick> here))
                    || !(ticksOther instanceof Answer.Found<List<Tick>>(List<Tick> there))) {
                return new Answer.Unavailable<>("The history cannot be read now.");
            }
            pairs.add(pair(each.name(), each.one(), each.other(), here, there, from, span, happened));
        }
        pairs.sort(Comparator.comparing(Pair::worse)
                .reversed()
                .thenComparing(
                        Comparator.comparingLong((Pair pair) -> pair.one().calls())
                                .reversed()));
        return new Answer.Found<>(pairs);
    }

    private Pair pair(
            String name,
            EndpointStats one,
            EndpointStats other,
            List<Tick> here,
            List<Tick> there,
            Instant from,
            Span span,
            List<Happening> happened) {
        double[] differences = differences(here, there, from, span.step, span.length);
        List<ChangePoints.Change> changes = ChangePoints.in(differences);
        Interval p95 = Differences.median(
                changes.isEmpty()
                        ? differences
                        : Arrays.copyOfRange(differences, changes.getLast().at(), differences.length));
        Interval failed = Differences.ofShares(
                failed(other.stats()),
                other.stats().calls(),
                failed(one.stats()),
                one.stats().calls());
        double usual = millis(one.stats());
        boolean slower = p95.isKnown() && p95.low() > WORTH_MILLIS && (usual + p95.value()) > usual * WORTH_RATIO;
        boolean failing = failed.isKnown() && failed.low() > 0.001;
        Optional<Instant> since = changes.isEmpty()
                ? Optional.empty()
                : Optional.of(from.plus(span.step.multipliedBy(changes.getLast().at())));
        return new Pair(
                name,
                side(one),
                side(other),
                p95,
                failed,
                (int) Arrays.stream(differences).filter(Double::isFinite).count(),
                slower || failing,
                since,
                since.map(at -> before(at, happened, span.step)).orElse(List.of()));
    }

    /** The other's p95 less the one's in each step in which both had enough calls. */
    static double[] differences(List<Tick> here, List<Tick> there, Instant from, Duration step, Duration length) {
        double[] differences = new double[Math.toIntExact(length.dividedBy(step))];
        Arrays.fill(differences, Double.NaN);
        Map<Instant, Stats> one = new HashMap<>();
        here.forEach(tick -> one.put(tick.second(), tick.stats()));
        for (Tick tick : there) {
            Stats same = one.get(tick.second());
            int at = (int) Duration.between(from, tick.second()).dividedBy(step);
            if (same != null
                    && at >= 0
                    && at < differences.length
                    && same.total().count() >= LEAST_CALLS
                    && tick.stats().total().count() >= LEAST_CALLS) {
                differences[at] = millis(tick.stats()) - millis(same);
            }
        }
        return differences;
    }

    private static List<Happening> before(Instant at, List<Happening> happened, Duration step) {
        return happened.stream()
                .filter(each -> !each.at().isBefore(at.minus(Duration.ofMinutes(15)))
                        && each.at().isBefore(at.plus(step)))
                .toList();
    }

    private Answer<List<Tick>> ticks(EndpointStats of, Instant from, Instant to, Span span) {
        return history.series(new Scope.OfEndpoint(of.endpointId()), from, to, span.step);
    }

    /** By method and template; of several upstreams with the same one, that with most calls. */
    private Map<String, EndpointStats> byName(List<EndpointStats> all) {
        Map<String, EndpointStats> byName = new HashMap<>();
        for (EndpointStats each : all) {
            Optional<Endpoint> endpoint = places.endpointOf(each.endpointId());
            if (endpoint.isPresent()
                    && !endpoint.get().template().equals(Endpoint.OTHER)
                    && each.stats().calls() >= LEAST_CALLS) {
                byName.merge(
                        endpoint.get().method() + " " + endpoint.get().template(),
                        each,
                        (known, more) -> known.stats().calls() >= more.stats().calls() ? known : more);
            }
        }
        return byName;
    }

    private Side side(EndpointStats of) {
        return new Side(
                of.endpointId(),
                places.upstream(of.upstreamId()).map(Upstream::name).orElse("(removed)"),
                of.stats().calls(),
                millis(of.stats()),
                of.stats().errorShare());
    }

    private Set<Long> idsOf(String environment) {
        return places.upstreams().stream()
                .filter(upstream -> upstream.environment().equals(environment))
                .map(Upstream::id)
                .collect(Collectors.toSet());
    }

    private static double failed(Stats stats) {
        return stats.byOutcome().getOrDefault(Outcome.FAILED, 0L);
    }

    private static double millis(Stats stats) {
        return stats.total().p95().toNanos() / 1e6;
    }
}
