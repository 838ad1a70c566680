package io.zol0.optimizer;

import io.zol0.cache.ChangeRecord;
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
    public Baseline baseline(Advice advice) {
        Stats hour = live.stats(scope(advice), HOUR);
        Duration p99 = hour.total().p99();
        Instant to = clock.instant();
        return new Baseline(
                hour.span(),
                sum(List.of(hour), slowShare(hour), advice, false, to.minus(HOUR), to),
                p99.compareTo(LEAST_SLOW) < 0 ? LEAST_SLOW : p99);
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
        return sum(seconds, slow(advice, slowFrom, from, to), advice, applied, from, to);
    }

    @Override
    public double deviation(Advice advice, Duration length) {
        return switch (advice) {
            case Advice.CacheTtl ttl -> {
                SortedMap<Long, double[]> slices = new TreeMap<>();
                Subject subject = subject(ttl);
                series.live(CacheKeys.asked(subject), HOUR)
                        .forEach(point -> slice(slices, point, length)[1] += point.sum());
                series.live(CacheKeys.saved(subject), HOUR)
                        .forEach(point -> slice(slices, point, length)[0] += point.sum());
                yield deviation(slices.values().stream()
                        .filter(each -> each[1] > 0)
                        .mapToDouble(each -> 1 - each[0] / each[1])
                        .toArray());
            }
            case Advice.QuotaRoom room -> {
                SortedMap<Long, double[]> slices = new TreeMap<>();
                Subject subject = subject(room);
                for (SeriesKey held : List.of(QuotaKeys.waited(subject), QuotaKeys.refused(subject))) {
                    series.live(held, HOUR).forEach(point -> slice(slices, point, length)[0] += point.sum());
                }
                for (SeriesKey asked : List.of(QuotaKeys.granted(subject), QuotaKeys.refused(subject))) {
                    series.live(asked, HOUR).forEach(point -> slice(slices, point, length)[1] += point.sum());
                }
                yield deviation(slices.values().stream()
                        .filter(each -> each[1] > 0)
                        .mapToDouble(each -> each[0] / each[1])
                        .toArray());
            }
        };
    }

    private static double[] slice(SortedMap<Long, double[]> slices, SeriesPoint point, Duration length) {
        return slices.computeIfAbsent(point.at().toEpochMilli() / length.toMillis(), slice -> new double[2]);
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

    private Counts sum(List<Stats> spans, long slow, Advice advice, boolean applied, Instant from, Instant to) {
        long calls = 0;
        long failed = 0;
        long byUs = 0;
        long byProvider = 0;
        for (Stats stats : spans) {
            calls += stats.calls();
            failed += stats.byOutcome().getOrDefault(Outcome.FAILED, 0L);
            byUs += stats.byOutcome().getOrDefault(Outcome.REFUSED_BY_US, 0L);
            byProvider += stats.byOutcome().getOrDefault(Outcome.REFUSED_BY_PROVIDER, 0L);
        }
        return switch (advice) {
            case Advice.CacheTtl ttl -> {
                Subject subject = subject(ttl);
                double asked = told(CacheKeys.asked(subject), from, to);
                yield new Counts(
                        calls,
                        failed,
                        byUs,
                        byProvider,
                        slow,
                        outdated(ttl, applied, from, to),
                        Math.round(told(CacheKeys.hits(subject), from, to)),
                        Math.max(0, asked - told(CacheKeys.saved(subject), from, to)),
                        asked);
            }
            case Advice.QuotaRoom room -> {
                Subject subject = subject(room);
                double refused = told(QuotaKeys.refused(subject), from, to);
                yield new Counts(
                        calls,
                        failed,
                        byUs,
                        byProvider,
                        slow,
                        0,
                        0,
                        told(QuotaKeys.waited(subject), from, to) + refused,
                        told(QuotaKeys.granted(subject), from, to) + refused);
            }
        };
    }

    /** Answers from the store by their ages, each by the chance that it was another by then. */
    private double outdated(Advice.CacheTtl ttl, boolean applied, Instant from, Instant to) {
        ChangeRecord record = records.of(ttl.endpointId()).orElse(ChangeRecord.EMPTY);
        Optional<ChangeRate> rate = ChangeRate.of(Sighting.of(record));
        if (rate.isEmpty()) {
            return 0;
        }
        double oldest = ttl.oldest(applied).toMillis() / 1e3;
        double sum = 0;
        for (CacheKeys.Age age : CacheKeys.ages()) {
            double served = told(age.of(subject(ttl)), from, to);
            if (served > 0) {
                // Within its class an answer is as likely to be of one age as of another, up to the oldest that is
                // served.
                double end = Math.max(age.from(), Math.min(age.to(), oldest));
                sum += served * rate.get().changedAfter((age.from() + end) / 2);
            }
        }
        return sum;
    }

    private double told(SeriesKey key, Instant from, Instant to) {
        Duration back = Duration.between(from, clock.instant()).plus(PIECE);
        return series.live(key, back.compareTo(HOUR) > 0 ? HOUR : back.isNegative() ? PIECE : back).stream()
                .filter(point -> !point.at().isBefore(from) && point.at().isBefore(to))
                .mapToDouble(SeriesPoint::sum)
                .sum();
    }

    private long slow(Advice advice, Duration slowFrom, Instant from, Instant to) {
        return switch (advice) {
            case Advice.CacheTtl ttl -> slow(ttl.endpointId(), slowFrom, from, to);
            case Advice.QuotaRoom room ->
                live.endpoints(SECONDS).stream()
                        .filter(each -> each.upstreamId() == room.upstreamId())
                        .mapToLong(each -> slow(each.endpointId(), slowFrom, from, to))
                        .sum();
        };
    }

    private long slow(long endpointId, Duration slowFrom, Instant from, Instant to) {
        HeatMap map = live.heatMap(endpointId, SECONDS);
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
        return switch (advice) {
            case Advice.CacheTtl ttl -> new Scope.OfEndpoint(ttl.endpointId());
            case Advice.QuotaRoom room -> new Scope.OfUpstream(room.upstreamId());
        };
    }

    private static Subject subject(Advice.CacheTtl ttl) {
        return Subject.endpoint(ttl.endpointId(), ttl.upstreamId());
    }

    private static Subject subject(Advice.QuotaRoom room) {
        return Subject.quota(room.quotaId(), room.upstreamId());
    }
}
