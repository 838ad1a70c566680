package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.Zol0;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.LivedTime;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.users.AsItself;
import io.zol0.users.SignedInAs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;

/**
 * The whole of ZoL0 with its demo, under a clock that goes on when a minute of calls was recorded, as the gateway's loops record
 * them: a fault in one upstream is found to be what a figure of the business depends on,
 * and the health score names it.
 */
@SpringBootTest(classes = Zol0.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({SignedInAs.class, FaultFoundTests.OwnTime.class})
@ContextConfiguration(initializers = FaultFoundTests.WithDemo.class)
@TestExecutionListeners(
        listeners = ApplicationTest.OwnLogins.class,
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
@DirtiesContext
@AsItself
class FaultFoundTests {
    private static final int MINUTES = 240;
    private static final int FAULT_FROM = 225;
    private static final int LAG = 2;
    private static final int CALLS_A_MINUTE = 12;
    private static final String FILL_TIME = "business.order_fill_time";
    private static final SeriesKey FILLS = SeriesName.gauge(FILL_TIME, "ms").ofWhole();

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
    private Dependencies dependencies;

    @Autowired
    private Health health;

    @Autowired
    private Happenings happenings;

    @Autowired
    private HandClock clock;

    private final Random random = new Random(7);
    private final List<Integer> took = new ArrayList<>();
    private int latency;
    private Endpoint orders;
    private Endpoint depth;

    @Test
    void a_fault_in_one_upstream_is_the_first_dependency_and_the_health_score_names_it() {
        Upstream shop = upstreams.add(UpstreamDraft.of("shop", "http://127.0.0.1:9"));
        Upstream demo = upstreams.all().stream()
                .filter(each -> each.name().equals("demo"))
                .findFirst()
                .orElseThrow();
        orders = endpoints.resolve(shop.id(), "GET", "/orders");
        depth = endpoints.resolve(demo.id(), "GET", "/api/v3/depth");
        LivedTime time = new LivedTime(live, recorder);
        Instant begin = clock.instant();
        for (int minute = 0; minute < MINUTES; minute++) {
            if (minute == FAULT_FROM - 3) {
                happenings.tell(new Deployment(0, clock.instant(), "shop 2.0", "", "", 0, "", ""), "shop");
            }
            live(time, minute);
        }
        pass(time, Dependencies.SETTLING);
        until("all calls are in the history", () -> callsOfShop(begin) == (long) MINUTES * CALLS_A_MINUTE);
        Dependencies.Picture picture = found(dependencies.look(Dependencies.Span.QUARTER));
        isTheFirstDependency(picture);
        changedItsLevel(picture, begin.plus(Duration.ofMinutes(FAULT_FROM)));
        isNamedByTheScore(shop);
    }

    private static void isTheFirstDependency(Dependencies.Picture picture) {
        assertThat(picture.quantities())
                .as("the demo runs as well")
                .anyMatch(quantity -> quantity.words().startsWith("p95 of GET /api/v3/depth of demo"));
        Finding first = picture.findings().stream()
                .filter(finding -> finding.leader().measure().equals(FILL_TIME)
                        || finding.follower().measure().equals(FILL_TIME))
                .findFirst()
                .orElseThrow();
        assertThat(first.sentence())
                .startsWith("order fill time follows p95 of")
                .contains("shop by 2 min, ρ = 0.9");
        assertThat(first.lag()).isEqualTo(Duration.ofMinutes(LAG));
        assertThat(first.correlation().points()).isGreaterThan(MINUTES - 10);
    }

    /** Though it is a quarter of an hour old in six hours that are looked at. */
    private static void changedItsLevel(Dependencies.Picture picture, Instant at) {
        assertThat(picture.changes())
                .filteredOn(change -> change.quantity().words().startsWith("p95 of GET /orders"))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.at()).isBetween(at.minusSeconds(60), at.plusSeconds(60));
                    assertThat(change.after()).isGreaterThan(3 * change.before());
                    assertThat(change.happenings())
                            .extracting(Happening::sentence)
                            .containsExactly("shop 2.0");
                });
    }

    private void isNamedByTheScore(Upstream upstream) {
        HealthScore score =
                health.now("upstream-" + upstream.id()).orElseThrow().score();
        HealthScore.Part worst = score.worst().orElseThrow();
        assertThat(worst.term()).isEqualTo(Term.BASELINE);
        assertThat(worst.words()).startsWith("p95 2").contains("usually");
        assertThat(health.places())
                .filteredOn(each -> each.place().kind() == Place.Kind.UPSTREAM)
                .allSatisfy(each -> assertThat(each.score().worst().map(HealthScore.Part::term))
                        .as(each.name())
                        .matches(term -> each.name().equals("shop") == term.equals(Optional.of(Term.BASELINE))));
    }

    /** A minute of calls; what the business reports in it is what the shop took two minutes before, and some noise. */
    private void live(LivedTime time, int minute) {
        if (minute >= FAULT_FROM) {
            latency = 220 + random.nextInt(30);
        } else if (minute % 2 == 0) {
            latency = 5 + random.nextInt(40);
        }
        took.add(latency);
        recorder.set(FILLS, 100 + 2.0 * took.get(Math.max(0, minute - LAG)) + 4 * random.nextGaussian());
        for (int call = 0; call < CALLS_A_MINUTE; call++) {
            record(time, orders, latency);
            record(time, depth, 20);
        }
        for (int piece = 0; piece < 12; piece++) {
            pass(time, Duration.ofSeconds(5));
        }
    }

    private void pass(LivedTime time, Duration some) {
        clock.now = clock.now.plus(some);
        time.end(clock.now);
    }

    private void record(LivedTime time, Endpoint endpoint, double millis) {
        double varying = millis * Math.exp(0.1 * random.nextGaussian());
        time.call(endpoint.upstreamId(), endpoint.id(), Duration.ofNanos((long) (varying * 1e6)));
    }

    private long callsOfShop(Instant from) {
        return found(history.stats(new Scope.OfUpstream(orders.upstreamId()), from, clock.instant()))
                .calls();
    }

    private static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new AssertionError(reason);
        };
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never became so that " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @TestConfiguration
    static class OwnTime {
        @Bean
        @Primary
        HandClock ownClock() {
            return new HandClock(Instant.now().truncatedTo(ChronoUnit.HOURS));
        }
    }

    /** A clock that the test sets. */
    static final class HandClock extends Clock {
        private volatile Instant now;

        HandClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** An installation of its own, with the demo. */
    static class WithDemo implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            new ApplicationTest.Installation().initialize(context);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("demo", Map.of("zol0.demo", "on")));
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }
}
