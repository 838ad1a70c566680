package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zol0.ApplicationTest;
import io.zol0.OwnTime;
import io.zol0.Zol0;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.insight.BudgetTime;
import io.zol0.insight.Costs;
import io.zol0.insight.Price;
import io.zol0.metrics.Answer;
import io.zol0.metrics.HandClock;
import io.zol0.metrics.History;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.LivedTime;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.Stats;
import io.zol0.users.AsItself;
import io.zol0.users.Itself;
import io.zol0.users.SignedInAs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;

/** From calls that cost something to the alert that the budget is spent, through the history, the series and the shipped rule. */
@SpringBootTest(classes = Zol0.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({SignedInAs.class, OwnTime.class})
@ContextConfiguration(initializers = ApplicationTest.Installation.class)
@TestExecutionListeners(
        listeners = ApplicationTest.OwnLogins.class,
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
@AsItself
class BudgetAlertTests {
    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private Costs costs;

    @Autowired
    private LiveMetrics live;

    @Autowired
    private SeriesRecorder recorder;

    @Autowired
    private SeriesHistory series;

    @Autowired
    private History history;

    @Autowired
    private RuleTable rules;

    @Autowired
    private Places places;

    @Autowired
    private LongCounts longCounts;

    @Autowired
    private Watchdogs watchdogs;

    @Autowired
    private AlertBook book;

    @Autowired
    private Alerts alerts;

    @Autowired
    private HandClock clock;

    @Autowired
    private ApplicationContext context;

    private LivedTime time;
    private Evaluator evaluator;
    private long nanos;

    @Test
    void a_budget_that_is_spent_raises_the_alert_of_the_shipped_rule() {
        time = new LivedTime(live, recorder);
        evaluator = new Evaluator(places);
        Upstream shop = upstreams.add(UpstreamDraft.of("budget-shop", "http://127.0.0.1:9"));
        Endpoint orders = endpoints.resolve(shop.id(), "GET", "/orders");
        Instant begin = clock.instant();
        costs.set(new Price(shop.id(), begin.minus(Duration.ofDays(40)), 0.5, 0, 0, 0, ""));
        costs.setBudget(shop.id(), 60);

        spend(orders, 100, begin);
        judge();
        assertThat(ofShop(shop)).as("50 of 60 are spent").isEmpty();

        spend(orders, 30, begin);
        judge();
        assertThat(ofShop(shop)).singleElement().satisfies(alert -> {
            assertThat(alert.ruleName()).isEqualTo("The budget is spent");
            assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(alert.sentence()).contains("budget-shop").contains("budget");
            assertThat(alert.value()).isBetween(1.08, 1.09);
        });
    }

    /** Calls of two minutes, and five minutes more until what they cost is known. */
    private void spend(Endpoint endpoint, int calls, Instant begin) {
        long before = calls(endpoint, begin);
        for (int call = 0; call < calls; call++) {
            time.call(endpoint.upstreamId(), endpoint.id(), Duration.ofMillis(20));
        }
        pass(Duration.ofMinutes(2));
        await().until(() -> calls(endpoint, begin) == before + calls);
        BudgetTime.pass(context);
        pass(Duration.ofMinutes(5));
    }

    private void pass(Duration some) {
        for (long piece = 0; piece < some.toSeconds() / 5; piece++) {
            clock.pass(5);
            time.end(clock.instant());
        }
    }

    /** Two minutes of rounds, in which a rule may last as long as it has to. */
    private void judge() {
        List<Rule> all = rules.all();
        List<Turning> turnings = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            nanos += Duration.ofSeconds(10).toNanos();
            turnings.addAll(evaluator.round(
                    all, new LiveReadout(live, series, recorder, places.upstreams(), longCounts, watchdogs), nanos));
        }
        Itself.ask(() -> book.keep(turnings, all));
    }

    private List<Alert> ofShop(Upstream shop) {
        return Itself.ask(() -> alerts.page(AlertFilter.CURRENT, 0, 100)).stream()
                .filter(alert -> alert.about().upstreamId() == shop.id())
                .filter(alert -> alert.measure().equals(Measure.of("cost.budget_used")))
                .toList();
    }

    private long calls(Endpoint endpoint, Instant begin) {
        return switch (history.stats(new Scope.OfEndpoint(endpoint.id()), begin, clock.instant())) {
            case Answer.Found<Stats>(Stats stats) -> stats.calls();
            case Answer.Unavailable<Stats>(String reason) -> throw new AssertionError(reason);
        };
    }
}
