package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Control.Mode;
import io.zol0.limits.HiddenProvider.Bucket;
import io.zol0.limits.HiddenProvider.Counted;
import io.zol0.limits.ProviderAnswer.Verdict;
import io.zol0.limits.Signal.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the operating level of a quota at work moves, with callers that wait and a provider that answers. */
class SteeringTests {
    private static final Preset ANY = PresetTests.shipped("generic");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final int CALLERS = 12;

    private final VirtualTime time = new VirtualTime();
    private final List<ControllerStep> steps = new ArrayList<>();
    private final Limits limits = new Limits(time, time::nanos, KeyHash.under(LimitsFixture.SECRET), steps::add);
    private final BanGuard guard = new BanGuard(limits::freeze, limits::thaw, BanStore.NONE, time);
    private Hearing hearing = new Hearing(1, ANY, List.of(), limits, guard);
    private double served;
    private int refused;

    // ---- on

    @Test
    void a_controller_that_is_on_follows_a_hidden_limit_down_and_up() {
        put(quota().control(Mode.ON, 0.1, 2));
        Bucket bucket = new Bucket(60, now -> now < 1200 ? 6 : 13);
        work(bucket, 300);
        assertThat(state().operatingLevel()).isBetween(320L, 400L);
        forget();
        work(bucket, 900);
        assertThat(served).isGreaterThan(0.94 * 6 * 900);
        assertThat(refused).isLessThan(40);

        work(bucket, 900);
        forget();
        work(bucket, 600);
        assertThat(served).isGreaterThan(0.92 * 13 * 600);
        assertThat(steps).allMatch(ControllerStep::applied).isNotEmpty();
        assertThat(steps.getFirst().reason()).startsWith("The provider refused ");
        assertThat(state().steps()).hasSizeLessThanOrEqualTo(20).endsWith(steps.getLast());
    }

    @Test
    void a_window_that_is_counted_in_the_open_is_used_to_its_end_without_a_ban() {
        put(quota().control(Mode.ON, 0.1, 2));
        Counted counted = new Counted(60, 5, now -> 8, now -> 0);
        work(counted, 300);
        forget();
        work(counted, 600);

        assertThat(served).isGreaterThan(0.95 * 8 * 600);
        assertThat(counted.bans).isZero();
        assertThat(state().estimate()).isNotNull().satisfies(estimate -> {
            assertThat(estimate.source()).isEqualTo(QuotaEstimate.Source.COUNT);
            assertThat(estimate.weight()).isBetween(470L, 480L);
        });
    }

    @Test
    void the_level_learned_outlives_an_edit_of_something_else_and_begins_anew_with_the_window() {
        put(quota().control(Mode.ON, 0.1, 2));
        work(new Bucket(60, now -> 6), 300);
        put(quota().control(Mode.ON, 0.1, 2).reserve(0.1));
        assertThat(state().operatingLevel()).isBetween(320L, 400L);
        put(quota().control(Mode.ON, 0.1, 1.5));
        assertThat(state().operatingLevel()).isBetween(320L, 400L);
        put(TestQuota.of(WindowKind.TOKEN_BUCKET, 900, MINUTE).control(Mode.ON, 0.1, 2));
        assertThat(state().operatingLevel()).isEqualTo(900);
    }

    @Test
    void calls_that_were_given_back_or_lost_hold_nobody() {
        put(quota().control(Mode.ON, 0.1, 2));
        for (int i = 0; i < 30; i++) {
            AskingCall call = ask();
            assertThat(call.isGranted()).isTrue();
            if (i % 2 == 0) {
                call.granted().giveBack();
            } else {
                hearing.abandoned(call.granted());
            }
            time.pass(Duration.ofMillis(200));
        }
    }

    @Test
    void time_outs_lower_the_level() {
        put(quota().control(Mode.ON, 0.1, 2));
        for (int i = 0; i < 60; i++) {
            AskingCall call = ask();
            time.pass(Duration.ofSeconds(1));
            if (call.isGranted()) {
                hearing.unanswered(call.granted());
            }
        }
        assertThat(state().operatingLevel()).isLessThan(120);
        assertThat(steps.getFirst().reason()).contains(" timed out; ");
    }

    // ---- advise

    @Test
    void one_that_advises_says_what_it_would_do_and_holds_nothing() {
        put(quota().control(Mode.ADVISE, 0.1, 2));
        work(new Counted(60, 1_000_000, now -> 20, now -> 0), 300);

        assertThat(state().operatingLevel()).isEqualTo(600);
        assertThat(state().estimate()).isNotNull();
        assertThat(steps).noneMatch(ControllerStep::applied);
    }

    @Test
    void a_dry_run_is_never_paced() {
        put(quota().control(Mode.ON, 0.1, 2).whenEmpty(WhenEmpty.SHADOW));
        for (int i = 0; i < 2_000; i++) {
            assertThat(ask().isGranted()).isTrue();
        }
    }

    // ---- off

    @Test
    void a_refusal_lowers_the_level_at_once_until_the_quota_is_saved_again() {
        put(quota());
        List<AskingCall> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(ask());
        }
        calls.forEach(call -> hearing.heard(call.granted(), refusal()));
        assertThat(state().operatingLevel())
                .as("to what was spent, once for all that were sent before")
                .isEqualTo(499);
        assertThat(steps).singleElement().satisfies(step -> {
            assertThat(step.reason())
                    .isEqualTo("The provider refused a call after 499 of 600 were spent; it stays lower until the"
                            + " quota is saved again.");
            assertThat(step.applied()).isTrue();
        });

        time.pass(MINUTE.plusSeconds(1));
        hearing.heard(ask().granted(), refusal());
        assertThat(state().operatingLevel()).as("by three tenths at most").isEqualTo(349);
        put(quota());
        assertThat(state().operatingLevel()).isEqualTo(600);
    }

    @Test
    void refusals_lower_no_further_than_to_the_floor() {
        put(quota().control(0.5, 1));
        for (int i = 0; i < 10; i++) {
            hearing.heard(ask().granted(), refusal());
            time.pass(MINUTE.plusSeconds(1));
        }
        assertThat(state().operatingLevel()).isEqualTo(300);
    }

    @Test
    void what_is_no_refusal_leaves_the_level_where_it_is() {
        put(quota());
        for (Meaning meaning : new Meaning[] {Meaning.FINE, Meaning.FAILED, Meaning.OVERLOADED, Meaning.FORBIDDEN}) {
            hearing.heard(ask().granted(), new Signal(meaning, null, false, null, List.of()));
        }
        hearing.unanswered(ask().granted());
        assertThat(state().operatingLevel()).isEqualTo(600);
        assertThat(steps).isEmpty();
    }

    // ---- after a restart

    @Test
    void a_controller_goes_on_from_the_level_that_was_learned() {
        put(quota().control(Mode.ON, 0.1, 2));
        work(new Bucket(60, now -> 6), 300);
        int cold = refused;
        Limits.Level learned = limits.levels().getFirst();
        assertThat(learned.weight()).isBetween(320L, 400L);

        limits.remove(1);
        put(quota().control(Mode.ON, 0.1, 2));
        assertThat(state().operatingLevel()).isEqualTo(600);
        limits.resume(1, learned.version(), learned.weight());
        assertThat(state().operatingLevel()).isEqualTo(learned.weight());
        assertThat(steps.getLast().reason()).isEqualTo("ZoL0 was started again, and goes on where it was.");
        forget();
        work(new Bucket(60, now -> 6), 300);
        assertThat(refused).isLessThanOrEqualTo(cold);
        assertThat(served).isGreaterThan(0.9 * 6 * 300);

        forget();
        work(new Bucket(60, now -> 13), 900);
        assertThat(state().operatingLevel())
                .as("it finds more where there is more")
                .isGreaterThan(600);
    }

    @Test
    void what_a_refusal_lowered_stays_lower_until_the_quota_is_saved_again() {
        put(quota());
        long version = limits.levels().getFirst().version();
        limits.resume(1, version, 349);
        assertThat(state().operatingLevel()).isEqualTo(349);
        limits.resume(1, version, 900);
        assertThat(state().operatingLevel())
                .as("nobody learned that there is more")
                .isEqualTo(349);
        put(quota());
        assertThat(state().operatingLevel()).isEqualTo(600);
        limits.resume(1, version + 1, 349);
        limits.resume(2, version, 349);
        assertThat(state().operatingLevel()).as("of another quota").isEqualTo(600);
    }

    // ---- plumbing

    private static TestQuota quota() {
        return TestQuota.of(WindowKind.TOKEN_BUCKET, 600, MINUTE).from("generic");
    }

    private void put(TestQuota quota) {
        Quota made = quota.make();
        limits.put(made);
        hearing = new Hearing(1, ANY, List.of(made), limits, guard);
        time.run();
    }

    private AskingCall ask() {
        return new AskingCall(time).ask(limits);
    }

    private QuotaState state() {
        return limits.state(1).orElseThrow();
    }

    private static Signal refusal() {
        return new Signal(Meaning.REFUSED, null, false, null, List.of());
    }

    private void forget() {
        served = 0;
        refused = 0;
    }

    /** Callers of which each asks again as soon as it is answered. */
    private void work(HiddenProvider provider, double seconds) {
        long end = time.nanos() + ControlledCalls.nanos(seconds);
        boolean[] goes = {true};
        for (int i = 0; i < CALLERS; i++) {
            call(provider, goes);
        }
        while (time.nanos() < end) {
            time.pass(TICK);
        }
        goes[0] = false;
        time.pass(Duration.ofSeconds(70));
    }

    private void call(HiddenProvider provider, boolean[] goes) {
        AskingCall call = new AskingCall(time);
        call.then(() -> told(call, provider, goes)).ask(limits);
        if (!call.waits()) {
            told(call, provider, goes);
        }
    }

    private void told(AskingCall call, HiddenProvider provider, boolean[] goes) {
        if (!goes[0]) {
            return;
        }
        if (!call.isGranted()) {
            time.after(TICK.toNanos(), () -> call(provider, goes));
            return;
        }
        ProviderAnswer answer = provider.get(time.nanos() / 1e9, 1);
        if (answer.verdict() == Verdict.SERVED) {
            served++;
        } else {
            refused++;
        }
        time.after(answer.roundTrip().toNanos(), () -> {
            hearing.heard(call.granted(), signal(answer));
            if (goes[0]) {
                call(provider, goes);
            }
        });
    }

    private Signal signal(ProviderAnswer answer) {
        Instant until = answer.retryAfter() == null ? null : time.instant().plus(answer.retryAfter());
        List<Count> counts = Double.isNaN(answer.used())
                ? List.of()
                : List.of(new Count(
                        ANY.quotas().getFirst().name(),
                        MINUTE,
                        (long) answer.used(),
                        Signal.UNKNOWN,
                        Signal.UNKNOWN,
                        null));
        Meaning meaning = switch (answer.verdict()) {
            case SERVED -> Meaning.FINE;
            case REFUSED -> Meaning.REFUSED;
            case BANNED -> Meaning.BANNED;
            case TIMED_OUT, LOST -> Meaning.FAILED;
        };
        return new Signal(meaning, until, false, null, counts);
    }
}
