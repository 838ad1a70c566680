package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.ApplicationTest;
import io.zol0.alerts.Alert;
import io.zol0.alerts.AlertState;
import io.zol0.alerts.Leadership;
import io.zol0.alerts.Measure;
import io.zol0.alerts.Remedy;
import io.zol0.alerts.RemedyRefused;
import io.zol0.alerts.Severity;
import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.ChangeOrigin;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.HistoryFilter;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.SettingId;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Subject;
import io.zol0.optimizer.RecommendationStep.Kind;
import io.zol0.users.Itself;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.PlatformTransactionManager;

/** The life of a recommendation in virtual time, with the production classes and a real database; only what is measured is told. */
@ApplicationTest
class LifeTests {
    private static final Instant BEGIN = Instant.parse("2026-11-26T12:00:00Z");

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private CachePolicies policies;

    @Autowired
    private Catalog catalog;

    @Autowired
    private RecommendationTable table;

    @Autowired
    private TrialTable trials;

    @Autowired
    private Subjects subjects;

    @Autowired
    private Recommendations recommendations;

    @Autowired
    private AutopilotTable autopilots;

    @Autowired
    private Autopilots guardrails;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private InForce inForce;

    @Autowired
    private Leadership leadership;

    @Autowired
    private DataSource database;

    private final World world = new World();
    private Bystander bystander = Bystander.NONE;
    private Connection leader;

    private Life life;
    private Finder finder;
    private Upstream upstream;
    private Endpoint endpoint;
    private Instant now = BEGIN;

    @BeforeEach
    void begin() throws SQLException {
        // Somebody else leads, so that only these rounds are made.
        leadership.close();
        leader = database.getConnection();
        leader.createStatement().execute("select pg_advisory_lock(hashtext('zol0 alerts'))");
        life = new Life(table, trials, catalog, subjects, world, inForce, bystander);
        finder = new Finder(List.of(), table, events);
        upstream = Itself.ask(() -> upstreams.add(UpstreamDraft.of("exchange", "http://localhost:1")));
        endpoint = Itself.ask(() -> endpoints.resolve(upstream.id(), "GET", "/statistics"));
        Itself.run(() -> catalog.apply(SettingChange.cachePolicy(upstream.id(), endpoint.id(), 0, ttl(1))));
    }

    @AfterEach
    void end() throws SQLException {
        Itself.run(() -> upstreams.all().forEach(each -> upstreams.remove(each.id())));
        leader.createStatement().execute("select pg_advisory_unlock(hashtext('zol0 alerts'))");
        leader.close();
    }

    @Test
    void advice_that_helps_is_tried_kept_and_watched_for_a_day() {
        long id = found(proposal(endpoint, 6));
        approve(id);
        rounds(Duration.ofMinutes(30));
        Recommendation kept = byId(id);
        assertThat(kept.verdict()).as(steps(id).toString()).isEqualTo(Verdict.KEEP);
        assertThat(kept.state()).isEqualTo(State.WATCHED);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(6));
        Trial trial = trial(id);
        assertThat(trial.total(Arm.TRIAL).aim()).isCloseTo(0.3, org.assertj.core.data.Offset.offset(0.01));
        assertThat(trial.total(Arm.CONTROL).aim()).isCloseTo(0.9, org.assertj.core.data.Offset.offset(0.01));
        assertThat(trial.effect().high()).isNegative();
        rounds(Duration.ofHours(25));
        assertThat(byId(id).state()).isEqualTo(State.DONE);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(6));
        assertThat(steps(id))
                .extracting(RecommendationStep::kind)
                .containsExactly(
                        RecommendationStep.Kind.FOUND,
                        RecommendationStep.Kind.APPROVED,
                        RecommendationStep.Kind.STARTED,
                        RecommendationStep.Kind.VERDICT,
                        RecommendationStep.Kind.WATCHED);
        assertThat(history()).isNotEmpty().allSatisfy(change -> {
            assertThat(change.origin()).isEqualTo(ChangeOrigin.OPTIMIZER);
            assertThat(change.who()).isEqualTo("optimizer");
            assertThat(change.reason()).isNotEmpty();
        });
    }

    @Test
    void slices_with_and_without_take_turns_and_say_how_many_of_how_many() {
        world.with = World.Shares.aim(0.85);
        long id = found(proposal(endpoint, 6));
        approve(id);
        rounds(Duration.ofMinutes(5));
        Trial trial = trial(id);
        assertThat(trial.slicesNeeded()).isPositive().isEqualTo(trial.slicesNeeded() / 4 * 4);
        assertThat(trial.slicesDone()).isBetween(1, trial.slicesNeeded() - 1);
        assertThat(trial.slices()).extracting(Slice::arm).startsWith(Arm.CONTROL, Arm.TRIAL, Arm.CONTROL, Arm.TRIAL);
        assertThat(trial.before().calls()).as("the hour before is kept").isPositive();
        assertThat(policy().ttl().toSeconds()).isEqualTo(trial.arm() == Arm.TRIAL ? 6 : 1);
    }

    @Test
    void harmful_advice_is_taken_back_by_itself_within_a_slice() {
        world.with = World.Shares.aim(0.3).failing(0.3);
        long id = found(proposal(endpoint, 6));
        approve(id);
        rounds(Duration.ofMinutes(4));
        Recommendation done = byId(id);
        assertThat(done.verdict()).as(steps(id).toString()).isEqualTo(Verdict.REVERT);
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(trial(id).slices().stream().filter(slice -> slice.arm() == Arm.TRIAL))
                .as("stopped in its first slice")
                .hasSize(1);
        assertThat(steps(id).getLast().text()).contains("Calls that failed");
    }

    @Test
    void refusals_slow_calls_and_outdated_answers_stop_a_trial_too() {
        for (World.Shares bad : List.of(
                World.Shares.aim(0.3).refused(0.05),
                new World.Shares(0.3, 0.01, 0, 0.2, 0.004),
                World.Shares.aim(0.3).outdated(0.05))) {
            world.with = bad;
            Endpoint other = Itself.ask(() -> endpoints.resolve(upstream.id(), "GET", "/other" + bad.hashCode()));
            long id = found(proposal(other, 6));
            approve(id);
            rounds(Duration.ofMinutes(4));
            assertThat(byId(id).verdict()).as(bad + " " + steps(id)).isEqualTo(Verdict.REVERT);
        }
    }

    @Test
    void a_figure_of_the_business_that_raises_an_alert_ends_a_trial_and_takes_it_back() {
        AtomicReference<Optional<String>> hurt = new AtomicReference<>(Optional.empty());
        bystander = since -> hurt.get();
        life = new Life(table, trials, catalog, subjects, world, inForce, bystander);
        long id = found(proposal(endpoint, 6));
        approve(id);
        roundsUntilInForce(id);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(6));

        hurt.set(Optional.of("Fewer orders than usual."));
        rounds(Meter.PIECE);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(byId(id).state()).isEqualTo(State.DONE);
        assertThat(byId(id).verdict()).as("nothing was shown of the prediction").isEqualTo(Verdict.ENDED);
        assertThat(steps(id).getLast().text()).isEqualTo("Fewer orders than usual.");
    }

    @Test
    void advice_without_effect_is_taken_back_undecided() {
        world.with = world.without;
        long id = found(proposal(endpoint, 6));
        approve(id);
        rounds(Duration.ofHours(4));
        assertThat(byId(id).verdict()).as(steps(id).toString()).isEqualTo(Verdict.UNDECIDED);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void advice_that_makes_it_worse_without_breaking_anything_is_taken_back() {
        world.without = World.Shares.aim(0.5);
        world.with = World.Shares.aim(0.6);
        long id = found(proposal(endpoint, 6));
        approve(id);
        rounds(Duration.ofHours(4));
        assertThat(byId(id).verdict()).as(steps(id).toString()).isIn(Verdict.REVERT, Verdict.UNDECIDED);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void with_no_calls_at_all_a_trial_waits_and_is_given_up_after_a_day() {
        world.callsPerSecond = 0;
        long id = found(proposal(endpoint, 6));
        approve(id);
        rounds(Duration.ofMinutes(5));
        assertThat(byId(id).state()).isEqualTo(State.APPROVED);
        now = Instant.now().plus(Duration.ofHours(25));
        rounds(Duration.ofSeconds(10));
        assertThat(byId(id).verdict()).isEqualTo(Verdict.ENDED);
        assertThat(steps(id).getLast().text()).startsWith("Too few calls");
    }

    @Test
    void calls_that_stop_during_a_trial_leave_it_undecided() {
        long id = found(proposal(endpoint, 6));
        approve(id);
        rounds(Duration.ofMinutes(3));
        world.callsPerSecond = 0;
        rounds(Duration.ofMinutes(30));
        assertThat(byId(id).verdict()).as(steps(id).toString()).isEqualTo(Verdict.UNDECIDED);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void calls_that_all_fail_either_way_are_not_blamed_on_the_advice() {
        world.without = world.without.failing(1);
        world.with = world.with.failing(1);
        long id = found(proposal(endpoint, 6));
        approve(id);
        rounds(Duration.ofMinutes(30));
        assertThat(byId(id).verdict()).as(steps(id).toString()).isEqualTo(Verdict.KEEP);
    }

    @Test
    void a_persons_change_ends_the_trial_and_stays() {
        long id = found(proposal(endpoint, 6));
        approve(id);
        roundsUntilInForce(id);
        long version = Itself.ask(() -> catalog.current(setting())).version();
        Itself.ask(
                "ada", () -> catalog.apply(SettingChange.cachePolicy(upstream.id(), endpoint.id(), version, ttl(3))));
        rounds(Duration.ofSeconds(10));
        Recommendation ended = byId(id);
        assertThat(ended.state()).isEqualTo(State.DONE);
        assertThat(ended.verdict()).isEqualTo(Verdict.ENDED);
        assertThat(steps(id).getLast().text()).startsWith("ada changed the setting");
        rounds(Duration.ofMinutes(10));
        assertThat(policy().ttl()).as("it is theirs").isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_restart_in_a_trial_repeats_the_slice_with_the_setting_as_it_was() {
        long id = found(proposal(endpoint, 6));
        approve(id);
        roundsUntilInForce(id);
        now = now.plus(Duration.ofHours(3));
        life = new Life(table, trials, catalog, subjects, world, inForce, bystander);
        rounds(Duration.ofSeconds(10));
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(trial(id).slices()).anyMatch(slice -> !slice.usable());
        rounds(Duration.ofMinutes(30));
        assertThat(byId(id).verdict()).isEqualTo(Verdict.KEEP);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void of_two_nodes_only_the_one_that_leads_moves_a_trial_on() throws SQLException {
        long id = found(proposal(endpoint, 6));
        approve(id);
        Pilot pilot = new Pilot(table, autopilots, inForce, events, transactions);
        Rounds here = new Rounds(leadership, pilot, life, finder, Clock.fixed(now, ZoneOffset.UTC));
        here.round();
        here.pass();
        assertThat(leadership.ask()).as("the other node has the lock").isEqualTo(Leadership.Lead.ELSEWHERE);
        assertThat(byId(id).state()).as("so nothing was done here").isEqualTo(State.APPROVED);
        assertThat(steps(id)).extracting(RecommendationStep::kind).containsOnly(Kind.FOUND, Kind.APPROVED);
        leader.createStatement().execute("select pg_advisory_unlock(hashtext('zol0 alerts'))");
        try {
            here.round();
            assertThat(leadership.ask()).isEqualTo(Leadership.Lead.HERE);
            assertThat(byId(id).state()).as("the other node is gone").isEqualTo(State.TRIAL);
        } finally {
            leadership.close();
            leader.createStatement().execute("select pg_advisory_lock(hashtext('zol0 alerts'))");
        }
    }

    @Test
    void a_clock_that_goes_back_does_not_count_a_slice_twice() {
        long id = found(proposal(endpoint, 6));
        approve(id);
        roundsUntilInForce(id);
        now = now.minus(Duration.ofHours(2));
        rounds(Duration.ofSeconds(10));
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
        rounds(Duration.ofMinutes(30));
        assertThat(byId(id).verdict()).isEqualTo(Verdict.KEEP);
    }

    @Test
    void what_is_in_force_and_the_setting_change_together_or_not_at_all() {
        long version = Itself.ask(() -> catalog.current(setting())).version();
        assertThatThrownBy(() -> Itself.run(() -> catalog.apply(
                        SettingChange.cachePolicy(upstream.id(), endpoint.id(), version, ttl(9)), change -> {
                            throw new IllegalStateException("the power went");
                        })))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Itself.ask(() -> catalog.current(setting())).version()).isEqualTo(version);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_removed_upstream_takes_its_trials_along() {
        long id = found(proposal(endpoint, 6));
        approve(id);
        roundsUntilInForce(id);
        Itself.run(() -> upstreams.remove(upstream.id()));
        rounds(Duration.ofMinutes(1));
        assertThat(Itself.ask(() -> table.byId(id))).isEmpty();
    }

    @Test
    void a_policy_taken_away_under_a_trial_ends_it() {
        long id = found(proposal(endpoint, 6));
        approve(id);
        roundsUntilInForce(id);
        long version = Itself.ask(() -> catalog.current(setting())).version();
        Itself.run(() -> catalog.apply(SettingChange.cachePolicy(upstream.id(), endpoint.id(), version, null)));
        rounds(Duration.ofMinutes(5));
        assertThat(byId(id).verdict()).isEqualTo(Verdict.ENDED);
        assertThat(policy()).isEqualTo(CachePolicy.OFF);
    }

    @Test
    void one_trial_of_an_upstream_at_a_time() {
        Endpoint other = Itself.ask(() -> endpoints.resolve(upstream.id(), "GET", "/other"));
        long first = found(proposal(endpoint, 6));
        long second = found(proposal(other, 20));
        approve(first);
        approve(second);
        rounds(Duration.ofMinutes(2));
        assertThat(List.of(byId(first).state(), byId(second).state()))
                .containsExactlyInAnyOrder(State.TRIAL, State.APPROVED);
        rounds(Duration.ofMinutes(60));
        assertThat(byId(second).verdict()).isEqualTo(Verdict.KEEP);
    }

    @Test
    void a_setting_has_one_recommendation_at_a_time_the_one_that_is_worth_most() {
        Itself.run(() -> finder.keep(List.of(worth(6, 10), worth(30, 99)), now));
        List<Recommendation> all = Itself.ask(() -> table.page(RecommendationFilter.OPEN, 0, 10));
        assertThat(all).hasSize(1);
        assertThat(((Advice.CacheTtl) all.getFirst().advice()).to()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Itself.ask(() -> table.add(worth(6, 10), now)))
                .as("the database says so too")
                .isZero();
    }

    @Test
    void what_was_dismissed_stays_away_until_its_evidence_is_another() {
        long id = found(proposal(endpoint, 6));
        Itself.run(() -> recommendations.dismiss(id, "Prices must be of this second."));
        Itself.run(() -> finder.keep(List.of(proposal(endpoint, 6)), now));
        assertThat(open()).isEmpty();
        Itself.run(() -> finder.keep(List.of(proposal(endpoint, 60)), now));
        assertThat(open()).as("the answers change ten times more seldom now").isPresent();
        assertThat(byId(id).state()).isEqualTo(State.DISMISSED);
    }

    @Test
    void what_is_not_found_again_is_no_longer_advised() {
        long id = found(proposal(endpoint, 6));
        now = now.plus(Finder.PATIENCE).plusSeconds(60);
        Itself.run(() -> finder.keep(List.of(), now));
        assertThat(byId(id).state()).isEqualTo(State.GONE);
    }

    @Test
    void a_regression_in_the_day_after_is_taken_back() {
        long id = found(proposal(endpoint, 6));
        approve(id);
        rounds(Duration.ofMinutes(30));
        assertThat(byId(id).state()).isEqualTo(State.WATCHED);
        world.with = world.with.failing(0.5);
        rounds(Duration.ofMinutes(60));
        assertThat(byId(id).verdict()).as(steps(id).toString()).isEqualTo(Verdict.REVERT);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void it_is_applied_at_once_where_somebody_says_so_and_compared_with_the_hour_before() {
        long id = found(proposal(endpoint, 6));
        Itself.run(() -> recommendations.approve(id, true));
        rounds(Duration.ofSeconds(20));
        assertThat(byId(id).state()).isEqualTo(State.WATCHED);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(6));
        world.with = World.Shares.aim(0.99);
        rounds(Duration.ofHours(2));
        assertThat(byId(id).verdict()).as(steps(id).toString()).isEqualTo(Verdict.REVERT);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void one_click_takes_a_trial_or_what_was_kept_back() {
        long id = found(proposal(endpoint, 6));
        approve(id);
        roundsUntilInForce(id);
        Itself.run(() -> recommendations.takeBack(id));
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(byId(id).verdict()).isEqualTo(Verdict.ENDED);
        assertThatThrownBy(() -> Itself.run(() -> recommendations.takeBack(id))).isInstanceOf(NotPossible.class);

        Endpoint other = Itself.ask(() -> endpoints.resolve(upstream.id(), "GET", "/other"));
        long kept = found(proposal(other, 6));
        approve(kept);
        rounds(Duration.ofHours(25));
        assertThat(byId(kept).state()).isEqualTo(State.DONE);
        Itself.run(() -> recommendations.takeBack(kept));
        assertThat(policies.policyOf(other.id(), upstream.id()))
                .as("it had none of its own")
                .isEqualTo(CachePolicy.OFF);
    }

    @Test
    void confidence_is_told_once_there_are_enough_verdicts() {
        long id = found(proposal(endpoint, 6));
        assertThat(Itself.ask(() -> recommendations.confidence(List.of(byId(id)))))
                .containsExactly(new Confidence.NotYet(0, Calibration.LEAST));
        approve(id);
        rounds(Duration.ofMinutes(30));
        ScoreCard card = Itself.ask(() -> recommendations.scoreCard());
        assertThat(card.trials()).isEqualTo(1);
        assertThat(card.kept()).isEqualTo(1);
        assertThat(card.brier()).as("one verdict says nothing").isNull();
    }

    @Test
    void the_autopilot_tries_within_its_guardrails_and_stops_in_a_freeze() {
        Pilot pilot = new Pilot(table, autopilots, inForce, events, transactions);
        long id = found(proposal(endpoint, 6));
        fly(pilot);
        assertThat(byId(id).state()).as("nobody set it").isEqualTo(State.FOUND);
        Autopilot off = Autopilot.off("production", upstream.id());
        Autopilot small =
                save(new Autopilot("production", upstream.id(), true, off.kinds(), 3, 0, 0, off.zone(), false, 0));
        fly(pilot);
        assertThat(byId(id).state()).as("six times is too large a step").isEqualTo(State.FOUND);
        Autopilot night = save(with(small, 10, 1, 5, false));
        fly(pilot);
        assertThat(byId(id).state()).as("it is noon").isEqualTo(State.FOUND);
        Autopilot open = save(with(night, 10, 0, 0, false));
        fly(pilot);
        roundsUntilInForce(id);
        assertThat(byId(id).byAutopilot()).isTrue();
        Endpoint other = Itself.ask(() -> endpoints.resolve(upstream.id(), "GET", "/other"));
        long second = found(proposal(other, 6));
        fly(pilot);
        assertThat(byId(second).state()).as("one of an upstream at a time").isEqualTo(State.FOUND);
        save(with(open, 10, 0, 0, true));
        fly(pilot);
        assertThat(byId(id).state()).isEqualTo(State.DONE);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(steps(id).getLast().who()).isEqualTo("autopilot");
    }

    @Test
    void an_alert_is_offered_what_betters_it_and_nothing_else_and_applying_it_keeps_watch() {
        long id = found(proposal(endpoint, 6));
        AlertAdvice remedies = new AlertAdvice(recommendations);
        Alert slow = alert("calls.p95", Subject.endpoint(endpoint.id(), upstream.id()));
        List<Remedy> offered = Itself.ask(() -> remedies.against(slow));
        assertThat(offered).extracting(Remedy::key).containsExactly("optimizer/" + id);
        assertThat(offered.getFirst().effect())
                .startsWith("30 % (25 % to 35 %)")
                .contains("0 of 20 verdicts");
        Endpoint other = Itself.ask(() -> endpoints.resolve(upstream.id(), "GET", "/other"));
        for (Alert unfit : List.of(
                alert("calls.errors", Subject.upstream(upstream.id())),
                alert("calls.p95", Subject.endpoint(other.id(), upstream.id())),
                alert("system.cpu", Subject.WHOLE))) {
            assertThat(Itself.ask(() -> remedies.against(unfit)))
                    .as(unfit.toString())
                    .isEmpty();
        }
        String done = Itself.ask(() -> remedies.apply(slow, offered.getFirst()));
        assertThat(done).contains("in force within ten seconds");
        rounds(Duration.ofSeconds(20));
        assertThat(byId(id).state()).isEqualTo(State.WATCHED);
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(6));
        assertThatThrownBy(() -> Itself.ask(() -> remedies.apply(slow, offered.getFirst())))
                .as("once is enough")
                .isInstanceOf(RemedyRefused.class);
    }

    private static Alert alert(String measure, Subject about) {
        return new Alert(
                1,
                1,
                "slow",
                Severity.WARNING,
                AlertState.OPEN,
                Measure.of(measure),
                "GET /statistics",
                about,
                "production",
                "",
                "It is slow.",
                "",
                5000,
                6000,
                5000,
                BEGIN,
                BEGIN,
                null,
                1,
                false,
                null,
                null,
                0,
                0,
                0);
    }

    private void fly(Pilot pilot) {
        Itself.ask(Finder.OPTIMIZER, () -> {
            pilot.round(now);
            return true;
        });
    }

    private Autopilot save(Autopilot autopilot) {
        return Itself.ask(() -> guardrails.save(autopilot));
    }

    private static Autopilot with(Autopilot of, double step, int from, int to, boolean frozen) {
        return new Autopilot(
                of.environment(), of.upstreamId(), true, of.kinds(), step, from, to, of.zone(), frozen, of.version());
    }

    private Proposal worth(int ttl, double value) {
        Proposal p = proposal(endpoint, ttl);
        return new Proposal(
                p.advice(),
                p.subject(),
                p.title(),
                p.because(),
                p.evidence(),
                p.effect(),
                p.probability(),
                value,
                p.risk());
    }

    private Proposal proposal(Endpoint of, int ttl) {
        return new Proposal(
                new Advice.CacheTtl(
                        upstream.id(),
                        of.id(),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ofSeconds(ttl),
                        Duration.ZERO),
                "GET " + of.template() + " of exchange",
                "Keep answers of GET %s for %d s instead of 1 s".formatted(of.template(), ttl),
                "It changes about every 5 min.",
                new Evidence(List.of(), List.of()),
                new Effect(Aim.TO_PROVIDER, 0.9, 0.3, 0.25, 0.35),
                0.9,
                1000,
                Risk.LOW);
    }

    private long found(Proposal proposal) {
        Itself.run(() -> finder.keep(List.of(proposal), now));
        return Itself.ask(() -> table.open(proposal.advice().setting()))
                .orElseThrow()
                .id();
    }

    private void approve(long id) {
        Itself.run(() -> recommendations.approve(id, false));
    }

    private void rounds(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            boolean onlyWatched = Itself.ask(() -> table.all(State.TRIAL).isEmpty()
                    && table.all(State.APPROVED).isEmpty());
            now = now.plus(onlyWatched ? Duration.ofSeconds(40) : Meter.PIECE);
            Itself.ask(Finder.OPTIMIZER, () -> {
                life.round(now);
                return true;
            });
        }
    }

    private void roundsUntilInForce(long id) {
        for (int i = 0;
                i < 100
                        && Itself.ask(() -> recommendations.trial(id))
                                .filter(trial -> trial.appliedChange() != 0)
                                .isEmpty();
                i++) {
            rounds(Meter.PIECE);
        }
        assertThat(policy().ttl()).isEqualTo(Duration.ofSeconds(6));
    }

    private Optional<Recommendation> open() {
        return Itself.ask(() -> table.open(setting()));
    }

    private Recommendation byId(long id) {
        return Itself.ask(() -> table.byId(id)).orElseThrow();
    }

    private Trial trial(long id) {
        return Itself.ask(() -> recommendations.trial(id)).orElseThrow();
    }

    private List<RecommendationStep> steps(long id) {
        return Itself.ask(() -> recommendations.steps(id));
    }

    private List<AppliedChange> history() {
        return Itself.ask(() -> catalog.history(HistoryFilter.of(setting()), 0, 200)).stream()
                .filter(change -> !change.who().equals("system"))
                .toList();
    }

    private SettingId setting() {
        return SettingId.cachePolicy(upstream.id(), endpoint.id());
    }

    private CachePolicy policy() {
        return policies.policyOf(endpoint.id(), upstream.id());
    }

    private static CachePolicy ttl(int seconds) {
        CachePolicy usual = CachePolicy.ORIGIN;
        return new CachePolicy(
                CacheMode.OWN_TTL,
                Duration.ofSeconds(seconds),
                "because",
                Duration.ZERO,
                Duration.ZERO,
                false,
                false,
                usual.priority(),
                true,
                usual.largestBody(),
                usual.leaderWait());
    }
}
