package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.zol0.ApplicationTest;
import io.zol0.Zol0;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.gateway.Gateway;
import io.zol0.metrics.Answer;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.users.AsItself;
import io.zol0.users.SignedInAs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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
 * The whole of ZoL0 with its demo, real calls and real latencies, under a clock by which a second is a minute: a fault in one
 * upstream is found to be what a figure of the business depends on, and the health score names it.
 */
@SpringBootTest(classes = Zol0.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({SignedInAs.class, FaultFoundTests.FastTime.class})
@ContextConfiguration(initializers = FaultFoundTests.WithDemo.class)
@TestExecutionListeners(
        listeners = ApplicationTest.OwnLogins.class,
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
@DirtiesContext
@AsItself
class FaultFoundTests {
    private static final int SPEED = 60;
    private static final int MINUTES = 100;
    private static final int FAULT_FROM = 90;
    private static final int LAG = 2;
    private static final int CALLS_A_MINUTE = 24;
    private static final SeriesKey FILL_TIME =
            SeriesName.gauge("business.order_fill_time", "ms").ofWhole();

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Gateway gateway;

    @Autowired
    private SeriesRecorder recorder;

    @Autowired
    private Dependencies dependencies;

    @Autowired
    private Health health;

    private final AtomicInteger slowness = new AtomicInteger(5);

    @Test
    void a_fault_in_one_upstream_is_the_first_dependency_and_the_health_score_names_it() throws Exception {
        HttpServer shop = shop();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Upstream upstream = upstreams.add(UpstreamDraft.of(
                    "shop", "http://127.0.0.1:" + shop.getAddress().getPort()));
            live(client);
            Answer<Dependencies.Picture> found = dependencies.look(Dependencies.Span.QUARTER);
            assertThat(found).isInstanceOf(Answer.Found.class);
            Dependencies.Picture picture = ((Answer.Found<Dependencies.Picture>) found).value();
            assertThat(picture.quantities())
                    .as("the demo runs as well")
                    .anyMatch(quantity -> quantity.words().contains("demo"));
            List<Finding> ofBusiness = picture.findings().stream()
                    .filter(finding -> finding.leader().measure().equals("business.order_fill_time")
                            || finding.follower().measure().equals("business.order_fill_time"))
                    .toList();
            assertThat(ofBusiness).isNotEmpty();
            Finding first = ofBusiness.getFirst();
            assertThat(first.sentence())
                    .startsWith("order fill time follows p95 of")
                    .contains("shop")
                    .contains("ρ = 0.");
            assertThat(first.lag().toMinutes()).isBetween(1L, 3L);
            assertThat(picture.changes())
                    .anyMatch(change -> change.quantity().words().contains("p95 of")
                            && change.quantity().words().contains("shop")
                            && change.after() > 200);
            HealthScore score =
                    health.now("upstream-" + upstream.id()).orElseThrow().score();
            assertThat(score.worst()).get().extracting(HealthScore.Part::term).isEqualTo(Term.BASELINE);
            assertThat(health.places())
                    .filteredOn(each -> each.place().kind() == Place.Kind.UPSTREAM)
                    .filteredOn(each -> each.name().equals("shop"))
                    .singleElement()
                    .satisfies(each -> assertThat(
                                    each.score().worst().orElseThrow().words())
                            .contains("usually"));
        } finally {
            shop.stop(0);
        }
    }

    /** Calls the shop while its latency goes up and down by itself, then with the fault; and lets the business follow. */
    private void live(HttpClient client) {
        Random random = new Random(7);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + gateway.status().address() + "/shop/orders"))
                .build();
        List<Integer> latencies = new ArrayList<>();
        int latency = 20;
        long begin = System.nanoTime();
        for (int minute = 0; minute < MINUTES; minute++) {
            if (minute % 2 == 0) {
                latency = 5 + random.nextInt(55);
            }
            int now = minute >= FAULT_FROM ? 300 + random.nextInt(60) : latency;
            slowness.set(now);
            latencies.add(now);
            double leading = latencies.get(Math.max(0, minute - LAG));
            for (int call = 0; call < CALLS_A_MINUTE; call++) {
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
                recorder.set(FILL_TIME, 100 + leading * 2 + 3 * random.nextGaussian());
                long due = begin + (long) ((minute + (call + 1.0) / CALLS_A_MINUTE) * 60e9 / SPEED);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
        }
        long settled = System.nanoTime() + 4_000_000_000L;
        while (System.nanoTime() < settled) {
            LockSupport.parkNanos(settled - System.nanoTime());
        }
    }

    private HttpServer shop() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            long due = System.nanoTime() + slowness.get() * 1_000_000L;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            try (exchange) {
                exchange.sendResponseHeaders(204, -1);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
        server.start();
        return server;
    }

    /** A second is a minute. */
    @TestConfiguration
    static class FastTime {
        @Bean
        @Primary
        Clock fastClock() {
            return new FastClock(Instant.now(), System.nanoTime());
        }
    }

    private static final class FastClock extends Clock {
        private final Instant began;
        private final long nanos;

        FastClock(Instant began, long nanos) {
            this.began = began;
            this.nanos = nanos;
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
            return began.plusNanos((System.nanoTime() - nanos) * SPEED);
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
