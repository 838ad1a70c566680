package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.metrics.Outcome;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Spread;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import io.zol0.metrics.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HealthTermsTests {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Place SHOP = Place.upstream(3, "production");
    private static final Baseline.Usual NEVER = new Baseline.Usual(Double.NaN, 0, "hours");

    @Test
    void few_calls_leave_out_what_they_say_nothing_of() {
        Measured measured = measure(SHOP, calls(19, 0, 50), NEVER, new Recorded());
        assertThat(measured.figures()).containsOnlyKeys(Term.DATA);
        assertThat(measured.why().get(Term.FAILED)).isEqualTo("19 calls ended in 15 minutes, and 20 are needed.");
    }

    @Test
    void a_p95_of_six_times_the_usual_is_said_with_both() {
        Measured measured = measure(SHOP, calls(100, 3, 300), new Baseline.Usual(50, 12, "hours"), new Recorded());
        assertThat(measured.figures().get(Term.BASELINE).value()).isCloseTo(6, within(1e-9));
        assertThat(measured.figures().get(Term.BASELINE).words())
                .isEqualTo("p95 300 ms, usually 50 ms (median of 12 hours)");
        assertThat(measured.figures().get(Term.FAILED).value()).isEqualTo(3);
    }

    @Test
    void the_p95_itself_and_what_either_side_refused_are_measured_in_percent_of_all_calls() {
        Duration time = Duration.ofMillis(450);
        Spread total = new Spread(200, time, time, time, time);
        Stats calls = new Stats(
                QUARTER,
                200,
                Map.of(),
                Map.of(Outcome.REFUSED_BY_PROVIDER, 5L, Outcome.REFUSED_BY_US, 30L),
                0,
                0,
                total,
                total,
                total);
        Map<Term, Measured.Figure> figures =
                measure(SHOP, calls, NEVER, new Recorded()).figures();
        assertThat(figures.get(Term.LATENCY).value()).isEqualTo(450);
        assertThat(figures.get(Term.REFUSED_BY_PROVIDER).value()).isEqualTo(2.5);
        assertThat(figures.get(Term.REFUSED_BY_PROVIDER).words()).isEqualTo("5 of 200 calls");
        assertThat(figures.get(Term.REFUSED_BY_US).value()).isEqualTo(15);
        assertThat(figures.get(Term.FAILED).value()).isZero();
    }

    @Test
    void hits_are_held_against_what_could_have_been_hits() {
        Recorded recorded = new Recorded();
        Subject shop = Subject.upstream(3);
        recorded.add("cache.asked", shop, counted(1000));
        recorded.add("cache.hits", shop, counted(60));
        recorded.add("cache.misses.uri_miss", shop, counted(920));
        recorded.add("cache.misses.stale", shop, counted(20));
        Measured measured = measure(SHOP, calls(1000, 0, 50), NEVER, recorded);
        assertThat(measured.figures().get(Term.CACHE).value()).isCloseTo(75, within(1e-9));
        recorded.add("cache.evicted", shop, counted(40));
        assertThat(measure(SHOP, calls(1000, 0, 50), NEVER, recorded)
                        .figures()
                        .get(Term.CACHE)
                        .value())
                .isCloseTo(50, within(1e-9));
    }

    @Test
    void the_machine_counts_for_everything_and_no_quota_for_a_single_endpoint() {
        Recorded recorded = new Recorded();
        recorded.add("system.cpu", Subject.WHOLE, gauge(90, 180));
        recorded.add("quota.left", Subject.quota(9, 3), gauge(0.4, 180));
        recorded.add("quota.left", Subject.quota(10, 3), gauge(0.1, 180));
        recorded.add("quota.left", Subject.quota(11, 4), gauge(0.01, 180));
        recorded.add("system.memory.used", Subject.WHOLE, gauge(3e9, 180));
        recorded.add("system.memory.total", Subject.WHOLE, gauge(4e9, 180));
        Measured whole = measure(Place.EVERYTHING, calls(100, 0, 50), NEVER, recorded);
        assertThat(whole.figures().get(Term.CPU).value()).isEqualTo(90);
        assertThat(whole.figures().get(Term.MEMORY).value()).isEqualTo(75);
        Measured shop = measure(SHOP, calls(100, 0, 50), NEVER, recorded);
        assertThat(shop.why()).containsKey(Term.CPU);
        assertThat(shop.figures().get(Term.HEADROOM).value()).isCloseTo(10, within(1e-9));
        Measured endpoint = measure(Place.endpoint(77, 3, "production"), calls(100, 0, 50), NEVER, recorded);
        assertThat(endpoint.why()).containsKeys(Term.HEADROOM, Term.MEMORY);
    }

    @Test
    void gaps_in_what_was_recorded_show_as_data_quality() {
        Recorded recorded = new Recorded();
        recorded.add("jvm.threads", Subject.WHOLE, gauge(30, 90));
        assertThat(measure(SHOP, calls(100, 0, 50), NEVER, recorded)
                        .figures()
                        .get(Term.DATA)
                        .value())
                .isEqualTo(50);
    }

    @Test
    void time_under_a_ban_is_that_of_the_upstream_banned_longest() {
        Recorded recorded = new Recorded();
        List<SeriesPoint> bans = new ArrayList<>(gauge(0, 170));
        bans.addAll(gauge(1, 10));
        recorded.add("upstream.bans", Subject.upstream(3), bans);
        assertThat(measure(SHOP, calls(100, 0, 50), NEVER, recorded)
                        .figures()
                        .get(Term.BANNED)
                        .value())
                .isCloseTo(100.0 / 18, within(1e-9));
    }

    @Test
    void what_is_usual_is_the_median_of_hours_which_a_bad_one_does_not_move() {
        List<Tick> hours = new ArrayList<>();
        for (int i = 10; i >= 1; i--) {
            hours.add(new Tick(NOW.minus(Duration.ofHours(i)), calls(100, 0, i == 4 ? 9000 : 40 + i)));
        }
        Baseline.Usual usual = new Baseline(hours, List.of()).before(NOW);
        assertThat(usual.pieces()).isEqualTo(10);
        assertThat(usual.millis()).isBetween(44.0, 48.0);
        assertThat(new Baseline(hours, List.of())
                        .before(NOW.minus(Duration.ofHours(8)))
                        .millis())
                .isNaN();
    }

    @Test
    void before_there_are_three_hours_quarters_of_an_hour_say_what_is_usual() {
        List<Tick> quarters = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> new Tick(NOW.minus(QUARTER.multipliedBy(i)), calls(50, 0, 60)))
                .toList();
        Baseline.Usual usual = new Baseline(List.of(), quarters).before(NOW);
        assertThat(usual.millis()).isEqualTo(60);
        assertThat(usual.of()).isEqualTo("quarters of an hour");
    }

    private static Measured measure(Place place, Stats calls, Baseline.Usual usual, Recorded recorded) {
        return HealthTerms.of(place, Set.of(3L), calls, usual, recorded, 180, QUARTER);
    }

    private static List<SeriesPoint> counted(double sum) {
        return List.of(new SeriesPoint(NOW, 0, 0, 0, 0, sum));
    }

    private static List<SeriesPoint> gauge(double value, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> new SeriesPoint(NOW.plusSeconds(5L * i), value, value, value, value, 0))
                .toList();
    }

    static Stats calls(long calls, long failed, double p95) {
        Duration time = Duration.ofNanos((long) (p95 * 1e6));
        Spread total = new Spread(calls, time, time, time, time);
        return new Stats(QUARTER, calls, Map.of(), Map.of(Outcome.FAILED, failed), 0, 0, total, total, total);
    }
}
