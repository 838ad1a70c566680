package io.zol0.insight;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zol0.catalog.Upstream;
import io.zol0.insight.SecurityPicture.Changed;
import io.zol0.insight.SecurityPicture.Counted;
import io.zol0.insight.SecurityPicture.NewAddress;
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
import io.zol0.users.Sight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
    private static final int MOST_ADDRESSES = 1_000;
    private static final int TOKEN_CHECKS = 2_000;
    private static final long LEAST_CALLS = 50;

    private final AuditTrail audit;
    private final KnownTokens tokens;
    private final History history;
    private final SeriesHistory series;
    private final CallerHours callers;
    private final CallerAddresses addresses;
    private final Handshakes handshakes;
    private final Whereabouts places;
    private final Clock clock;

    Security(
            AuditTrail audit,
            KnownTokens tokens,
            History history,
            SeriesHistory series,
            CallerHours callers,
            CallerAddresses addresses,
            Handshakes handshakes,
            Whereabouts places,
            Clock clock) {
        this.audit = audit;
        this.tokens = tokens;
        this.history = history;
        this.series = series;
        this.callers = callers;
        this.addresses = addresses;
        this.handshakes = handshakes;
        this.places = places;
        this.clock = clock;
    }

    /** A certificate, and how long it took to be shown it. */
    public record Certificate(
            String name,
            String address,
            @Nullable Duration connect,
            @Nullable Duration handshake,
            @Nullable Instant expires,
            @Nullable String problem) {}

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
    public Answer<SecurityPicture> look() {
        return Away.asked(() -> {
            Instant now = clock.instant();
            Instant day = now.minus(DAY);
            Map<String, Long> origins = new TreeMap<>();
            Set<String> seen = new TreeSet<>();
            for (AuditAction action : List.of(AuditAction.LOGIN_FAILED, AuditAction.LOGGED_IN)) {
                for (AuditEntry entry :
                        audit.page(new AuditFilter(null, action, null, null, day, null), 0, AuditTrail.MOST)) {
                    String origin = entry.origin();
                    if (origin != null) {
                        seen.add(origin);
                        if (action == AuditAction.LOGIN_FAILED) {
                            origins.merge(origin, 1L, Long::sum);
                        }
                    }
                }
            }
            Instant since = addresses.since().orElse(null);
            Instant hour = Dependencies.floor(now, Duration.ofHours(1));
            Map<String, Map<Long, Long>> recent = mixes(hour.minus(DAY), hour.plus(Duration.ofHours(1)));
            Map<String, Map<Long, Long>> before = mixes(hour.minus(DAY).minus(Usage.RECENT), hour.minus(DAY));
            return new SecurityPicture(
                    now,
                    audit.count(new AuditFilter(null, AuditAction.LOGIN_FAILED, null, null, day, null)),
                    failedLogins(day),
                    audit.count(new AuditFilter(null, AuditAction.LOGIN_FAILED, null, null, day.minus(MONTH), day))
                            / (double) MONTH.toDays(),
                    origins.entrySet().stream()
                            .map(each -> new Counted(
                                    each.getKey(),
                                    failedLogins(day) + "&origin=" + URLEncoder.encode(each.getKey(), UTF_8),
                                    each.getValue()))
                            .sorted(Comparator.comparingLong(Counted::count)
                                    .reversed()
                                    .thenComparing(Counted::name))
                            .limit(MOST_ROWS)
                            .toList(),
                    newOrigins(seen, day),
                    refusedTokens(day, now),
                    addresses.refusedSince(Dependencies.floor(day, Duration.ofHours(1)), MOST_ROWS),
                    SecurityPicture.isKnown(since, now) ? newAddresses(now, recent.keySet()) : List.of(),
                    since,
                    newCallers(recent, before),
                    changed(recent, before),
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

    /** The page of the failed sign-ins since the day in which a time is. */
    private static String failedLogins(Instant since) {
        return "audit?action=LOGIN_FAILED&from=" + LocalDate.ofInstant(since, ZoneOffset.UTC);
    }

    private List<String> newOrigins(Set<String> seen, Instant day) {
        Set<String> before = new HashSet<>();
        for (AuditAction action : List.of(AuditAction.LOGIN_FAILED, AuditAction.LOGGED_IN)) {
            audit.page(new AuditFilter(null, action, null, null, day.minus(MONTH), day), 0, AuditTrail.MOST)
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

    /** Of callers in sight: who may not see everything sees those alone that called what is in sight. */
    private List<NewAddress> newAddresses(Instant now, Set<String> inSight) {
        List<CallerAddresses.At> found = addresses.firstSince(now.minus(DAY), MOST_ADDRESSES);
        boolean everywhere = Sight.current().everywhere();
        return found.stream()
                .filter(each -> everywhere || inSight.contains(each.caller()))
                .limit(MOST_ROWS)
                .map(each -> new NewAddress(
                        each.caller(), Usage.pathOf(each.caller()), each.address(), each.first(), each.last()))
                .toList();
    }

    private static List<String> newCallers(Map<String, Map<Long, Long>> recent, Map<String, Map<Long, Long>> before) {
        return before.isEmpty()
                ? List.of()
                : recent.keySet().stream()
                        .filter(caller -> !before.containsKey(caller))
                        .sorted()
                        .limit(MOST_ROWS)
                        .toList();
    }

    private static List<Changed> changed(Map<String, Map<Long, Long>> recent, Map<String, Map<Long, Long>> before) {
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
                    changed.add(new Changed(caller, Usage.pathOf(caller), distance, byChance, calls));
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
        return history.endpoints(places.upstreamIds(Place.EVERYTHING), from, to)
                        instanceof Answer.Found<List<EndpointStats>>(List<EndpointStats> endpoints)
                ? endpoints.stream()
                        .map(each -> new Counted(
                                places.endpointName(each.endpointId()) + " of "
                                        + places.upstream(each.upstreamId())
                                                .map(Upstream::name)
                                                .orElse("(removed)"),
                                "endpoints/" + each.endpointId(),
                                each.stats().byOutcome().getOrDefault(Outcome.REFUSED_BY_US, 0L)))
                        .filter(each -> each.count() > 0)
                        .sorted(Comparator.comparingLong(Counted::count)
                                .reversed()
                                .thenComparing(Counted::name))
                        .toList()
                : List.of();
    }
}
