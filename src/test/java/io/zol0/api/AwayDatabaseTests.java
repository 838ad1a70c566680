package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.home.TestDatabase;
import io.zol0.metrics.Backlog;
import io.zol0.metrics.MinuteStore;
import io.zol0.users.AsItself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.json.JsonMapper;

/** The database is stopped and started again while calls are reported: live figures go on, and none is lost. */
@ApplicationTest
@AsItself
@DirtiesContext
@ContextConfiguration(initializers = AwayDatabaseTests.OwnServer.class)
class AwayDatabaseTests {
    private static final TestDatabase DATABASE = TestDatabase.dedicated();

    /** A server that no other test shares. */
    static final class OwnServer implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("own server", DATABASE.settings()));
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE + 1;
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Tokens tokens;

    @Autowired
    private MinuteStore minutes;

    private final HttpClient client = HttpClient.newHttpClient();
    private String token = "";
    private int reported;

    @Test
    void history_is_unavailable_while_live_figures_go_on_and_nothing_is_lost() throws Exception {
        Instant begun = Instant.now();
        upstreams.add(UpstreamDraft.of("steady", "https://steady.example"));
        token = ((TokenAnswer.Issued) tokens.issue(
                        new TokenDraft("away", EnumSet.of(TokenScope.INGEST, TokenScope.READ), null, null)))
                .secret();
        report();
        assertThat(ask("/api/performance/summary?window=24h").statusCode()).isEqualTo(200);
        DATABASE.stop();
        report();
        HttpResponse<String> away = ask("/api/performance/summary?window=24h");
        assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
        assertThat(away.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(away.headers().firstValue("Retry-After")).contains("10");
        assertThat(JsonMapper.shared().readTree(away.body()).at("/title").asString())
                .isEqualTo("History is unavailable");
        report();
        untilLive(reported);
        Backlog waiting = minutes.backlog();
        assertThat(waiting.bytes()).as("what waits stays within its bound").isLessThanOrEqualTo(waiting.mostBytes());
        HttpResponse<String> old =
                value("{\"value\": 1, \"time\": \"" + Instant.now().minusSeconds(7200) + "\"}");
        assertThat(old.statusCode())
                .as("a value of the past cannot be kept now: " + old.body())
                .isEqualTo(503);
        assertThat(value("{\"value\": 1}").statusCode()).as("one of now is").isEqualTo(200);
        DATABASE.start();
        report();
        untilLive(reported);
        await(() -> ask("/api/performance/summary?window=24h").statusCode() == 200);
        await(() -> value("{\"value\": 1, \"time\": \"" + Instant.now().minusSeconds(7200) + "\"}")
                        .statusCode()
                == 200);
        String span = "?from=" + begun.minusSeconds(600) + "&to=" + begun;
        await(() -> callsOf(ask("/api/performance/summary" + span + "&upstream=steady")) == reported);
        assertThat(callsOf(ask("/api/performance/summary" + span + "&upstream=steady")))
                .as("each call of the outage is in the history, and once")
                .isEqualTo(reported);
    }

    private static int callsOf(HttpResponse<String> summary) {
        return JsonMapper.shared().readTree(summary.body()).at("/figures/calls").asInt(-1);
    }

    private void untilLive(int calls) throws Exception {
        await(() -> {
            HttpResponse<String> live = ask("/api/performance/summary?window=1h&upstream=steady");
            return live.statusCode() == 200 && callsOf(live) == calls;
        });
    }

    /** Calls of three minutes ago, whose minute has ended, so that it is on its way to the history at once. */
    private void report() throws Exception {
        long at = Instant.now().minusSeconds(180).toEpochMilli();
        StringBuilder batch = new StringBuilder("{\"calls\":[");
        for (int i = 0; i < 1000; i++) {
            batch.append(i == 0 ? "" : ",")
                    .append("{\"upstream\":\"steady\",\"path\":\"/a\",\"durationMillis\":")
                    .append(i % 50)
                    .append(",\"at\":")
                    .append(at)
                    .append('}');
        }
        HttpResponse<String> answer =
                post("/api/performance/calls", batch.append("]}").toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        reported += 1000;
    }

    private HttpResponse<String> value(String body) throws Exception {
        return post("/api/business/steady", body);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                to(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String path) throws Exception {
        return client.send(to(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(100_000_000);
        }
    }
}
