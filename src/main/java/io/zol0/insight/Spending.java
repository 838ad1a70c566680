package io.zol0.insight;

import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.limits.EndpointPattern;
import io.zol0.limits.Quota;
import io.zol0.metrics.Answer;
import io.zol0.metrics.CallSample;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.History;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import io.zol0.users.Itself;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Works out what calls cost: those that went to the provider, whatever it answered, with their weight by the upstream's
 * quotas, the bytes of their bodies, and the time that they were with the provider. What the cache answered, or ZoL0 refused,
 * costs nothing.
 */
@Component
class Spending {
    private static final Set<Outcome> FREE = Set.of(Outcome.CACHED, Outcome.REFUSED_BY_US);
    private static final int FORECAST_DAYS = 28;
    private static final double BYTES_A_GB = 1e9;
    private static final double NANOS_AN_HOUR = 3.6e12;

    private final History history;
    private final SeriesHistory series;
    private final Quotas quotas;
    private final Whereabouts places;

    Spending(History history, SeriesHistory series, Quotas quotas, Whereabouts places) {
        this.history = history;
        this.series = series;
        this.quotas = quotas;
        this.places = places;
    }

    /**
     * What an endpoint cost, and what it would have.
     *
     * @param saved what the calls that the cache answered would have cost
     * @param refused what was spent on calls that the provider refused
     * @param failed what was spent on calls that failed
     */
    record OfEndpoint(long upstreamId, long endpointId, Spent spent, Spent saved, Spent refused, Spent failed) {
        OfEndpoint plus(OfEndpoint other) {
            return new OfEndpoint(
                    upstreamId,
                    endpointId,
                    spent.plus(other.spent),
                    saved.plus(other.saved),
                    refused.plus(other.refused),
                    failed.plus(other.failed));
        }
    }

    /** What each endpoint of an upstream cost from a time on and before another, by the prices that held. */
    Answer<List<OfEndpoint>> of(PriceList prices, long upstreamId, Instant from, Instant to) {
        List<OfEndpoint> all = new ArrayList<>();
        List<Quota> ofUpstream = Itself.ask(() -> quotas.ofUpstream(upstreamId));
        for (PriceList.Stretch stretch : prices.stretches(from, to)) {
            Answer<List<EndpointStats>> read = history.endpoints(Set.of(upstreamId), stretch.from(), stretch.to());
            if (!(read instanceof Answer.Found<List<EndpointStats>>(List<EndpointStats> endpoints))) {
                return new Answer.Unavailable<>(((Answer.Unavailable<List<EndpointStats>>) read).reason());
            }
            for (EndpointStats each : endpoints) {
                all.add(priced(each, stretch, weight(ofUpstream, each.endpointId())));
            }
        }
        return new Answer.Found<>(all.stream()
                .collect(Collectors.toMap(OfEndpoint::endpointId, each -> each, OfEndpoint::plus, LinkedHashMap::new))
                .values()
                .stream()
                .toList());
    }

    /** The same, where the history can be read. */
    List<OfEndpoint> found(PriceList prices, long upstreamId, Instant from, Instant to) {
        return switch (of(prices, upstreamId, from, to)) {
            case Answer.Found<List<OfEndpoint>>(List<OfEndpoint> of) -> of;
            case Answer.Unavailable<List<OfEndpoint>>(String reason) ->
                throw new DataAccessResourceFailureException(reason);
        };
    }

    /** What single calls cost by the prices that held then; nothing where they did not go to the provider. */
    Function<CallSample, Spent> ofCalls(List<Price> prices) {
        Map<Long, PriceList> lists = new HashMap<>();
        Map<Long, Double> weights = new HashMap<>();
        return call -> {
            if (FREE.contains(call.outcome())) {
                return Spent.NOTHING;
            }
            Price price = lists.computeIfAbsent(call.upstreamId(), id -> new PriceList(id, prices))
                    .at(call.at());
            double weight = weights.computeIfAbsent(
                    call.endpointId(), id -> weight(Itself.ask(() -> quotas.ofUpstream(call.upstreamId())), id));
            return Spent.of(
                    1,
                    weight,
                    (call.bytesIn() + call.bytesOut()) / BYTES_A_GB,
                    Math.max(0, call.total().minus(call.overhead()).toNanos()) / NANOS_AN_HOUR,
                    price);
        };
    }

    /** What an upstream spent this month, with its forecast and its budget. */
    Costs.OfUpstream month(
            Upstream upstream, List<Price> prices, Map<Long, Double> budgets, Instant begin, Instant now) {
        PriceList list = new PriceList(upstream.id(), prices);
        Spent spent = sum(list, upstream.id(), begin, now);
        return new Costs.OfUpstream(
                upstream,
                list.at(now),
                spent,
                list.isEmpty() ? Optional.empty() : forecast(list, upstream.id(), spent, now),
                Optional.ofNullable(budgets.get(upstream.id())));
    }

    private Optional<Forecast> forecast(PriceList list, long upstreamId, Spent spent, Instant now) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        TreeMap<LocalDate, Double> whole = new TreeMap<>();
        for (LocalDate day = today.minusDays(FORECAST_DAYS); day.isBefore(today); day = day.plusDays(1)) {
            Instant begin = day.atStartOfDay().toInstant(ZoneOffset.UTC);
            Spent of = sum(list, upstreamId, begin, begin.plus(Duration.ofDays(1)));
            if (of.calls() > 0 || !whole.isEmpty()) {
                whole.put(day, of.amount());
            }
        }
        Instant midnight = today.atStartOfDay().toInstant(ZoneOffset.UTC);
        double left = 1
                - (double) Duration.between(midnight, now).toSeconds()
                        / Duration.ofDays(1).toSeconds();
        return Forecast.of(spent.amount(), today, left, whole);
    }

    private Spent sum(PriceList list, long upstreamId, Instant from, Instant to) {
        return found(list, upstreamId, from, to).stream().map(OfEndpoint::spent).reduce(Spent.NOTHING, Spent::plus);
    }

    private OfEndpoint priced(EndpointStats each, PriceList.Stretch stretch, double weight) {
        Stats stats = each.stats();
        double billed = stats.byOutcome().entrySet().stream()
                .filter(outcome -> !FREE.contains(outcome.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        double cached = stats.byOutcome().getOrDefault(Outcome.CACHED, 0L);
        Price price = stretch.price();
        double savedBytes = price.perGb() == 0 ? 0 : savedBytes(each, stretch.from(), stretch.to());
        double bytes = Math.max(0, stats.bytesIn() + stats.bytesOut() - savedBytes);
        double hours = price.perComputeHour() == 0 || billed == 0 ? 0 : hours(each.endpointId(), stretch);
        Spent spent = Spent.of(billed, billed * weight, bytes / BYTES_A_GB, hours, price);
        double hourEach = billed == 0 ? 0 : hours / billed;
        return new OfEndpoint(
                each.upstreamId(),
                each.endpointId(),
                spent,
                Spent.of(cached, cached * weight, savedBytes / BYTES_A_GB, cached * hourEach, price),
                part(stats, Outcome.REFUSED_BY_PROVIDER, weight, hourEach, price),
                part(stats, Outcome.FAILED, weight, hourEach, price));
    }

    /** What calls of an outcome cost, their bodies left out, which most of them have not. */
    private static Spent part(Stats stats, Outcome outcome, double weight, double hourEach, Price price) {
        double calls = stats.byOutcome().getOrDefault(outcome, 0L);
        return Spent.of(calls, calls * weight, 0, calls * hourEach, price);
    }

    private double hours(long endpointId, PriceList.Stretch stretch) {
        return history.busy(new Scope.OfEndpoint(endpointId), stretch.from(), stretch.to())
                        instanceof Answer.Found<Duration>(Duration busy)
                ? busy.toNanos() / NANOS_AN_HOUR
                : 0;
    }

    private double savedBytes(EndpointStats each, Instant from, Instant to) {
        SeriesKey key = SeriesName.counter("cache.saved.bytes", "bytes")
                .of(Subject.endpoint(each.endpointId(), each.upstreamId()));
        Duration step = Duration.ofHours(1);
        return series.points(key, from, to, step) instanceof Answer.Found<List<SeriesPoint>>(List<SeriesPoint> points)
                ? points.stream().mapToDouble(SeriesPoint::sum).sum()
                : 0;
    }

    /** What a call of an endpoint weighs by the first cost that fits of the upstream's quotas; 1 where none does. */
    private double weight(List<Quota> ofUpstream, long endpointId) {
        String name = places.endpointName(endpointId);
        return ofUpstream.stream()
                .filter(Quota::enabled)
                .flatMap(quota -> quota.costs().stream())
                .filter(cost -> EndpointPattern.fits(cost.endpoint(), name))
                .mapToDouble(cost -> cost.weight())
                .findFirst()
                .orElse(1);
    }
}
