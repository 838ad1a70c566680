package io.zol0.insight;

import io.zol0.catalog.Upstream;
import io.zol0.metrics.Answer;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.History;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesPoint;
import io.zol0.users.AuditAction;
import io.zol0.users.AuditEntry;
import io.zol0.users.AuditFilter;
import io.zol0.users.AuditTrail;
import io.zol0.users.KnownTokens;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What has to do with security: who tried to get in, who is new, who behaves otherwise, what was blocked, what expires, what it costs. */
@Service
@DenyAll
public class Security {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(28);
    private static final int MOST_ROWS = 20;
    private static final int TOKEN_CHECKS = 2_000;
    private static final long LEAST_CALLS = 50;

    private final AuditTrail audit;
    private final KnownTokens tokens;
    private final History history;
    private final SeriesHistory series;
    private final CallerHours callers;
    private final Handshakes handshakes;
    private final Whereabouts places;
    private final Clock clock;

    Security(
            AuditTrail audit,
            KnownTokens tokens,
            History history,
            SeriesHistory series,
            CallerHours callers,
            Handshakes handshakes,
            Whereabouts places,
            Clock clock) {
        this.audit = audit;
        this.tokens = tokens;
        this.history = history;
        this.series = series;
        this.callers = callers;
        this.handshakes = handshakes;
        this.places = places;
        this.clock = clock;
    }

    /** Something with how often it was. */
    public record Counted(String name, long count) {}

    /**
     * A caller whose calls are spread otherwise than in the week before.
     *
     * @param distance of the mixtures of endpoints, 0 to 1
     * @param byChance what it would be by chance alone
     */
    public record Changed(String caller, double distance, double byChance, long calls) {}

    /** A certificate, and how long it took to be shown it. */
    public record Certificate(
            String name,
            String address,
            @Nullable Duration connect,
            @Nullable Duration handshake,
            @Nullable Instant expires,
            @Nullable String problem) {}

    /**
     * What there is to see.
     *
     * @param failedLogins in the last day
     * @param failedBefore a day on average in the four weeks before
     * @param origins of failed sign-ins in the last day, the most first
     * @param newOrigins addresses of sign-ins in the last day that were not seen in the four weeks before
     * @param tokensRefused calls with a token that is none of ours, in the last day
     * @param newCallers callers in the last day that did not call in the week before; empty as well where nothing is known of that
     * @param blocked calls that ZoL0 refused in the last day, by endpoint, the most first
     */
    public record Picture(
            Instant at,
            long failedLogins,
            double failedBefore,
            List<Counted> origins,
            List<String> newOrigins,
            double tokensRefused,
            List<String> newCallers,
            List<Changed> changed,
            List<Counted> blocked) {}

    /**
     * What security costs in time, measured now.
     *
     * @param tokenCheck median of checking a token
     * @param tokenCheckWorst the slowest of 99 of 100
     * @param checks of how many
     */
    public record Price(List<Certificate> certificates, Duration tokenCheck, Duration tokenCheckWorst, int checks) {}

    /** What happened in the last day. */
    @RolesAllowed("ADMIN")
    public Answer<Picture> look() {
        return Away.asked(() -> {
            Instant now = clock.instant();
            Instant day = now.minus(DAY);
            Map<String, Long> origins = new TreeMap<>();
            Set<String> seen = new TreeSet<>();
            for (AuditAction action : List.of(AuditAction.LOGIN_FAILED, AuditAction.LOGGED_IN)) {
                for (AuditEntry entry :
                        audit.page(new AuditFilter(null, action, null, day, null), 0, AuditTrail.MOST)) {
                    String origin = entry.origin();
                    if (origin != null) {
                        seen.add(origin);
                        if (action == AuditAction.LOGIN_FAILED) {
                            origins.merge(origin, 1L, Long::sum);
                        }
                    }
                }
            }
            return new Picture(
                    now,
                    audit.count(new AuditFilter(null, AuditAction.LOGIN_FAILED, null, day, null)),
                    audit.count(new AuditFilter(null, AuditAction.LOGIN_FAILED, null, day.minus(MONTH), day))
                            / (double) MONTH.toDays(),
                    counted(origins),
                    newOrigins(seen, day),
                    refusedTokens(day, now),
                    newCallers(now),
                    changed(now),
                    blocked(day, now));
        });
    }

    /** Shakes hands with every upstream that speaks TLS, which takes up to five seconds each, and checks a token many times. */
    @RolesAllowed("ADMIN")
    public Price measure() {
        List<Certificate> certificates = new ArrayList<>();
        handshakes.own().forEach(each -> certificates.add(certificate(each)));
        for (Upstream upstream : places.upstreams()) {
            handshakes.with(upstream).map(Security::certificate).ifPresent(certificates::add);
        }
        String token = tokens.forMeasuring();
        long[] nanos = new long[TOKEN_CHECKS];
        for (int i = 0; i < nanos.length; i++) {
            long begin = System.nanoTime();
            tokens.check(token);
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return new Price(
                certificates,
                Duration.ofNanos(nanos[nanos.length / 2]),
                Duration.ofNanos(nanos[nanos.length * 99 / 100]),
                nanos.length);
    }

    private static Certificate certificate(Handshakes.Shaken shaken) {
        return new Certificate(
                shaken.name(),
                shaken.address(),
                shaken.connect(),
                shaken.handshake(),
                shaken.expires(),
                shaken.problem());
    }

    private List<String> newOrigins(Set<String> seen, Instant day) {
        Set<String> before = new HashSet<>();
        for (AuditAction action : List.of(AuditAction.LOGIN_FAILED, AuditAction.LOGGED_IN)) {
            audit.page(new AuditFilter(null, action, null, day.minus(MONTH), day), 0, AuditTrail.MOST)
                    .forEach(entry -> {
                        String origin = entry.origin();
                        if (origin != null) {
                            before.add(origin);
                        }
                    });
        }
        return before.isEmpty()
                ? List.of()
                : seen.stream().filter(origin -> !before.contains(origin)).toList();
    }

    private double refusedTokens(Instant from, Instant to) {
        Duration step = Duration.ofMinutes(5);
        return series.points(TokenSeries.REFUSED, Dependencies.floor(from, step), to, step)
                        instanceof Answer.Found<List<SeriesPoint>>(List<SeriesPoint> points)
                ? points.stream().mapToDouble(SeriesPoint::sum).sum()
                : Double.NaN;
    }

    private List<String> newCallers(Instant now) {
        Instant hour = Dependencies.floor(now, Duration.ofHours(1));
        Map<String, Map<Long, Long>> recent = mixes(hour.minus(DAY), hour.plus(Duration.ofHours(1)));
        Map<String, Map<Long, Long>> before = mixes(hour.minus(DAY).minus(Usage.RECENT), hour.minus(DAY));
        return before.isEmpty()
                ? List.of()
                : recent.keySet().stream()
                        .filter(caller -> !before.containsKey(caller))
                        .sorted()
                        .limit(MOST_ROWS)
                        .toList();
    }

    private List<Changed> changed(Instant now) {
        Instant hour = Dependencies.floor(now, Duration.ofHours(1));
        Map<String, Map<Long, Long>> recent = mixes(hour.minus(DAY), hour.plus(Duration.ofHours(1)));
        Map<String, Map<Long, Long>> before = mixes(hour.minus(DAY).minus(Usage.RECENT), hour.minus(DAY));
        List<Changed> changed = new ArrayList<>();
        recent.forEach((caller, mix) -> {
            Map<Long, Long> usual = before.get(caller);
            long calls = mix.values().stream().mapToLong(Long::longValue).sum();
            if (usual != null && calls >= LEAST_CALLS) {
                Set<Long> kinds = new HashSet<>(mix.keySet());
                kinds.addAll(usual.keySet());
                long callsBefore =
                        usual.values().stream().mapToLong(Long::longValue).sum();
                double distance = Mix.distance(mix, usual);
                double byChance = Mix.byChance(kinds.size(), calls, callsBefore);
                if (distance > 2 * byChance && distance > 0.1) {
                    changed.add(new Changed(caller, distance, byChance, calls));
                }
            }
        });
        changed.sort(Comparator.comparingDouble(Changed::distance).reversed());
        return changed.subList(0, Math.min(MOST_ROWS, changed.size()));
    }

    /** Which endpoints each caller called how often. */
    private Map<String, Map<Long, Long>> mixes(Instant from, Instant to) {
        Map<String, Map<Long, Long>> mixes = new HashMap<>();
        callers.between(from, to, places.upstreamIds(Place.EVERYTHING))
                .forEach(row -> mixes.computeIfAbsent(row.caller(), name -> new HashMap<>())
                        .merge(row.endpointId(), row.calls(), Long::sum));
        return mixes;
    }

    private List<Counted> blocked(Instant from, Instant to) {
        Map<String, Long> blocked = new HashMap<>();
        if (history.endpoints(places.upstreamIds(Place.EVERYTHING), from, to)
                instanceof Answer.Found<List<EndpointStats>>(List<EndpointStats> endpoints)) {
            endpoints.forEach(each -> {
                long refused = each.stats().byOutcome().getOrDefault(Outcome.REFUSED_BY_US, 0L);
                if (refused > 0) {
                    blocked.merge(
                            places.endpointName(each.endpointId()) + " of "
                                    + places.upstream(each.upstreamId())
                                            .map(Upstream::name)
                                            .orElse("(removed)"),
                            refused,
                            Long::sum);
                }
            });
        }
        return counted(blocked);
    }

    private static List<Counted> counted(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(each -> new Counted(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::name))
                .limit(MOST_ROWS)
                .toList();
    }
}
