package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRecordTests {

    /** Fetches at irregular times of something that changes by chance at a rate. */
    private static ChangeRecord watched(double changesPerSecond, int fetches, double meanSeconds, long seed) {
        Random random = new Random(seed);
        Changes changes = new Changes();
        for (int i = 0; i < fetches; i++) {
            double seconds = meanSeconds * (0.2 + 1.6 * random.nextDouble());
            changes.fetched(
                    Math.round(seconds * 1000), random.nextDouble() < -Math.expm1(-changesPerSecond * seconds), false);
        }
        return changes.record();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.1, 1, 3})
    void the_rate_of_changes_is_found_from_whether_there_was_one_in_each_span(double rate) {
        double sum = 0;
        for (int seed = 0; seed < 20; seed++) {
            sum += watched(rate, 1000, 1 / rate, seed).changesPerSecond().orElseThrow();
        }
        assertThat(sum / 20).isCloseTo(rate, within(rate * 0.06));
    }

    @Test
    void it_is_found_too_where_most_spans_are_long_or_short_against_it() {
        assertThat(watched(1, 5000, 3, 1).changesPerSecond().orElseThrow()).isCloseTo(1, within(0.2));
        assertThat(watched(1, 5000, 0.1, 1).changesPerSecond().orElseThrow()).isCloseTo(1, within(0.2));
    }

    @Test
    void a_change_in_every_span_gives_a_rate_that_is_high_and_finite() {
        Changes changes = new Changes();
        for (int i = 0; i < 100; i++) {
            changes.fetched(1000, true, false);
        }
        // By their equation for regular spans: -log(0.5 / 100.5) a second.
        assertThat(changes.record().changesPerSecond().orElseThrow()).isCloseTo(5.3, within(0.6));
    }

    @Test
    void what_never_changed_is_never_outdated() {
        Changes changes = new Changes();
        for (int i = 0; i < 100; i++) {
            changes.fetched(1000, false, false);
        }
        assertThat(changes.record().changesPerSecond().orElseThrow()).isZero();
        assertThat(changes.record().outdated(Duration.ofDays(1)).orElseThrow()).isZero();
    }

    @Test
    void the_share_of_outdated_answers_is_what_a_simulation_finds() {
        double rate = 0.1;
        ChangeRecord record = watched(rate, 20_000, 10, 3);
        Random random = new Random(4);
        for (int ttl : new int[] {1, 10, 60}) {
            int outdated = 0;
            for (int i = 0; i < 100_000; i++) {
                double age = random.nextDouble() * ttl;
                double change = -Math.log(1 - random.nextDouble()) / rate;
                outdated += change < age ? 1 : 0;
            }
            assertThat(record.outdated(Duration.ofSeconds(ttl)).orElseThrow())
                    .isCloseTo(outdated / 100_000.0, within(0.02));
        }
    }

    @Test
    void the_hit_rate_for_a_ttl_is_what_requests_by_chance_have() {
        Changes changes = new Changes();
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            changes.asked(Math.round(-Math.log(1 - random.nextDouble()) * 1000));
        }
        ChangeRecord record = changes.record();
        // With requests at rate r, a TTL of t has r t hits for each miss.
        assertThat(record.hitRate(Duration.ofSeconds(1)).orElseThrow()).isCloseTo(0.5, within(0.03));
        assertThat(record.hitRate(Duration.ofSeconds(9)).orElseThrow()).isCloseTo(0.9, within(0.02));
        assertThat(record.hitRate(Duration.ofMillis(111)).orElseThrow()).isCloseTo(0.1, within(0.03));
        double before = 0;
        for (int seconds = 1; seconds < 100; seconds++) {
            double rate = record.hitRate(Duration.ofSeconds(seconds)).orElseThrow();
            assertThat(rate).isGreaterThanOrEqualTo(before - 0.01);
            before = rate;
        }
    }

    @Test
    void first_requests_are_misses_whatever_the_ttl() {
        Changes changes = new Changes();
        for (int i = 0; i < 100; i++) {
            changes.asked(1000);
            changes.askedFirst();
        }
        assertThat(changes.record().hitRate(Duration.ofHours(1)).orElseThrow()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void with_too_little_seen_nothing_is_said() {
        ChangeRecord record = watched(1, ChangeRecord.LEAST - 1, 1, 1);
        assertThat(record.changesPerSecond()).isEmpty();
        assertThat(record.outdated(Duration.ofSeconds(1))).isEmpty();
        assertThat(record.hitRate(Duration.ofSeconds(1))).isEmpty();
        assertThat(watched(1, ChangeRecord.LEAST, 1, 1).changesPerSecond()).isPresent();
    }

    @Test
    void what_was_long_ago_counts_less_and_less() {
        Changes changes = new Changes();
        for (int i = 0; i < 100_000; i++) {
            changes.fetched(1000, true, false);
        }
        for (int i = 0; i < 100_000; i++) {
            changes.fetched(1000, false, false);
        }
        assertThat(changes.record().fetches()).isLessThan(50_000);
        assertThat(changes.record().changesPerSecond().orElseThrow()).isLessThan(0.1);
    }

    @Test
    void a_record_is_given_back_as_it_was() {
        ChangeRecord record = watched(1, 100, 1, 1);
        try (CacheFixture fixture = new CacheFixture()) {
            fixture.cache.restore(7, record);
            assertThat(fixture.cache.changes(7)).isEqualTo(record);
            assertThat(fixture.cache.changes(8)).isEqualTo(ChangeRecord.EMPTY);
        }
    }

    @Test
    void the_cache_notes_at_each_fetch_whether_the_body_changed() {
        try (CacheFixture fixture = new CacheFixture()) {
            CachePolicy own = CacheFixture.own(Duration.ofSeconds(1));
            fixture.answers("ETag", "\"a\"");
            for (int i = 0; i < 40; i++) {
                fixture.saying(i % 2 == 0 ? "even" : "odd")
                        .answers("Content-Type", "text/plain")
                        .get(own, "/changing");
                fixture.get(own, "/changing");
                fixture.wait(Duration.ofSeconds(2));
            }
            ChangeRecord record = fixture.cache.changes(1);
            assertThat(record.fetches()).isEqualTo(39);
            assertThat(record.changed().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(39);
            assertThat(record.requests()).isEqualTo(80);
            assertThat(record.first()).isEqualTo(1);
            for (int i = 0; i < 40; i++) {
                fixture.saying("same").answers("ETag", "\"a\"").get(own, "/still");
                fixture.wait(Duration.ofSeconds(2))
                        .answers(304, "ETag", "\"a\"")
                        .get(own, "/still");
                fixture.wait(Duration.ofSeconds(2));
            }
            assertThat(fixture.cache.changes(1).changed().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(39);
            assertThat(fixture.cache.changes(1).fetches()).isEqualTo(39 + 79);
        }
    }

    @Test
    void a_change_at_the_fetch_after_a_change_is_part_of_a_run_of_the_same_answer_only() {
        try (CacheFixture fixture = new CacheFixture()) {
            CachePolicy own = CacheFixture.own(Duration.ofSeconds(1));
            String[] bodies = {"a", "b", "c", "c", "c", "d"};
            for (String body : bodies) {
                // Of two that change by turns neither follows on the other.
                fixture.saying(body).answers("Content-Type", "text/plain").get(own, "/bursts");
                fixture.saying("always").answers("Content-Type", "text/plain").get(own, "/still");
                fixture.wait(Duration.ofSeconds(2));
            }
            ChangeRecord record = fixture.cache.changes(1);
            assertThat(record.fetches()).isEqualTo(10);
            // Fetched after a change: c, and c once more; of these the first was another.
            assertThat(record.afterChange()).isEqualTo(2);
            assertThat(record.again()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 304})
    void what_the_cache_fetches_for_nobody_is_no_request(int status) {
        try (CacheFixture fixture = new CacheFixture()) {
            CachePolicy stale = CacheFixture.origin(Duration.ofMinutes(1), Duration.ZERO, false, false);
            fixture.saying("same")
                    .answers("Cache-Control", "max-age=1", "ETag", "\"a\"")
                    .get(stale, "/x");
            fixture.after(Duration.ofSeconds(1)).answers(status, "Cache-Control", "max-age=1", "ETag", "\"a\"");
            for (int i = 0; i < 40; i++) {
                fixture.wait(Duration.ofSeconds(9)).get(stale, "/x");
                fixture.catchUp();
            }
            ChangeRecord record = fixture.cache.changes(1);
            assertThat(record.fetches()).isEqualTo(40);
            assertThat(record.requests()).isEqualTo(41);
            // A request every ten seconds but for the first: nine and the one that fetching anew takes.
            assertThat(record.asked().get(Spans.of(10_000))).isEqualTo(39);
            assertThat(record.asked().get(Spans.of(1_000))).isZero();
        }
    }

    @Test
    void a_confirmed_answer_ends_a_run() {
        try (CacheFixture fixture = new CacheFixture()) {
            CachePolicy own = CacheFixture.own(Duration.ofSeconds(1));
            for (String body : new String[] {"a", "b"}) {
                fixture.saying(body).answers("ETag", "\"" + body + "\"").get(own, "/x");
                fixture.wait(Duration.ofSeconds(2));
            }
            for (int i = 0; i < 2; i++) {
                fixture.answers(304, "ETag", "\"b\"").get(own, "/x");
                fixture.wait(Duration.ofSeconds(2));
            }
            ChangeRecord record = fixture.cache.changes(1);
            assertThat(record.afterChange()).isEqualTo(1);
            assertThat(record.again()).isZero();
        }
    }
}
