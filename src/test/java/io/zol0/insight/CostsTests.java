package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.TestUpstreams;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.Control;
import io.zol0.limits.Cost;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import io.zol0.metrics.Answer;
import io.zol0.metrics.CallSample;
import io.zol0.metrics.Kept;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.RecordedMinutes;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SingleCalls;
import io.zol0.metrics.Subject;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.AsItself;
import io.zol0.users.Audit;
import io.zol0.users.Role;
import io.zol0.users.SignedInAs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A day of calls whose numbers are known, and what they cost to the fraction of a cent, as whoever sees their environment alone is told. */
@ApplicationTest
@AsItself
class CostsTests {
    private static final Offset<Double> EXACTLY = within(1e-9);

    /** How long a call was with the provider. Times are kept in buckets; with our own share it is the middle of one. */
    private static final Duration CALL = Duration.ofNanos(36_044_600_000L);

    /** Our own share of a call, and all there is of one that did not get to the provider. */
    private static final Duration OWN = Duration.ofNanos(200_000);

    private static final double HOURS = 36.0446 / 3600;

    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignedInAs signedIn;

    @Autowired
    private PriceTable table;

    @Autowired
    private Spending spending;

    @Autowired
    private CallerHours callers;

    @Autowired
    private SingleCalls singles;

    @Autowired
    private Whereabouts places;

    @Autowired
    private Audit audit;

    @Autowired
    private DataSource source;

    @Autowired
    private JdbcClient database;

    private RecordedMinutes past;
    private Upstream shop;
    private long orders;
    private long depth;

    @BeforeEach
    void set() {
        past = new RecordedMinutes(source);
        shop = upstream("cost-shop", "cost-test");
        orders = endpoints.resolve(shop.id(), "GET", "/orders").id();
        depth = endpoints.resolve(shop.id(), "GET", "/depth").id();
        accounts.add("cora", new AccountSettings(Role.VIEWER, Set.of("cost-test"), true));
    }

    @AfterEach
    void remove() {
        upstreams.all().stream()
                .filter(each -> each.name().startsWith("cost-"))
                .forEach(each -> upstreams.remove(each.id()));
        accounts.all().stream()
                .filter(each -> each.name().equals("cora"))
                .forEach(each -> accounts.remove(each.id(), each.version()));
    }

    /**
     * From 9:30 on a call costs 0.10, a unit of weight 0.01, a gigabyte 2 and an hour 36; from 10:30 on a call 0.20 and a gigabyte 1.
     *
     * <p>Of the orders 60 calls got there before 10:30, with 0.8 GB beside the 0.2 GB that the cache saved: 6.00 + 0.60 + 1.60 +
     * 60 × 0.360446; and after it 10 with 0.2 GB: 2.00 + 0.20. Of the depth 30 calls of weight 5: 3.00 + 1.50 + 30 × 0.360446.
     */
    @Test
    void what_each_endpoint_cost_is_its_calls_weight_bodies_and_time_by_the_prices_that_held_then() {
        prices();
        calls();
        Costs.Bill bill = bill();
        assertThat(bill.endpoints())
                .extracting(Costs.Line::name)
                .containsExactly("GET /orders of cost-shop", "GET /depth of cost-shop");
        assertThat(bill.endpoints())
                .extracting(Costs.Line::path)
                .containsExactly("endpoints/" + orders, "endpoints/" + depth);
        Spent ofOrders = bill.endpoints().getFirst().spent();
        assertThat(ofOrders.amount()).isCloseTo(32.02676, EXACTLY);
        assertThat(ofOrders.calls()).as("with 7 before there was a price").isEqualTo(77);
        assertThat(ofOrders.weight()).isEqualTo(77);
        assertThat(ofOrders.gigabytes()).isCloseTo(1.0, EXACTLY);
        assertThat(ofOrders.hours()).isCloseTo(60 * HOURS, EXACTLY);
        Spent ofDepth = bill.endpoints().getLast().spent();
        assertThat(ofDepth.amount()).isCloseTo(15.31338, EXACTLY);
        assertThat(ofDepth.weight()).isEqualTo(150);
        assertThat(bill.spent().amount()).isCloseTo(47.34014, EXACTLY);
        assertThat(bill.upstreams()).singleElement().satisfies(each -> {
            assertThat(each.upstream().name()).isEqualTo("cost-shop");
            assertThat(each.month().amount()).isCloseTo(47.34014, EXACTLY);
            assertThat(each.price().perCall()).isEqualTo(0.2);
            assertThat(each.budget()).hasValue(50.0);
            assertThat(each.forecast()).as("of no whole day before").isEmpty();
        });
    }

    /** 20 calls that would have cost 2.00 + 0.20 + 0.40 + 20 × 0.360446, and 5 that would have cost 1.00 + 0.10. */
    @Test
    void what_the_cache_saved_is_what_its_answers_would_have_cost() {
        prices();
        calls();
        Spent saved = bill().saved();
        assertThat(saved.amount()).isCloseTo(10.90892, EXACTLY);
        assertThat(saved.calls()).isEqualTo(25);
        assertThat(saved.gigabytes()).isCloseTo(0.3, EXACTLY);
        assertThat(saved.hours()).isCloseTo(20 * HOURS, EXACTLY);
    }

    /** Of the orders the bot had three quarters of the calls, and all of the depth. */
    @Test
    void what_each_caller_cost_is_its_share_of_the_calls_of_each_endpoint() {
        prices();
        calls();
        caller("bot", orders, 10, 20);
        caller("bot", orders, 11, 10);
        caller("job", orders, 10, 10);
        caller("bot", depth, 10, 3);
        Costs.Bill bill = bill();
        assertThat(bill.callers()).extracting(Costs.Line::name).containsExactly("bot", "job");
        assertThat(bill.callers())
                .extracting(Costs.Line::path)
                .containsExactly("insight/usage?caller=bot", "insight/usage?caller=job");
        Spent bot = bill.callers().getFirst().spent();
        assertThat(bot.amount()).isCloseTo(0.75 * 32.02676 + 15.31338, EXACTLY);
        assertThat(bot.calls()).isCloseTo(0.75 * 77 + 30, EXACTLY);
        assertThat(bill.callers().getLast().spent().amount()).isCloseTo(0.25 * 32.02676, EXACTLY);
    }

    /**
     * Refused were 10 for 1.00 + 0.10 + 10 × 0.360446, and 5 failed for half of that. The retry, before 10:30, had a body of 1 MB
     * and was there for 36 s: 0.10 + 0.01 + 0.002 + 0.36; the duplicate, after it, had one as well: 0.20 + 0.001.
     */
    @Test
    void what_was_wasted_is_what_refusals_failures_retries_and_duplicates_cost_when_they_were_made() {
        prices();
        calls();
        past.keep(List.of(
                call("09:59:00", -1, Outcome.FAILED),
                call("09:59:02", -1, Outcome.SERVED),
                call("10:10:00", 0, Outcome.FAILED),
                call("10:10:04", 0, Outcome.SERVED),
                call("11:00:00", 0, Outcome.SERVED),
                call("11:00:00.500", 0, Outcome.SERVED),
                call("11:00:00.900", 0, Outcome.CACHED),
                call("12:00:00", 0, Outcome.SERVED)));
        Costs.Bill bill = bill();
        assertThat(bill.refused().amount()).isCloseTo(4.70446, EXACTLY);
        assertThat(bill.refused().calls()).isEqualTo(10);
        assertThat(bill.failed().amount()).isCloseTo(2.35223, EXACTLY);
        assertThat(bill.again().looked()).as("of the last day").isEqualTo(6);
        assertThat(bill.wasted()).singleElement().satisfies(waste -> {
            assertThat(waste.name()).isEqualTo("GET /orders of cost-shop");
            assertThat(waste.path()).isEqualTo("endpoints/" + orders);
            assertThat(waste.again().retries()).isEqualTo(1);
            assertThat(waste.again().retried().amount()).isCloseTo(0.472, EXACTLY);
            assertThat(waste.again().duplicates()).isEqualTo(1);
            assertThat(waste.again().doubled().amount()).isCloseTo(0.201, EXACTLY);
            assertThat(waste.amount()).isCloseTo(4.70446 + 2.35223 + 0.472 + 0.201, EXACTLY);
        });
    }

    /** Each of the 28 days before cost 10, and this one 4 until six in the evening. */
    @Test
    void the_month_s_end_is_foretold_from_the_whole_days_before() {
        table.set(new Price(shop.id(), at(DAY.minusDays(28), "00:00:00"), 1, 0, 0, 0, "ops"));
        for (int back = 1; back <= 28; back++) {
            served(orders, at(DAY.minusDays(back), "12:00:00"), 10);
        }
        served(orders, at(DAY, "12:00:00"), 4);
        double spent = 10 * Math.min(28, DAY.getDayOfMonth() - 1) + 4;
        assertThat(bill().upstreams()).singleElement().satisfies(each -> {
            assertThat(each.month().amount()).isCloseTo(spent, EXACTLY);
            assertThat(each.forecast()).hasValueSatisfying(forecast -> {
                assertThat(forecast.expected())
                        .isCloseTo(spent + 10 * 0.25 + 10 * (DAY.lengthOfMonth() - DAY.getDayOfMonth()), EXACTLY);
                assertThat(forecast.low()).isCloseTo(forecast.expected(), EXACTLY);
                assertThat(forecast.days()).isEqualTo(28);
            });
        });
    }

    @Test
    void what_is_out_of_sight_is_in_no_sum() {
        prices();
        Upstream other = upstream("cost-elsewhere", "cost-other");
        table.set(new Price(other.id(), at(DAY, "00:00:00"), 1000, 0, 0, 0, "ops"));
        long hidden = endpoints.resolve(other.id(), "GET", "/hidden").id();
        past.add(other.id(), hidden, at(DAY, "12:00:00"), 10, 5, CALL);
        served(orders, at(DAY, "12:00:00"), 3);
        Costs.Bill bill = bill();
        assertThat(bill.endpoints()).extracting(Costs.Line::name).containsExactly("GET /orders of cost-shop");
        assertThat(bill.spent().amount()).isCloseTo(0.60, EXACTLY);
        assertThat(bill.wasted()).isEmpty();
    }

    private void prices() {
        table.set(new Price(shop.id(), at(DAY, "09:30:00"), 0.10, 0.01, 2, 36, "ops"));
        table.set(new Price(shop.id(), at(DAY, "10:30:00"), 0.20, 0, 1, 0, "ops"));
        table.setBudget(shop.id(), 50);
        catalog.apply(SettingChange.of(new Quota(
                0,
                shop.id(),
                "weights",
                true,
                null,
                QuotaScope.UPSTREAM,
                List.of(new QuotaWindow(WindowKind.ROLLING, 6000, Duration.ofMinutes(1))),
                List.of(new Cost("GET /depth", 5, null, List.of(), false)),
                0.02,
                0,
                Duration.ZERO,
                Duration.ofSeconds(30),
                WhenEmpty.QUEUE,
                Control.OFF,
                0)));
    }

    private void calls() {
        served(orders, at(DAY, "08:00:00"), 7);
        past.add(
                shop.id(),
                orders,
                at(DAY, "10:00:00"),
                new RecordedMinutes.Calls(
                        Map.of(
                                Outcome.SERVED, 40,
                                Outcome.QUEUED, 4,
                                Outcome.ABORTED_BY_CALLER, 1,
                                Outcome.FAILED, 5,
                                Outcome.REFUSED_BY_PROVIDER, 10,
                                Outcome.CACHED, 20,
                                Outcome.REFUSED_BY_US, 3),
                        100_000_000,
                        900_000_000,
                        CALL,
                        OWN));
        savedByCache("10:00:00", 200_000_000);
        served(depth, at(DAY, "10:00:00"), 30);
        past.add(
                shop.id(),
                orders,
                at(DAY, "10:40:00"),
                new RecordedMinutes.Calls(Map.of(Outcome.SERVED, 10, Outcome.CACHED, 5), 0, 300_000_000, CALL, OWN));
        savedByCache("10:40:00", 100_000_000);
    }

    private void served(long endpoint, Instant minute, int calls) {
        past.add(
                shop.id(), endpoint, minute, new RecordedMinutes.Calls(Map.of(Outcome.SERVED, calls), 0, 0, CALL, OWN));
    }

    private void savedByCache(String time, double bytes) {
        past.count(
                SeriesName.counter("cache.saved.bytes", "bytes").of(Subject.endpoint(orders, shop.id())),
                at(DAY, time),
                bytes);
    }

    private void caller(String name, long endpoint, int hour, long calls) {
        database.sql("insert into caller_hour (hour, upstream_id, endpoint_id, caller, calls, failed)"
                        + " values (:hour, :upstream, :endpoint, :caller, :calls, 0)")
                .param("hour", at(DAY, "%02d:00:00".formatted(hour)).atOffset(ZoneOffset.UTC))
                .param("upstream", shop.id())
                .param("endpoint", endpoint)
                .param("caller", name)
                .param("calls", calls)
                .update();
    }

    private CallSample call(String time, int days, Outcome outcome) {
        return new CallSample(
                at(DAY.plusDays(days), time),
                orders,
                shop.id(),
                "bot",
                "GET",
                "/orders?page=1",
                outcome == Outcome.FAILED ? 502 : 200,
                outcome,
                400_000,
                600_000,
                Duration.ZERO,
                Duration.ofSeconds(37),
                Duration.ofSeconds(1),
                null,
                Kept.EVERY);
    }

    /** As of six in the evening of that day. */
    private Costs.Bill bill() {
        Clock clock = Clock.fixed(at(DAY, "18:00:00"), ZoneOffset.UTC);
        Costs costs = new Costs(table, spending, callers, new Retries(singles, places, clock), places, audit, clock);
        return signedIn.ask("cora", () -> switch (costs.month()) {
            case Answer.Found<Costs.Bill>(Costs.Bill bill) -> bill;
            case Answer.Unavailable<Costs.Bill>(String reason) -> throw new AssertionError(reason);
        });
    }

    private Upstream upstream(String name, String environment) {
        return upstreams.add(TestUpstreams.in(environment, name, "http://127.0.0.1:9"));
    }

    private static Instant at(LocalDate day, String time) {
        return Instant.parse(day + "T" + time + "Z");
    }
}
