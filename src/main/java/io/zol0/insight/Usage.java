package io.zol0.insight;

import io.zol0.catalog.Endpoint;
import io.zol0.metrics.Answer;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.History;
import io.zol0.metrics.Sketch;
import io.zol0.metrics.Spread;
import io.zol0.metrics.Tick;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** When what is called by whom, and which endpoints are new or gone. */
@Service
@DenyAll
public class Usage {
    /** How much of the past the pattern of a week is made of. */
    public static final Duration WEEKS = Duration.ofDays(28);

    /** How much counts as recent. */
    public static final Duration RECENT = Duration.ofDays(7);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_PEAKS = 3;
    private static final int MOST_CALLERS = 12;
    private static final int MOST_ENDPOINTS = 100;
    private static final long LEAST_CALLS = 20;

    private final History history;
    private final CallerHours callers;
    private final Whereabouts places;
    private final Clock clock;

    Usage(History history, CallerHours callers, Whereabouts places, Clock clock) {
        this.history = history;
        this.callers = callers;
        this.places = places;
        this.clock = clock;
    }

    /**
     * The pattern of a week.
     *
     * @param cells a row for each day from Monday on with a cell for each hour
     * @param weeks how often the hour measured most often was measured
     * @param peaks the busiest first
     */
    public record Week(List<List<Cell>> cells, int weeks, double mean, List<Cell> peaks) {}

    /**
     * An hour of the week.
     *
     * @param rate mean of its calls a second; not a number where it was never measured
     * @param newest the middle of that hour when it was measured last; null where it never was
     */
    public record Cell(
            DayOfWeek day, int hour, double rate, @Nullable Instant newest) {}

    /**
     * What a caller called in the last day, with how often it did so a day in the week before.
     *
     * @param times how long that took, of the calls whose times were kept
     */
    public record Called(long endpointId, String name, long calls, long failed, Spread times, double before) {}

    /**
     * A caller and its share of the calls.
     *
     * @param path the page that says what it called
     * @param times how long its calls took, of those whose times were kept
     */
    public record CallerPart(String caller, String path, long calls, long failed, Spread times, double share) {}

    /**
     * Who called in the last day.
     *
     * @param distance of that from the week before, 0 to 1; not a number where either is empty
     * @param byChance what that distance would be by chance alone
     * @param fresh callers that did not call in the week before
     */
    public record Callers(List<CallerPart> parts, double distance, double byChance, List<String> fresh) {}

    /**
     * Endpoints that came or went.
     *
     * @param known whether anything was measured more than a week ago, without which neither can be told
     */
    public record Turnover(List<Seen> fresh, List<Seen> vanished, boolean known) {}

    /** An endpoint and how often it was called in the time in which it was. */
    public record Seen(long endpointId, String name, long calls) {}

    /** The pattern of a week of a place in sight, in the hours of a zone. */
    @RolesAllowed("VIEWER")
    public Answer<Week> week(Place place, ZoneId zone) {
        Instant to = Dependencies.floor(clock.instant(), HOUR);
        return switch (history.series(places.scope(seen(place)), to.minus(WEEKS), to, HOUR)) {
            case Answer.Unavailable<List<Tick>>(String reason) -> new Answer.Unavailable<>(reason);
            case Answer.Found<List<Tick>>(List<Tick> ticks) -> new Answer.Found<>(week(ticks, zone));
        };
    }

    static Week week(List<Tick> hours, ZoneId zone) {
        double[][] sums = new double[7][24];
        int[][] counts = new int[7][24];
        @Nullable Instant[][] newest = new Instant[7][24];
        for (Tick hour : hours) {
            if (hour.stats().span().compareTo(HOUR.dividedBy(2)) >= 0) {
                ZonedDateTime at = hour.second().atZone(zone);
                sums[at.getDayOfWeek().ordinal()][at.getHour()] += hour.stats().rate();
                counts[at.getDayOfWeek().ordinal()][at.getHour()]++;
                newest[at.getDayOfWeek().ordinal()][at.getHour()] =
                        hour.second().plus(HOUR.dividedBy(2));
            }
        }
        List<List<Cell>> cells = new ArrayList<>();
        List<Cell> peaks = new ArrayList<>();
        int weeks = 0;
        double all = 0;
        int measured = 0;
        for (int day = 0; day < 7; day++) {
            List<Cell> row = new ArrayList<>();
            for (int hour = 0; hour < 24; hour++) {
                weeks = Math.max(weeks, counts[day][hour]);
                double mean = counts[day][hour] == 0 ? Double.NaN : sums[day][hour] / counts[day][hour];
                Cell cell = new Cell(DayOfWeek.of(day + 1), hour, mean, newest[day][hour]);
                row.add(cell);
                if (mean > 0) {
                    peaks.add(cell);
                }
                if (counts[day][hour] > 0) {
                    all += mean;
                    measured++;
                }
            }
            cells.add(row);
        }
        peaks.sort(Comparator.comparingDouble(Cell::rate).reversed());
        return new Week(
                cells,
                weeks,
                measured == 0 ? Double.NaN : all / measured,
                List.copyOf(peaks.subList(0, Math.min(MOST_PEAKS, peaks.size()))));
    }

    /** Who called a place in sight in the last 24 whole hours, held against the week before. */
    @RolesAllowed("VIEWER")
    public Answer<Callers> callers(Place place) {
        Instant to = Dependencies.floor(clock.instant(), HOUR).plus(HOUR);
        Instant day = to.minus(Duration.ofDays(1));
        return Away.asked(() -> {
            Map<String, long[]> recent = byCaller(day, to, place);
            Map<String, long[]> before = byCaller(day.minus(RECENT), day, place);
            long all = recent.values().stream().mapToLong(each -> each[0]).sum();
            long allBefore = before.values().stream().mapToLong(each -> each[0]).sum();
            List<Map.Entry<String, long[]>> busiest = recent.entrySet().stream()
                    .sorted(Comparator.comparingLong((Map.Entry<String, long[]> each) -> each.getValue()[0])
                            .reversed()
                            .thenComparing(Map.Entry::getKey))
                    .limit(MOST_CALLERS)
                    .toList();
            Map<String, List<Sketch>> times = timed(
                            busiest.stream().map(Map.Entry::getKey).toList(), day, to, place)
                    .collect(grouping(CallerHours.Timed::caller));
            List<CallerPart> parts = busiest.stream()
                    .map(each -> new CallerPart(
                            each.getKey(),
                            pathOf(each.getKey()),
                            each.getValue()[0],
                            each.getValue()[1],
                            Sketch.spread(times.getOrDefault(each.getKey(), List.of())),
                            all == 0 ? 0 : (double) each.getValue()[0] / all))
                    .toList();
            Set<String> names = new java.util.TreeSet<>(recent.keySet());
            names.addAll(before.keySet());
            return new Callers(
                    parts,
                    Mix.distance(first(recent), first(before)),
                    all == 0 || allBefore == 0 ? Double.NaN : Mix.byChance(names.size(), all, allBefore),
                    allBefore == 0
                            ? List.of()
                            : recent.keySet().stream()
                                    .filter(name -> !before.containsKey(name))
                                    .sorted()
                                    .toList());
        });
    }

    /** What one caller called of a place in sight in the last 24 whole hours, the most first. */
    @RolesAllowed("VIEWER")
    public Answer<List<Called>> called(Place place, String caller) {
        Instant to = Dependencies.floor(clock.instant(), HOUR).plus(HOUR);
        Instant day = to.minus(Duration.ofDays(1));
        return Away.asked(() -> {
            Map<Long, Long> before = new HashMap<>();
            rows(day.minus(RECENT), day, place)
                    .filter(row -> row.caller().equals(caller))
                    .forEach(row -> before.merge(row.endpointId(), row.calls(), Long::sum));
            Map<Long, List<Sketch>> times =
                    timed(List.of(caller), day, to, place).collect(grouping(CallerHours.Timed::endpointId));
            return rows(day, to, place)
                    .filter(row -> row.caller().equals(caller))
                    .map(row -> new Called(
                            row.endpointId(),
                            places.endpoint(row.endpointId()).map(places::name).orElse("(removed)"),
                            row.calls(),
                            row.failed(),
                            Sketch.spread(times.getOrDefault(row.endpointId(), List.of())),
                            (double) before.getOrDefault(row.endpointId(), 0L) / RECENT.toDays()))
                    .sorted(Comparator.comparingLong(Called::calls).reversed())
                    .limit(MOST_ENDPOINTS)
                    .toList();
        });
    }

    /** The page that says what a caller called. */
    static String pathOf(String caller) {
        return "insight/usage?caller=" + URLEncoder.encode(caller, StandardCharsets.UTF_8);
    }

    /** Endpoints of a place in sight that were called in the last seven days and not in the three weeks before, and the other way round. */
    @RolesAllowed("VIEWER")
    public Answer<Turnover> turnover(Place place) {
        Instant now = clock.instant();
        Instant recent = now.minus(RECENT);
        Set<Long> ids = places.upstreamIds(place);
        Answer<List<EndpointStats>> later = history.endpoints(ids, recent, now);
        Answer<List<EndpointStats>> earlier = history.endpoints(ids, now.minus(WEEKS), recent);
        if (later instanceof Answer.Found<List<EndpointStats>>(var after)
                && earlier instanceof Answer.Found<List<EndpointStats>>(var before)) {
            return new Answer.Found<>(new Turnover(
                    before.isEmpty() ? List.of() : onlyIn(after, before), onlyIn(before, after), !before.isEmpty()));
        }
        return new Answer.Unavailable<>("The history cannot be read now.");
    }

    private List<Seen> onlyIn(List<EndpointStats> one, List<EndpointStats> other) {
        Set<Long> there = new java.util.HashSet<>();
        other.forEach(each -> there.add(each.endpointId()));
        return one.stream()
                .filter(each ->
                        !there.contains(each.endpointId()) && each.stats().calls() >= LEAST_CALLS)
                .filter(each -> places.endpointOf(each.endpointId())
                        .filter(endpoint -> !endpoint.template().equals(Endpoint.OTHER))
                        .isPresent())
                .sorted(Comparator.comparingLong(
                                (EndpointStats each) -> each.stats().calls())
                        .reversed())
                .limit(MOST_ENDPOINTS)
                .flatMap(each -> places.endpoint(each.endpointId()).stream()
                        .map(at -> new Seen(
                                each.endpointId(), places.name(at), each.stats().calls())))
                .toList();
    }

    private Map<String, long[]> byCaller(Instant from, Instant to, Place place) {
        Map<String, long[]> byCaller = new HashMap<>();
        rows(from, to, place).forEach(row -> {
            long[] counts = byCaller.computeIfAbsent(row.caller(), name -> new long[2]);
            counts[0] += row.calls();
            counts[1] += row.failed();
        });
        return byCaller;
    }

    private Stream<CallerHours.Row> rows(Instant from, Instant to, Place place) {
        return callers.between(from, to, places.upstreamIds(place)).stream()
                .filter(row -> place.endpointId() == 0 || place.endpointId() == row.endpointId());
    }

    private Stream<CallerHours.Timed> timed(List<String> names, Instant from, Instant to, Place place) {
        return callers.timed(names, from, to, places.upstreamIds(place)).stream()
                .filter(row -> place.endpointId() == 0 || place.endpointId() == row.endpointId());
    }

    private static <K> Collector<CallerHours.Timed, ?, Map<K, List<Sketch>>> grouping(
            Function<CallerHours.Timed, K> by) {
        return Collectors.groupingBy(by, Collectors.mapping(CallerHours.Timed::times, Collectors.toList()));
    }

    private static Map<String, Long> first(Map<String, long[]> counts) {
        Map<String, Long> first = new HashMap<>();
        counts.forEach((name, each) -> first.put(name, each[0]));
        return first;
    }

    private Place seen(Place place) {
        return places.find(place.path()).orElse(Place.EVERYTHING);
    }
}
