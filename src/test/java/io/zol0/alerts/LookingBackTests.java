package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;

import io.zol0.ApplicationTest;
import io.zol0.catalog.TestUpstreams;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.insight.Deployment;
import io.zol0.insight.Happenings;
import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.RecordedMinutes;
import io.zol0.metrics.Subject;
import io.zol0.users.AsItself;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Eight hours of which twenty minutes were bad, and what is made of them afterwards. */
@ApplicationTest
@AsItself
class LookingBackTests {
    private static final int MINUTES = 480;
    private static final int BAD_FROM = 400;
    private static final int BAD_UNTIL = 420;
    private static final long ENDPOINT = 990_001;

    @Autowired
    private BackTests tests;

    @Autowired
    private Explanations explanations;

    @Autowired
    private ErrorBudgets budgets;

    @Autowired
    private History history;

    @Autowired
    private AlertBook book;

    @Autowired
    private AlertTable alerts;

    @Autowired
    private RuleTable rules;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Happenings happenings;

    @Autowired
    private Measures measures;

    @Autowired
    private DataSource source;

    @Autowired
    private JdbcClient database;

    private Upstream shop;
    private Instant begin;

    @BeforeEach
    void record() {
        shop = upstreams.add(UpstreamDraft.of("past-shop", "https://shop.example"));
        begin = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(MINUTES));
        RecordedMinutes past = new RecordedMinutes(source);
        for (int minute = 0; minute < MINUTES; minute++) {
            boolean bad = minute >= BAD_FROM && minute < BAD_UNTIL;
            past.add(shop.id(), ENDPOINT, at(minute), 50, bad ? 40 : 0, Duration.ofMillis(bad ? 400 : 40 + minute % 3));
        }
    }

    @AfterEach
    void tidy() {
        database.sql("delete from alert where rule_name = 'Past'").update();
        database.sql("delete from alert_rule where name = 'Past'").update();
        upstreams.remove(shop.id());
        database.sql("delete from deployment").update();
    }

    @Test
    void a_back_test_finds_the_twenty_bad_minutes_whatever_it_is_judged_for() throws Exception {
        for (Breadth breadth : List.of(Breadth.UPSTREAM, Breadth.ENDPOINT)) {
            BackTest test = found(tests.of(rule(RuleKind.THRESHOLD, "calls.errors", breadth, 0.5, 0, 5)));
            assertThat(test.count()).as(breadth.words()).isEqualTo(1);
            BackTest.Firing firing = test.firings().getFirst();
            assertThat(firing.from()).isBetween(at(BAD_FROM + 1), at(BAD_FROM + 7));
            assertThat(firing.to()).isBetween(at(BAD_UNTIL), at(BAD_UNTIL + 7));
            assertThat(firing.worst()).isEqualTo(0.8);
            assertThat(test.recorded()).isBetween(Duration.ofMinutes(470), Duration.ofMinutes(481));
            assertThat(test.sentence()).contains("once in the ").contains("about 21");
            assertThat(test.points()).isNotEmpty();
        }
        assertThat(found(tests.of(rule(RuleKind.THRESHOLD, "calls.errors", Breadth.UPSTREAM, 0.9, 0, 5)))
                        .count())
                .as("a level that was never reached")
                .isZero();
        assertThat(found(tests.of(rule(RuleKind.THRESHOLD, "calls.p95", Breadth.UPSTREAM, 300, 0, 5)))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_figure_of_the_business_is_offered_to_rules_also_where_it_was_reported_days_ago() {
        database.sql("insert into series (id, name, kind, unit, subject_kind, subject_id, upstream_id, first_seen)"
                        + " values (?, 'business.nightly', 'GAUGE', 'EUR', 'WHOLE', 0, 0, now() - interval '9 days')")
                .param(4711L)
                .update();
        try {
            Measure offered = measures.all().stream()
                    .filter(each -> each.key().equals("business.nightly"))
                    .findFirst()
                    .orElseThrow();
            assertThat(offered.isOfBusiness()).isTrue();
            assertThat(offered.breadths()).containsExactly(Breadth.WHOLE);
            assertThat(offered.suffix()).isEqualTo("EUR");
            assertThat(measures.named("business.nightly")).isEqualTo(offered);
            assertThat(measures.named("business.never").key()).isEqualTo("business.never");
        } finally {
            database.sql("delete from series where id = ?").param(4711L).update();
        }
    }

    @Test
    void an_error_budget_would_have_burnt_and_what_is_left_of_it_is_drawn() throws Exception {
        Rule fast = rule(RuleKind.BURN_RATE, "calls.errors", Breadth.UPSTREAM, 14.4, 0.99, 60);
        assertThat(found(tests.of(fast)).count()).isEqualTo(1);
        List<ErrorBudget> all = budgets.of(fast) instanceof Answer.Found<List<ErrorBudget>>(List<ErrorBudget> value)
                ? value
                : List.of();
        assertThat(all).hasSize(1);
        ErrorBudget budget = all.getFirst();
        assertThat(budget.subject()).isEqualTo("past-shop");
        assertThat(budget.calls()).isEqualTo(MINUTES * 50L);
        assertThat(budget.failed()).isEqualTo(20 * 40L);
        assertThat(budget.left()).as("800 failed where 240 may").isLessThan(-2);
        assertThat(budget.line().getLast().left()).isEqualTo(budget.left());
        // One of its own: that of the rounds has maybe just asked, and asks once a minute.
        LongCounts longCounts = new LongCounts(history, Clock.systemUTC());
        longCounts.refresh();
        assertThat(longCounts.of(Subject.upstream(shop.id())).failed()).isEqualTo(800);
    }

    @Test
    void an_alert_says_what_was_changed_just_before() throws Exception {
        Instant began = at(BAD_FROM);
        told("trader 2.4.1 deployed", began.minus(Duration.ofMinutes(4)), "", "");
        told("shop 7 deployed", began.minus(Duration.ofMinutes(2)), "", "past-shop");
        told("too early", began.minus(Duration.ofMinutes(31)), "", "");
        told("after it", began.plus(Duration.ofMinutes(2)), "", "");
        Upstream other = upstreams.add(TestUpstreams.in("past-other", "past-other", "https://other.example"));
        told("elsewhere", began.minus(Duration.ofMinutes(1)), "past-other", "");
        told("of another", began.minus(Duration.ofMinutes(1)), "", "past-other");
        Alert alert = raised();
        // It began in the minute after, since the one that runs is not over.
        assertThat(alert.cause()).matches("shop 7 deployed [23] min before\\.");
        assertThat(around(alert).changes())
                .hasSize(2)
                .satisfies(first -> assertThat(first).isEqualTo(alert.cause()), atIndex(0))
                .satisfies(
                        then -> assertThat(then).matches("trader 2\\.4\\.1 deployed [45] min before\\."), atIndex(1));
        upstreams.remove(other.id());
    }

    private void told(String title, Instant at, String environment, String upstream) {
        happenings.tell(new Deployment(0, at, title, "", environment, 0, "", ""), upstream);
    }

    @Test
    void an_alert_says_how_unusual_it_is_and_what_moved_with_it() throws Exception {
        Surroundings around = around(raised());
        assertThat(around.unusual()).startsWith("Usually 0 %, never above 0 % in the ");
        assertThat(around.moved()).isNotEmpty();
        assertThat(around.moved().getFirst().name()).isEqualTo("p95 of past-shop");
        assertThat(around.moved().getFirst().coefficient()).isGreaterThan(0.99);
        assertThat(around.moved().getFirst().sentence()).contains("before, 4").contains("since (correlation 1.00");
        assertThat(around.changes()).isEmpty();
        assertThat(around.line()).hasSizeGreaterThan(60);
    }

    private Alert raised() {
        Rule rule = rules.byId(rules.add(rule(RuleKind.THRESHOLD, "calls.errors", Breadth.UPSTREAM, 0.5, 0, 5)))
                .orElseThrow();
        Turning turning = new Turning(
                Turning.Kind.BEGAN,
                rule,
                Target.of(Subject.upstream(shop.id())),
                0.8,
                0.8,
                50,
                Duration.ofMinutes(MINUTES - BAD_FROM).toNanos());
        book.keep(List.of(turning), rules.all());
        return alerts.unresolved().stream()
                .filter(each -> each.ruleId() == rule.id())
                .findFirst()
                .orElseThrow();
    }

    private Surroundings around(Alert alert) throws InterruptedException {
        return ((Answer.Found<Optional<Surroundings>>) explanations.of(alert.id()))
                .value()
                .orElseThrow();
    }

    private Instant at(int minute) {
        return begin.plus(Duration.ofMinutes(minute));
    }

    private static BackTest found(Answer<BackTest> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<BackTest>) answer).value();
    }

    private Rule rule(RuleKind kind, String measure, Breadth breadth, double level, double objective, long minutes) {
        return new Rule(
                0,
                "",
                "Past",
                kind,
                Measure.of(measure),
                breadth,
                true,
                level,
                level / 2,
                objective,
                Duration.ofMinutes(minutes),
                Duration.ofMinutes(1),
                20,
                Severity.WARNING,
                "",
                shop.id(),
                "",
                "",
                true,
                1);
    }
}
