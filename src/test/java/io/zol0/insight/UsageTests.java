package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Answer;
import io.zol0.metrics.MadeTimes;
import io.zol0.metrics.RecordedMinutes;
import io.zol0.metrics.Sketch;
import io.zol0.metrics.Spread;
import io.zol0.users.AsItself;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who calls, and what came and went, from minutes and hours whose numbers are known. */
@ApplicationTest
@AsItself
class UsageTests {
    @Autowired
    private Usage usage;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private DataSource source;

    @Autowired
    private JdbcClient database;

    private final Instant now = Instant.now();
    private Upstream shop;
    private Place place;

    @BeforeEach
    void set() {
        shop = upstreams.add(UpstreamDraft.of("used-shop", "http://127.0.0.1:9"));
        place = Place.upstream(shop.id(), shop.environment());
    }

    @AfterEach
    void remove() {
        upstreams.remove(shop.id());
    }

    @Test
    void endpoints_of_the_last_week_are_new_that_were_not_called_in_the_three_before_and_the_other_way_round() {
        assertThat(turnover().known()).as("before there are weeks to compare").isFalse();
        called("/new", 1, 30);
        assertThat(turnover().fresh()).isEmpty();
        called("/both", 1, 25);
        called("/both", 10, 25);
        called("/old", 10, 40);
        called("/rare", 1, 19);
        called("/gone-long-since", 30, 50);
        Usage.Turnover turnover = turnover();
        assertThat(turnover.known()).isTrue();
        assertThat(turnover.fresh()).containsExactly(new Usage.Seen(endpoint("/new"), "GET /new of used-shop", 30));
        assertThat(turnover.vanished()).containsExactly(new Usage.Seen(endpoint("/old"), "GET /old of used-shop", 40));
    }

    /** Of 0.6 and 0.4 now and 0.75 and 0.25 before, with one caller in common; by chance the root of 2 (1/100 + 1/400) / (8 ln 2). */
    @Test
    void callers_have_their_shares_of_the_last_day_and_the_distance_from_the_week_before() {
        caller("used-bot", 2, 60, 6);
        caller("used-job", 3, 40, 0);
        caller("used-bot", 50, 300, 0);
        caller("used-gone", 60, 100, 0);
        caller("used-job", 24 * 10, 1_000, 0);
        Sketch times = MadeTimes.of(Duration.ofMillis(5), Duration.ofMillis(7), Duration.ofMillis(90));
        database.sql("update caller_hour set sketch = :sketch where caller = 'used-bot'")
                .param("sketch", times.bytes())
                .update();
        Spread measured = Sketch.spread(List.of(times));
        assertThat(measured.p50()).isCloseTo(Duration.ofMillis(7), Duration.ofNanos(70_000));
        Usage.Callers callers = found(usage.callers(place));
        assertThat(callers.parts())
                .containsExactly(
                        new Usage.CallerPart("used-bot", "insight/usage?caller=used-bot", 60, 6, measured, 0.6),
                        new Usage.CallerPart("used-job", "insight/usage?caller=used-job", 40, 0, Spread.NONE, 0.4));
        assertThat(callers.distance()).isCloseTo(0.575347, within(1e-5));
        assertThat(callers.byChance()).isCloseTo(0.067144, within(1e-5));
        assertThat(callers.fresh()).containsExactly("used-job");
        assertThat(found(usage.called(place, "used-bot")))
                .containsExactly(
                        new Usage.Called(endpoint("/all"), "GET /all of used-shop", 60, 6, measured, 300 / 7.0));
    }

    private Usage.Turnover turnover() {
        return found(usage.turnover(place));
    }

    private void called(String path, int daysAgo, int calls) {
        new RecordedMinutes(source)
                .add(
                        shop.id(),
                        endpoint(path),
                        now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofDays(daysAgo)),
                        calls,
                        0,
                        Duration.ofMillis(5));
    }

    private void caller(String name, int hoursAgo, long calls, long failed) {
        database.sql("insert into caller_hour (hour, upstream_id, endpoint_id, caller, calls, failed)"
                        + " values (:hour, :upstream, :endpoint, :caller, :calls, :failed)")
                .param(
                        "hour",
                        now.truncatedTo(ChronoUnit.HOURS)
                                .minus(Duration.ofHours(hoursAgo))
                                .atOffset(ZoneOffset.UTC))
                .param("upstream", shop.id())
                .param("endpoint", endpoint("/all"))
                .param("caller", name)
                .param("calls", calls)
                .param("failed", failed)
                .update();
    }

    private long endpoint(String path) {
        return endpoints.resolve(shop.id(), "GET", path).id();
    }

    private static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new AssertionError(reason);
        };
    }
}
