package io.zol0.optimizer;

import io.zol0.cache.ChangeRecord;
import io.zol0.catalog.SettingKind;
import io.zol0.metrics.HeatMap;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import io.zol0.metrics.Tick;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Measures from the live windows, which are in memory: the last five minutes by seconds, the last hour by minutes. */
@Component
class LiveMeter implements Meter {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECONDS = Duration.ofMinutes(5);
    private static final int LEAST_SLICES = 6;
    private static final Duration LEAST_SLOW = Duration.ofMillis(1);

    private final LiveMetrics live;
    private final SeriesHistory series;
    private final Records records;
    private final Clock clock;

    LiveMeter(LiveMetrics live, SeriesHistory series, Records records, Clock clock) {
        this.live = live;
        this.series = series;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public Baseline baseline(Advice advice, Duration mayWait) {
        Stats hour = live.stats(scope(advice), HOUR);
        Duration p99 = hour.total().p99();
        Duration slowFrom = (p99.compareTo(LEAST_SLOW) < 0 ? LEAST_SLOW : p99).plus(mayWait);
        Instant to = clock.instant();
        return new Baseline(
                hour.span(),
                sum(
                        List.of(hour),
                        mayWait.isZero() ? slowShare(hour) : slow(advice, HOUR, slowFrom, to.minus(HOUR), to),
                        level -> slow(advice, HOUR, level, to.minus(HOUR), to),
                        advice,
                        false,
                        to.minus(HOUR),
                        to),
                slowFrom);
    }

    /** By definition of the level. */
    private static long slowShare(Stats hour) {
        return hour.calls() / 100;
    }

    @Override
    public Counts counts(Advice advice, boolean applied, Duration slowFrom, Instant from, Instant to) {
        List<Stats> seconds = live.ticks(scope(advice), SECONDS).stream()
                .filter(tick -> !tick.second().isBefore(from) && tick.second().isBefore(to))
                .map(Tick::stats)
                .toList();
        return sum(
                seconds,
                slow(advice, SECONDS, slowFrom, from, to),
                level -> slow(advice, SECONDS, level, from, to),
                advice,
                applied,
                from,
                to);
    }

    @Override
    public double deviation(Advice advice, Duration wanted) {
        SortedMap<Long, double[]> slices = new TreeMap<>();
        Duration length = Duration.ofMinutes(Math.max(1, Math.round(wanted.toSeconds() / 60.0)));
        switch (advice.aimed()) {
            case Aimed.Series(List<SeriesKey> count, List<SeriesKey> less, List<SeriesKey> of) -> {
                add(slices, length, 0, count, 1);
                add(slices, length, 0, less, -1);
                add(slices, length, 1, of, 1);
            }
            case Aimed.Ended(Set<Outcome> so) ->
                live.minutes(scope(advice)).forEach(tick -> {
                    double[] slice = slice(slices, tick.second(), length);
                    slice[0] += ended(tick.stats(), so);
                    slice[1] += tick.stats().calls();
                });
            case Aimed.Slow slow -> {}
        }
        return deviation(slices.values().stream()
                .filter(each -> each[1] > 0)
                .mapToDouble(each -> each[0] / each[1])
                .toArray());
    }

    private void add(SortedMap<Long, double[]> slices, Duration length, int place, List<SeriesKey> keys, int sign) {
        for (SeriesKey key : keys) {
            series.live(key, HOUR).forEach(point -> slice(slices, point.at(), length)[place] += sign * point.sum());
        }
    }

    private static long ended(Stats stats, Set<Outcome> so) {
        return so.stream()
                .mapToLong(outcome -> stats.byOutcome().getOrDefault(outcome, 0L))
                .sum();
    }

    private static double[] slice(SortedMap<Long, double[]> slices, Instant at, Duration length) {
        return slices.computeIfAbsent(at.toEpochMilli() / length.toMillis(), slice -> new double[2]);
    }

    private static double deviation(double[] values) {
        if (values.length < LEAST_SLICES) {
            return Double.NaN;
        }
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }

    private Counts sum(
            List<Stats> spans,
            long slow,
            SlowCalls slowOfAim,
            Advice advice,
            boolean applied,
            Instant from,
            Instant to) {
        long calls = 0;
        long failed = 0;
        long alike = 0;
        long byUs = 0;
        long byProvider = 0;
        for (Stats stats : spans) {
            calls += stats.calls();
            failed += stats.byOutcome().getOrDefault(Outcome.FAILED, 0L);
            alike += ended(stats, advice.failures());
            byUs += stats.byOutcome().getOrDefault(Outcome.REFUSED_BY_US, 0L);
            byProvider += stats.byOutcome().getOrDefault(Outcome.REFUSED_BY_PROVIDER, 0L);
        }
        double[] aim = aim(spans, calls, advice, slowOfAim, from, to);
        boolean cached = advice.setting().kind() == SettingKind.CACHE_POLICY;
        return new Counts(
                calls,
                failed + alike,
                byUs,
                byProvider,
                slow,
                cached ? outdated(advice, applied, from, to) : 0,
                cached ? Math.round(told(CacheKeys.hits(advice.about()), from, to)) : 0,
                aim[0],
                aim[1]);
    }

    /** How many calls did what is to become less, and how many could. */
    private double[] aim(List<Stats> spans, long calls, Advice advice, SlowCalls slow, Instant from, Instant to) {
        return switch (advice.aimed()) {
            case Aimed.Series(List<SeriesKey> count, List<SeriesKey> less, List<SeriesKey> of) ->
                new double[] {Math.max(0, told(count, from, to) - told(less, from, to)), told(of, from, to)};
            case Aimed.Ended(Set<Outcome> so) ->
                new double[] {
                    spans.stream().mapToLong(stats -> ended(stats, so)).sum(), calls
                };
            case Aimed.Slow(Duration level) -> new double[] {Math.min(calls, slow.from(level)), calls};
        };
    }

    /** Counts calls that took so long or longer. */
    private interface SlowCalls {
        long from(Duration level);
    }

    /** Answers from the store by their ages, each by the chance that it was another by then. */
    private double outdated(Advice advice, boolean applied, Instant from, Instant to) {
        ChangeRecord record = records.of(advice.about().id()).orElse(ChangeRecord.EMPTY);
        Optional<ChangeRate> rate = ChangeRate.of(record);
        if (rate.isEmpty()) {
            return 0;
        }
        double oldest = advice.oldest(applied).toMillis() / 1e3;
        double sum = 0;
        for (CacheKeys.Age age : CacheKeys.ages()) {
            double served = told(age.of(advice.about()), from, to);
            if (served > 0) {
                // Within its class an answer is as likely to be of one age as of another, up to the oldest that is
                // served.
                double end = Math.max(age.from(), Math.min(age.to(), oldest));
                sum += served * rate.get().changedAfter((age.from() + end) / 2);
            }
        }
        return sum;
    }

    private double told(List<SeriesKey> keys, Instant from, Instant to) {
        return keys.stream().mapToDouble(key -> told(key, from, to)).sum();
    }

    private double told(SeriesKey key, Instant from, Instant to) {
        Duration back = Duration.between(from, clock.instant()).plus(PIECE);
        return series.live(key, back.compareTo(HOUR) > 0 ? HOUR : back.isNegative() ? PIECE : back).stream()
                .filter(point -> !point.at().isBefore(from) && point.at().isBefore(to))
                .mapToDouble(SeriesPoint::sum)
                .sum();
    }

    private long slow(Advice advice, Duration window, Duration slowFrom, Instant from, Instant to) {
        Subject about = advice.about();
        return about.kind() == Subject.Kind.ENDPOINT
                ? slow(about.id(), window, slowFrom, from, to)
                : live.endpoints(window).stream()
                        .filter(each -> each.upstreamId() == about.upstreamId())
                        .mapToLong(each -> slow(each.endpointId(), window, slowFrom, from, to))
                        .sum();
    }

    private long slow(long endpointId, Duration window, Duration slowFrom, Instant from, Instant to) {
        HeatMap map = live.heatMap(endpointId, window);
        long slow = 0;
        for (HeatMap.Column column : map.columns()) {
            if (!column.from().isBefore(from) && column.from().isBefore(to)) {
                for (int i = 0; i < map.bands().size(); i++) {
                    if (map.bands().get(i).compareTo(slowFrom) >= 0) {
                        slow += column.counts().get(i);
                    }
                }
            }
        }
        return slow;
    }

    private static Scope scope(Advice advice) {
        Subject about = advice.about();
        return about.kind() == Subject.Kind.ENDPOINT
                ? new Scope.OfEndpoint(about.id())
                : new Scope.OfUpstream(about.upstreamId());
    }
}
