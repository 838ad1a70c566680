package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.ApplicationTest;
import io.zol0.alerts.Turning.Kind;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Subject;
import io.zol0.users.Itself;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationTest
class AlertsTests {
    private static final Measure MEASURE = Measure.of("test.figure");

    @Autowired
    private Alerts alerts;

    @Autowired
    private AlertBook book;

    @Autowired
    private AlertNews news;

    @Autowired
    private RuleTable rules;

    @Autowired
    private AlertTable table;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Rules service;

    @Autowired
    private Silences silenceService;

    @Autowired
    private SilenceTable silences;

    @Autowired
    private JdbcClient database;

    @AfterEach
    void tidy() {
        database.sql("delete from alert where rule_name = 'Test' or rule_id = 0")
                .update();
        database.sql("delete from alert_rule where name = 'Test'").update();
        database.sql("delete from silence").update();
        Itself.run(() -> upstreams.byName("test-shop").ifPresent(shop -> upstreams.remove(shop.id())));
    }

    @Test
    void one_fingerprint_is_one_alert_whose_repeats_are_counted() {
        Rule rule = rule(Severity.WARNING);
        keep(rule, Kind.BEGAN);
        keep(rule, Kind.BEGAN);
        keep(rule, Kind.AGAIN);
        Alert alert = only(rule);
        assertThat(alert.times()).isEqualTo(3);
        assertThat(alert.sentence()).contains("is 12").contains("above the level of 10");
        assertThat(alert.state()).isEqualTo(AlertState.OPEN);
    }

    @Test
    void what_comes_back_soon_is_the_same_alert_and_what_does_so_often_stays() {
        Rule rule = rule(Severity.WARNING);
        for (int i = 0; i < 5; i++) {
            keep(rule, Kind.BEGAN);
            keep(rule, Kind.ENDED);
        }
        Alert alert = only(rule);
        assertThat(alert.flapping()).isTrue();
        assertThat(alert.state()).as("it is damped").isEqualTo(AlertState.OPEN);
        assertThat(alert.times()).isEqualTo(5);
    }

    @Test
    void every_step_has_who_and_when() {
        Rule rule = rule(Severity.CRITICAL);
        keep(rule, Kind.BEGAN);
        long id = only(rule).id();
        Itself.run(() -> {
            alerts.acknowledge(List.of(id));
            alerts.assign(List.of(id), "ada");
            alerts.comment(id, "The provider knows.");
            alerts.snooze(List.of(id), Instant.now().plus(Duration.ofHours(1)));
            alerts.resolve(List.of(id));
        });
        assertThat(Itself.ask(() -> alerts.steps(id)))
                .extracting(AlertStep::kind)
                .containsExactly(
                        AlertStep.Kind.RAISED,
                        AlertStep.Kind.ACKNOWLEDGED,
                        AlertStep.Kind.ASSIGNED,
                        AlertStep.Kind.COMMENTED,
                        AlertStep.Kind.SNOOZED,
                        AlertStep.Kind.RESOLVED);
        assertThat(Itself.ask(() -> alerts.steps(id)))
                .extracting(AlertStep::who)
                .containsOnly("system");
        assertThat(only(rule).state()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void an_open_page_is_told_once_it_is_committed() {
        List<AlertsChanged> heard = new ArrayList<>();
        Rule rule = rule(Severity.INFO);
        keep(rule, Kind.BEGAN);
        Runnable leave = news.subscribe(heard::add);
        try {
            Itself.run(() -> alerts.acknowledge(List.of(only(rule).id())));
        } finally {
            leave.run();
        }
        assertThat(heard).hasSize(1);
    }

    @Test
    void a_silence_mutes_what_it_fits_and_ends() {
        Rule rule = rule(Severity.WARNING);
        Instant now = Instant.now();
        long id = silences.add(new Silence(
                0,
                false,
                rule.id(),
                "",
                0,
                "",
                Severity.WARNING,
                now.minusSeconds(60),
                now.plusSeconds(600),
                false,
                ZoneOffset.UTC,
                null,
                "work",
                "ada",
                1));
        AlertBook.Kept kept = keep(rule, Kind.BEGAN);
        assertThat(kept.raised()).as("nobody is told").isEmpty();
        assertThat(only(rule).silenceId()).isEqualTo(id);
        silences.end(id, Instant.now());
        keep(rule, Kind.GOES_ON);
        assertThat(only(rule).isQuiet()).isFalse();
    }

    @Test
    void a_silence_holds_at_once_for_what_is_there_and_its_end_too() {
        Rule rule = rule(Severity.WARNING);
        keep(rule, Kind.BEGAN);
        Silence draft = silence(rule.id());
        assertThat(Itself.ask(() -> silenceService.fitting(draft))).isEqualTo(1);
        Silence made = Itself.ask(() -> silenceService.save(draft));
        assertThat(only(rule).silenceId()).isEqualTo(made.id());
        assertThat(Itself.ask(() -> alerts.steps(only(rule).id())))
                .extracting(AlertStep::kind)
                .endsWith(AlertStep.Kind.SILENCED);
        assertThatThrownBy(() -> Itself.ask(() -> silenceService.save(new Silence(
                        made.id(),
                        false,
                        0,
                        "",
                        0,
                        "",
                        Severity.INFO,
                        made.beginsAt(),
                        made.endsAt(),
                        false,
                        made.zone(),
                        null,
                        "other",
                        "",
                        99))))
                .isInstanceOf(SilenceChanged.class);
        Itself.run(() -> silenceService.end(made.id()));
        assertThat(only(rule).silenceId()).isZero();
        assertThat(Itself.ask(() -> silenceService.byId(made.id()))
                        .orElseThrow()
                        .nextSpan(Instant.now()))
                .isEmpty();
    }

    @Test
    void a_silence_of_another_rule_or_of_less_severe_alerts_mutes_nothing() {
        Rule rule = rule(Severity.CRITICAL);
        keep(rule, Kind.BEGAN);
        Itself.ask(() -> silenceService.save(silence(rule.id() + 1)));
        assertThat(only(rule).silenceId()).isZero();
        Silence mild = silence(rule.id());
        Itself.ask(() -> silenceService.save(new Silence(
                0,
                false,
                rule.id(),
                "",
                0,
                "",
                Severity.WARNING,
                mild.beginsAt(),
                mild.endsAt(),
                false,
                mild.zone(),
                null,
                "mild",
                "",
                1)));
        assertThat(only(rule).silenceId()).isZero();
    }

    @Test
    @WithMockUser(roles = "OPERATOR")
    void who_sees_only_some_environments_silences_nothing_of_all() {
        assertThatThrownBy(() -> silenceService.save(silence(0))).isInstanceOf(AccessDeniedException.class);
    }

    private static Silence silence(long ruleId) {
        Instant now = Instant.now();
        return new Silence(
                0,
                false,
                ruleId,
                "",
                0,
                "",
                Severity.CRITICAL,
                now.minusSeconds(1),
                now.plusSeconds(600),
                false,
                ZoneOffset.UTC,
                null,
                "work",
                "",
                1);
    }

    @Test
    void a_storm_is_bounded_and_said() {
        Rule rule = rule(Severity.WARNING);
        List<Turning> storm = LongStream.range(0, 2_500)
                .mapToObj(i -> new Turning(Kind.BEGAN, rule, new Target(Subject.WHOLE, "caller " + i), 12, 12, 0, 0))
                .toList();
        AlertBook.Kept kept = Itself.ask(() -> book.keep(storm, rules.all()));
        assertThat(kept.left()).hasSize(500);
        assertThat(kept.raised()).hasSize(100);
        assertThat(kept.count()).isEqualTo(2_000);
        assertThat(Itself.ask(() -> alerts.page(
                        new AlertFilter(AlertFilter.CURRENT.states(), Severity.CRITICAL, "500 more conditions", true),
                        0,
                        10)))
                .hasSize(1);
    }

    @Test
    void a_dead_upstream_explains_the_slowness_of_its_endpoints_and_they_are_one_incident() {
        Upstream shop = upstream();
        Rule down =
                rules.byId(rules.add(rule("calls.errors", Severity.CRITICAL))).orElseThrow();
        Rule slow = rules.byId(rules.add(rule("calls.p95", Severity.WARNING))).orElseThrow();
        Target endpoint = Target.of(Subject.endpoint(4_711, shop.id()));
        keep(slow, endpoint, Kind.BEGAN);
        assertThat(only(slow).inhibitedBy()).isZero();
        AlertBook.Kept kept = keep(down, Target.of(Subject.upstream(shop.id())), Kind.BEGAN);
        assertThat(kept.raised()).extracting(Alert::ruleId).containsExactly(down.id());
        Alert explained = only(slow);
        assertThat(explained.inhibitedBy()).isEqualTo(only(down).id());
        assertThat(explained.isQuiet()).isTrue();
        assertThat(explained.incidentId()).isNotZero().isEqualTo(only(down).incidentId());
        assertThat(Itself.ask(() -> alerts.together(explained)))
                .extracting(Alert::ruleId)
                .containsExactly(down.id());
        keep(down, Target.of(Subject.upstream(shop.id())), Kind.ENDED);
        assertThat(only(slow).isQuiet()).as("what explained it is over").isFalse();
    }

    @Test
    void the_more_severe_of_two_alerts_of_the_same_figure_explains_the_other() {
        Upstream shop = upstream();
        Rule slow = rules.byId(rules.add(rule("calls.p95", Severity.WARNING))).orElseThrow();
        Rule slower =
                rules.byId(rules.add(rule("calls.p95", Severity.CRITICAL))).orElseThrow();
        Target endpoint = Target.of(Subject.endpoint(4_712, shop.id()));
        keep(slow, endpoint, Kind.BEGAN);
        keep(slower, endpoint, Kind.BEGAN);
        assertThat(only(slow).inhibitedBy()).isEqualTo(only(slower).id());
        assertThat(only(slower).isQuiet()).isFalse();
    }

    @Test
    void what_has_been_over_for_as_long_as_alerts_are_kept_is_removed_with_its_steps() {
        Rule rule = rule(Severity.WARNING);
        keep(rule, Kind.BEGAN);
        keep(rule, Kind.ENDED);
        long id = only(rule).id();
        AlertRetention retention =
                new AlertRetention(database, new AlertSettings(Duration.ofDays(90)), Clock.systemUTC());
        retention.cut();
        assertThat(Itself.ask(() -> alerts.byId(id))).isPresent();
        database.sql("update alert set resolved_at = now() - interval '91 days' where id = " + id)
                .update();
        assertThat(retention.cut()).isPositive();
        assertThat(Itself.ask(() -> alerts.byId(id))).isEmpty();
        assertThat(database.sql("select count(*) from alert_step where alert_id = " + id)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> new AlertSettings(Duration.ZERO)).hasMessageContaining("from 1d to 3653d");
    }

    @Test
    void a_remedy_is_offered_applied_once_asked_for_and_a_step_of_the_alert() {
        Rule rule = rule(Severity.WARNING);
        keep(rule, Kind.BEGAN);
        long id = only(rule).id();
        AlertRemedies remedies =
                new AlertRemedies(table, () -> List.of(new RaiseLimit(rule.id())), event -> {}, Clock.systemUTC());
        assertThat(Itself.ask(() -> remedies.against(id)))
                .extracting(Remedy::title)
                .containsExactly("raise the limit to 94 a minute");
        String done = transaction.execute(status -> Itself.ask(() -> remedies.apply(id, "test/1")));
        assertThat(done).isEqualTo("The limit is 94 a minute now.");
        assertThat(Itself.ask(() -> alerts.steps(id)))
                .extracting(AlertStep::kind)
                .endsWith(AlertStep.Kind.REMEDIED);
        assertThatThrownBy(() -> Itself.ask(() -> remedies.apply(id, "test/2"))).isInstanceOf(RemedyRefused.class);
    }

    /** Knows one remedy against the alerts of one rule. */
    private record RaiseLimit(long ruleId) implements Remedies {
        @Override
        public List<Remedy> against(Alert alert) {
            return alert.ruleId() == ruleId
                    ? List.of(new Remedy("test/1", "raise the limit to 94 a minute", "Waits fall from 31 % to 2 %."))
                    : List.of();
        }

        @Override
        public String apply(Alert alert, Remedy remedy) {
            return "The limit is 94 a minute now.";
        }
    }

    @Test
    void ten_thousand_in_a_minute_are_kept_in_rounds_and_read_page_by_page() {
        Rule rule = rule(Severity.WARNING);
        List<Turning> waiting = LongStream.range(0, 10_000)
                .mapToObj(i -> new Turning(Kind.BEGAN, rule, new Target(Subject.WHOLE, "caller " + i), 12, 12, 0, 0))
                .toList();
        for (int round = 0; round < 6 && !waiting.isEmpty(); round++) {
            List<Turning> now = waiting;
            waiting = Itself.ask(() -> book.keep(now, rules.all())).left();
        }
        AlertFilter ours = new AlertFilter(AlertFilter.CURRENT.states(), Severity.INFO, "test", true);
        assertThat(Itself.ask(() -> alerts.count(ours)))
                .as("as many as there may be")
                .isGreaterThanOrEqualTo(9_900);
        assertThat(Itself.ask(() -> alerts.page(ours, 9_000, 50))).hasSize(50);
        assertThat(Itself.ask(() -> alerts.newest(ours, null, 0, 50))).hasSize(50);
    }

    @Test
    @WithMockUser(roles = "VIEWER")
    void a_restricted_reader_sees_nothing_of_all_upstreams_together() {
        Rule rule = rules.byId(rules.add(rule("calls.rate", Severity.WARNING))).orElseThrow();
        Turning turning = new Turning(Kind.BEGAN, rule, Target.WHOLE, 12, 12, 100, 0);
        Itself.run(() -> book.keep(List.of(turning), rules.all()));
        assertThat(alerts.page(AlertFilter.ALL, 0, 100)).noneMatch(alert -> alert.ruleId() == rule.id());
        assertThat(only(rule).environment()).isEqualTo(Places.EVERYWHERE);
    }

    @Test
    void the_rules_that_come_with_it_are_right_by_themselves() {
        assertThat(ShippedRules.ALL)
                .allSatisfy(rule -> assertThat(RuleCheck.problems(rule)).isEmpty());
        assertThat(rules.all()).filteredOn(rule -> !rule.shipped().isEmpty()).hasSize(ShippedRules.ALL.size());
    }

    @Test
    void what_was_changed_of_a_rule_is_kept_with_who_and_goes_with_it() {
        Rule made = Itself.ask(() -> service.save(rule("calls.p95", Severity.WARNING)));
        Rule changed = Itself.ask(() -> service.save(made.withEnabled(false)));
        assertThat(Itself.ask(() -> service.changes(made.id())))
                .extracting(RuleChange::text)
                .containsExactly("switched on → off", "Made.");
        assertThat(Itself.ask(() -> service.changes(made.id())))
                .extracting(RuleChange::who)
                .containsOnly("system");
        assertThatThrownBy(() -> Itself.ask(() -> service.save(made))).isInstanceOf(RuleChanged.class);
        Itself.run(() -> service.remove(changed.id()));
        assertThat(rules.byId(made.id())).isEmpty();
        assertThat(rules.changes(made.id())).isEmpty();
    }

    @Test
    void how_often_a_rule_fires_is_told_beside_it() {
        Rule rule = rule(Severity.WARNING);
        keep(rule, Kind.BEGAN);
        assertThat(Itself.ask(alerts::byRule)).containsEntry(rule.id(), new RuleFirings(1, 1));
        keep(rule, Kind.ENDED);
        assertThat(Itself.ask(alerts::byRule)).containsEntry(rule.id(), new RuleFirings(0, 1));
    }

    private Rule rule(Severity severity) {
        return rules.byId(rules.add(rule(MEASURE.key(), severity))).orElseThrow();
    }

    private static Rule rule(String measure, Severity severity) {
        return new Rule(
                0,
                "",
                "Test",
                RuleKind.THRESHOLD,
                Measure.of(measure),
                Breadth.WHOLE,
                true,
                10,
                8,
                0,
                Duration.ofMinutes(1),
                Duration.ZERO,
                0,
                severity,
                "",
                0,
                "",
                "",
                true,
                1);
    }

    private AlertBook.Kept keep(Rule rule, Target target, Kind kind) {
        Turning turning = new Turning(kind, rule, target, kind == Kind.ENDED ? 5 : 12, 12, 0, 0);
        return Itself.ask(() -> book.keep(List.of(turning), rules.all()));
    }

    private Upstream upstream() {
        return Itself.ask(() -> upstreams.add(UpstreamDraft.of("test-shop", "https://shop.example")));
    }

    private AlertBook.Kept keep(Rule rule, Kind kind) {
        Turning turning = new Turning(kind, rule, Target.WHOLE, kind == Kind.ENDED ? 5 : 12, 12, 0, 0);
        return Itself.ask(() -> book.keep(List.of(turning), rules.all()));
    }

    private Alert only(Rule rule) {
        List<Alert> found = Itself.ask(() -> alerts.page(AlertFilter.ALL, 0, 1_000)).stream()
                .filter(alert -> alert.ruleId() == rule.id())
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
