package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers questions from the rings. */
final class Reader {
    private static final int TREND_STEPS = 30;
    private static final int TREND_STEP_SECONDS = 10;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_LISTINGS = 4;
    static final List<Duration> BANDS = LongStream.of(
                    0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toList();

    private final Rings rings;
    private final Map<Duration, Listing> listings = new LinkedHashMap<>();

    private record Listing(long through, List<EndpointStats> endpoints) {}

    Reader(Rings rings) {
        this.rings = rings;
    }

    Stats stats(Scope scope, Reach.Window window) {
        Tally tally = new Tally();
        rings.of(scope).forEach(series -> window.add(series, tally));
        return tally.stats(window.span());
    }

    List<Tick> ticks(Scope scope, Reach.Window window, Reach reach) {
        return ticks(
                scope,
                (series, visitor) -> series.forEachSecond(window.from(), reach.through(), visitor),
                Duration.ofSeconds(1),
                Math.max(window.from(), reach.secondsFrom()),
                reach.through());
    }

    /** Whole minutes of the last hour. */
    List<Tick> minutes(Scope scope, Reach reach) {
        // The one of the newest second runs until the next one begins.
        long end = Math.floorDiv(reach.through(), 60);
        long from = Math.max(reach.window(HOUR).from(), Math.ceilDiv(reach.minutesFrom(), 60));
        return ticks(
                scope,
                (series, visitor) -> series.forEachMinute(from, end - 1, visitor),
                Duration.ofMinutes(1),
                from,
                end - 1);
    }

    /** Gives the snapshots of a series to a visitor. */
    private interface Reading {
        void of(Series series, Tape.Visitor visitor);
    }

    private List<Tick> ticks(Scope scope, Reading reading, Duration step, long from, long to) {
        Map<Long, Snapshot> steps = new LinkedHashMap<>();
        for (Series series : rings.of(scope)) {
            reading.of(series, (key, snapshot) -> steps.merge(key, Snapshot.readFrom(snapshot), Snapshot::plus));
        }
        Tally tally = new Tally();
        Map<Long, Stats> counted = new LinkedHashMap<>();
        steps.forEach((key, snapshot) -> {
            tally.clear();
            tally.add(snapshot);
            counted.put(key, tally.stats(step));
        });
        tally.clear();
        Stats nothing = tally.stats(step);
        return LongStream.rangeClosed(from, to)
                .mapToObj(key ->
                        new Tick(Instant.ofEpochSecond(key * step.toSeconds()), counted.getOrDefault(key, nothing)))
                .toList();
    }

    /** Every endpoint with calls in the window; counted at most once a second for each length of window, then dropped. */
    List<EndpointStats> endpoints(Duration length, Reach reach) {
        synchronized (listings) {
            Listing known = listings.get(length);
            if (known == null || known.through() != reach.through()) {
                listings.remove(length);
                if (listings.size() >= MOST_LISTINGS) {
                    listings.remove(listings.keySet().iterator().next());
                }
                known = new Listing(reach.through(), list(reach.window(length), reach));
                listings.put(length, known);
            }
            return known.endpoints();
        }
    }

    void forgetListings() {
        synchronized (listings) {
            listings.clear();
        }
    }

    HeatMap heatMap(long endpointId, Duration length, Reach reach) {
        Reach.Window window = reach.window(length);
        int stepSeconds = window.ofSeconds() ? TREND_STEP_SECONDS : 60;
        long from = (window.ofSeconds() ? window.from() : window.from() * 60) / stepSeconds;
        long to = reach.through() / stepSeconds;
        long[][] counts = new long[(int) (to - from + 1)][BANDS.size()];
        Series series = rings.ofEndpoint(endpointId);
        if (series != null && window.ofSeconds()) {
            series.forEachSecond(
                    window.from(),
                    reach.through(),
                    (second, snapshot) -> addTotals(counts, second / stepSeconds - from, Snapshot.readFrom(snapshot)));
        } else if (series != null) {
            series.forEachMinute(
                    window.from(),
                    to,
                    (minute, snapshot) -> addTotals(counts, minute - from, Snapshot.readFrom(snapshot)));
            addTotals(counts, to - from, series.running());
        }
        List<HeatMap.Column> columns = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            columns.add(new HeatMap.Column(
                    Instant.ofEpochSecond((from + i) * stepSeconds),
                    Arrays.stream(counts[i]).boxed().toList()));
        }
        return new HeatMap(BANDS, Duration.ofSeconds(stepSeconds), columns);
    }

    private List<EndpointStats> list(Reach.Window window, Reach reach) {
        Tally tally = new Tally();
        return rings.endpoints().entrySet().stream()
                .flatMap(entry -> Stream.ofNullable(statsOf(entry.getKey(), entry.getValue(), window, reach, tally)))
                .toList();
    }

    private static @Nullable EndpointStats statsOf(
            long endpointId, Series series, Reach.Window window, Reach reach, Tally tally) {
        if (series.lastSecond() < (window.ofSeconds() ? window.from() : window.from() * 60)) {
            return null;
        }
        Stats stats = window.stats(series, tally);
        return stats.calls() == 0
                ? null
                : new EndpointStats(endpointId, series.upstreamId(), stats, trend(series, reach.through()));
    }

    private static List<Long> trend(Series series, long through) {
        long from = through + 1 - TREND_STEPS * TREND_STEP_SECONDS;
        long[] calls = new long[TREND_STEPS];
        long[] counts = new long[Snapshot.COUNTS];
        series.forEachSecond(from, through, (second, snapshot) -> {
            Arrays.fill(counts, 0);
            Snapshot.addCounts(snapshot, counts);
            calls[(int) (second - from) / TREND_STEP_SECONDS] += Snapshot.calls(counts);
        });
        return Arrays.stream(calls).boxed().toList();
    }

    static void addTotals(long[][] counts, long column, Snapshot snapshot) {
        if (column < 0 || column >= counts.length) {
            return;
        }
        snapshot.total().forEach((index, count) -> counts[(int) column][band(Sketch.middle(index))] += count);
    }

    private static int band(long micros) {
        int band = BANDS.size() - 1;
        while (band > 0 && BANDS.get(band).toNanos() > micros * 1000) {
            band--;
        }
        return band;
    }
}
