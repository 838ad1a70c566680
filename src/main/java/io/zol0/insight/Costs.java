package io.zol0.insight;

import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import io.zol0.catalog.Upstream;
import io.zol0.metrics.Answer;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the upstreams in sight cost, what the cache saved and what was wasted, by prices that people set. */
@Service
@DenyAll
public class Costs {
    /** Most prices that an upstream has over time. */
    public static final int MOST_PRICES = 100;

    private static final double LARGEST_BUDGET = 1e12;

    private final PriceTable table;
    private final Spending spending;
    private final CallerHours callers;
    private final Retries retries;
    private final Whereabouts places;
    private final Audit audit;
    private final Clock clock;

    Costs(
            PriceTable table,
            Spending spending,
            CallerHours callers,
            Retries retries,
            Whereabouts places,
            Audit audit,
            Clock clock) {
        this.table = table;
        this.spending = spending;
        this.callers = callers;
        this.retries = retries;
        this.places = places;
        this.audit = audit;
        this.clock = clock;
    }

    /** What something cost. */
    public record Line(String name, String path, Spent spent) {}

    /**
     * What an endpoint spent for nothing.
     *
     * @param refused on calls that the provider refused, this month
     * @param failed on calls that failed, this month
     * @param again on calls that were made twice, at least, in the last day
     */
    public record Waste(String name, String path, Spent refused, Spent failed, Retries.Again again) {
        /** In the currency of the installation. A retry is in it, and the failed call that it repeats. */
        public double amount() {
            return refused.amount()
                    + failed.amount()
                    + again.retried().amount()
                    + again.doubled().amount();
        }

        double calls() {
            return refused.calls() + failed.calls() + again.retries() + again.duplicates();
        }
    }

    /** An upstream with its price now, what it cost this month and will have, and its budget. */
    public record OfUpstream(
            Upstream upstream, Price price, Spent month, Optional<Forecast> forecast, Optional<Double> budget) {}

    /**
     * What this month cost so far.
     *
     * @param saved what the cache saved
     * @param refused spent on calls that the provider refused
     * @param failed spent on calls that failed
     * @param again what was seen of calls that were made twice, in single calls that were kept of the last day
     * @param wasted where that and what was refused and failed was spent, the most first
     */
    public record Bill(
            Instant from,
            Instant to,
            String currency,
            boolean priced,
            List<OfUpstream> upstreams,
            List<Line> endpoints,
            List<Line> callers,
            Spent spent,
            Spent saved,
            Spent refused,
            Spent failed,
            Retries.Seen again,
            List<Waste> wasted) {}

    /** This month so far, UTC. */
    @RolesAllowed("VIEWER")
    public Answer<Bill> month() {
        Instant now = clock.instant();
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        Instant begin = today.withDayOfMonth(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        return Away.asked(() -> bill(begin, now));
    }

    /** Every price in sight there ever was, oldest first. */
    @RolesAllowed("VIEWER")
    public List<Price> prices() {
        return table.all().stream()
                .filter(price -> places.upstream(price.upstreamId()).isPresent())
                .toList();
    }

    /** What each upstream in sight may cost in a month, by its number; none where it may cost what it does. */
    @RolesAllowed("VIEWER")
    public Map<Long, Double> budgets() {
        Map<Long, Double> budgets = new TreeMap<>(table.budgets());
        budgets.keySet().removeIf(id -> places.upstream(id).isEmpty());
        return budgets;
    }

    /** What all prices are in. */
    @RolesAllowed("VIEWER")
    public String currency() {
        return table.currency();
    }

    /**
     * Sets what an upstream costs from a time on.
     *
     * @throws InvalidDraft with what is wrong
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public void set(Price price) {
        List<Problem> problems = new ArrayList<>(price.problems());
        Optional<Upstream> upstream = places.upstream(price.upstreamId());
        if (upstream.isEmpty()) {
            problems.add(new Problem("upstream", "There is no such upstream."));
        }
        if (table.count(price.upstreamId()) >= MOST_PRICES) {
            problems.add(new Problem("from", "There are 100 prices of it over time, which is as many as may be."));
        }
        if (!problems.isEmpty()) {
            throw new InvalidDraft(problems);
        }
        Price by = new Price(
                price.upstreamId(),
                price.from(),
                price.perCall(),
                price.perWeight(),
                price.perGb(),
                price.perComputeHour(),
                Health.who());
        Price before = new PriceList(price.upstreamId(), table.all()).at(price.from());
        table.set(by);
        audit.record(
                AuditAction.PRICE_CHANGED,
                upstream.map(Upstream::name).orElse(""),
                Audit.fields(before),
                Audit.fields(by));
    }

    /**
     * Sets what an upstream may cost in a month; 0 for as much as it does.
     *
     * @throws InvalidDraft if it is no such amount
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public void setBudget(long upstreamId, double amount) {
        Optional<Upstream> upstream = places.upstream(upstreamId);
        if (upstream.isEmpty() || !(amount >= 0 && amount <= LARGEST_BUDGET)) {
            throw new InvalidDraft(List.of(new Problem("budget", "A budget is an amount of 0 or more.")));
        }
        Map<Long, Double> before = table.budgets();
        table.setBudget(upstreamId, amount);
        audit.record(
                AuditAction.PRICE_CHANGED,
                "budget of " + upstream.get().name(),
                Map.of("amount", before.getOrDefault(upstreamId, 0.0)),
                Map.of("amount", amount));
    }

    /**
     * Sets the currency that all prices are in; amounts stay as they are.
     *
     * @param currency three capitals, as ISO 4217 has them
     * @throws InvalidDraft if it is not of that form
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public void setCurrency(String currency) {
        if (!currency.matches("[A-Z]{3}")) {
            throw new InvalidDraft(
                    List.of(new Problem("currency", "A currency is three capitals, such as EUR or USD.")));
        }
        String before = table.currency();
        table.setCurrency(currency);
        audit.record(AuditAction.PRICE_CHANGED, "currency", Map.of("currency", before), Map.of("currency", currency));
    }

    private Bill bill(Instant begin, Instant now) {
        List<Price> prices = table.all();
        Map<Long, Double> budgets = table.budgets();
        List<OfUpstream> upstreams = new ArrayList<>();
        List<Spending.OfEndpoint> endpoints = new ArrayList<>();
        for (Upstream upstream : places.upstreams()) {
            List<Spending.OfEndpoint> of =
                    spending.found(new PriceList(upstream.id(), prices), upstream.id(), begin, now);
            endpoints.addAll(of);
            upstreams.add(spending.month(upstream, prices, budgets, begin, now));
        }
        Retries.Seen again = retries.lastDay(spending.ofCalls(prices));
        return new Bill(
                begin,
                now,
                table.currency(),
                !prices.isEmpty(),
                upstreams,
                lines(endpoints),
                byCaller(endpoints, begin, now),
                sum(endpoints.stream().map(Spending.OfEndpoint::spent).toList()),
                sum(endpoints.stream().map(Spending.OfEndpoint::saved).toList()),
                sum(endpoints.stream().map(Spending.OfEndpoint::refused).toList()),
                sum(endpoints.stream().map(Spending.OfEndpoint::failed).toList()),
                again,
                wasted(endpoints, again));
    }

    private List<Waste> wasted(List<Spending.OfEndpoint> endpoints, Retries.Seen again) {
        return endpoints.stream()
                .map(each -> new Waste(
                        name(each),
                        "endpoints/" + each.endpointId(),
                        each.refused(),
                        each.failed(),
                        again.byEndpoint().getOrDefault(each.endpointId(), Retries.Again.NONE)))
                .filter(waste -> waste.calls() > 0)
                .sorted(Comparator.comparingDouble(Waste::amount)
                        .thenComparingDouble(Waste::calls)
                        .reversed())
                .toList();
    }

    private String name(Spending.OfEndpoint endpoint) {
        return places.endpointName(endpoint.endpointId()) + " of "
                + places.upstream(endpoint.upstreamId()).map(Upstream::name).orElse("(removed)");
    }

    private List<Line> lines(List<Spending.OfEndpoint> endpoints) {
        return endpoints.stream()
                .map(each -> new Line(name(each), "endpoints/" + each.endpointId(), each.spent()))
                .sorted(Comparator.comparingDouble((Line line) -> line.spent().amount())
                        .thenComparingDouble(line -> line.spent().calls())
                        .reversed())
                .toList();
    }

    /** What endpoints cost, by the shares that callers have in their calls, as far back as callers were counted. */
    private List<Line> byCaller(List<Spending.OfEndpoint> endpoints, Instant from, Instant to) {
        Map<Long, List<CallerHours.Row>> byEndpoint = new TreeMap<>();
        Set<Long> ids = places.upstreamIds(Place.EVERYTHING);
        for (CallerHours.Row row : callers.between(from, to, ids)) {
            byEndpoint
                    .computeIfAbsent(row.endpointId(), id -> new ArrayList<>())
                    .add(row);
        }
        Map<String, Spent> byCaller = new TreeMap<>();
        for (Spending.OfEndpoint each : endpoints) {
            List<CallerHours.Row> rows = byEndpoint.getOrDefault(each.endpointId(), List.of());
            double all = rows.stream().mapToLong(CallerHours.Row::calls).sum();
            for (CallerHours.Row row : rows) {
                byCaller.merge(row.caller(), each.spent().times(row.calls() / all), Spent::plus);
            }
        }
        return byCaller.entrySet().stream()
                .map(each -> new Line(each.getKey(), Usage.pathOf(each.getKey()), each.getValue()))
                .sorted(Comparator.comparingDouble((Line line) -> line.spent().amount())
                        .thenComparingDouble(line -> line.spent().calls())
                        .reversed())
                .toList();
    }

    private static Spent sum(List<Spent> all) {
        return all.stream().reduce(Spent.NOTHING, Spent::plus);
    }
}
