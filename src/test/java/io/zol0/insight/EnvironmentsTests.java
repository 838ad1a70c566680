package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zol0.ApplicationTest;
import io.zol0.OwnTime;
import io.zol0.Zol0;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.TestUpstreams;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Answer;
import io.zol0.metrics.HandClock;
import io.zol0.metrics.History;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.LivedTime;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.users.AsItself;
import io.zol0.users.SignedInAs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;

/** Two environments through sixteen hours of calls: what is worse in one, and since when. */
@SpringBootTest(classes = Zol0.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({SignedInAs.class, OwnTime.class})
@ContextConfiguration(initializers = ApplicationTest.Installation.class)
@TestExecutionListeners(
        listeners = ApplicationTest.OwnLogins.class,
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
@AsItself
class EnvironmentsTests {
    private static final int MINUTES = 960;
    private static final int SLOW_FROM = 720;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private LiveMetrics live;

    @Autowired
    private SeriesRecorder recorder;

    @Autowired
    private History history;

    @Autowired
    private Environments environments;

    @Autowired
    private Happenings happenings;

    @Autowired
    private HandClock clock;

    private final Random random = new Random(3);
    private LivedTime time;

    @Test
    void what_became_slower_in_one_environment_is_listed_first_with_when_it_did_and_what_was_before() {
        time = new LivedTime(live, recorder);
        Upstream production = upstream("pair-production", "pair-production");
        Upstream staging = upstream("pair-staging", "pair-staging");
        Instant begin = clock.instant();
        for (int minute = 0; minute < MINUTES; minute++) {
            if (minute == SLOW_FROM - 5) {
                happenings.tell(
                        new Deployment(0, clock.instant(), "shop 2.0", "", "pair-staging", 0, "", ""), "pair-staging");
            }
            for (int call = 0; call < 3; call++) {
                call(production, "/orders", 30);
                call(staging, "/orders", minute >= SLOW_FROM ? 90 : 30);
                call(production, "/time", 10);
                call(staging, "/time", 10);
            }
            call(staging, "/only-here", 10);
            clock.pass(60);
            time.end(clock.instant());
        }
        clock.pass(60);
        time.end(clock.instant());
        await().until(() -> calls(production, begin) == 6L * MINUTES && calls(staging, begin) == 7L * MINUTES);

        List<Environments.Pair> pairs =
                found(environments.compare("pair-production", "pair-staging", Environments.Span.DAY));
        assertThat(pairs).extracting(Environments.Pair::name).containsExactly("GET /orders", "GET /time");
        assertThat(pairs).extracting(Environments.Pair::worse).containsExactly(true, false);
        Environments.Pair orders = pairs.getFirst();
        Instant slow = begin.plus(Duration.ofMinutes(SLOW_FROM));
        assertThat(orders.since())
                .hasValueSatisfying(since -> assertThat(since)
                        .isBetween(slow.minus(Duration.ofMinutes(15)), slow.plus(Duration.ofMinutes(15))));
        assertThat(orders.happenings()).extracting(Happening::sentence).anyMatch(told -> told.contains("shop 2.0"));
        assertThat(orders.p95().low()).isBetween(40.0, 80.0);
        assertThat(orders.p95().high()).isBetween(orders.p95().low(), 110.0);
        Environments.Pair same = pairs.getLast();
        assertThat(same.since()).isEmpty();
        assertThat(same.p95().low()).isLessThanOrEqualTo(0);
        assertThat(same.p95().high()).isGreaterThanOrEqualTo(0);
    }

    private Upstream upstream(String name, String environment) {
        return upstreams.add(TestUpstreams.in(environment, name, "http://127.0.0.1:9"));
    }

    private void call(Upstream upstream, String path, double millis) {
        Endpoint endpoint = endpoints.resolve(upstream.id(), "GET", path);
        double varying = millis * Math.exp(0.15 * random.nextGaussian());
        time.call(upstream.id(), endpoint.id(), Duration.ofNanos((long) (varying * 1e6)));
    }

    private long calls(Upstream upstream, Instant from) {
        return found(history.stats(new Scope.OfUpstream(upstream.id()), from, clock.instant()))
                .calls();
    }

    private static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new AssertionError(reason);
        };
    }
}
