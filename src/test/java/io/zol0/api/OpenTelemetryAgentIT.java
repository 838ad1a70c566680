package io.zol0.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.zol0.ApplicationTest;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.users.AsItself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real OpenTelemetry Java agent on a small client program; its calls are endpoints with figures. */
@ApplicationTest
@AsItself
class OpenTelemetryAgentIT {
    private static final Path AGENT =
            Path.of(System.getProperty("zol0.agent", "target/agent/opentelemetry-javaagent.jar"));
    private static final int CALLS = 40;

    @LocalServerPort
    private int port;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Tokens tokens;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer api;
    private String token = "";

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            boolean broken = exchange.getRequestURI().getPath().endsWith("/broken");
            byte[] body = "[1,2,3]".getBytes(US_ASCII);
            try (exchange) {
                exchange.sendResponseHeaders(broken ? 503 : 200, body.length);
                exchange.getResponseBody().write(body);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
        api.start();
        token = ((TokenAnswer.Issued) tokens.issue(new TokenDraft(
                        "agent" + System.nanoTime(), EnumSet.of(TokenScope.INGEST, TokenScope.READ), null, null)))
                .secret();
    }

    @AfterEach
    void stop() {
        api.stop(0);
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
    }

    @Test
    void its_spans_are_calls_of_endpoints() throws Exception {
        upstreams.add(UpstreamDraft.of("spans", address() + "/v1"));
        try (Running client = client(Map.of("OTEL_METRICS_EXPORTER", "none"))) {
            JsonNode endpoints = until("spans", client);
            JsonNode orders = find(endpoints, "/orders/{id}");
            assertThat(orders.at("/figures/calls").asInt())
                    .as(endpoints.toString())
                    .isEqualTo(CALLS * 4 / 5);
            assertThat(orders.at("/method").asString()).isEqualTo("GET");
            JsonNode broken = find(endpoints, "/broken");
            assertThat(broken.at("/figures/calls").asInt()).isEqualTo(CALLS / 5);
            JsonNode summary = read("/api/performance/summary?window=15m&upstream=spans");
            assertThat(summary.at("/figures/errorShare").asDouble())
                    .as(summary.toString())
                    .isEqualTo(0.2);
            JsonNode detail =
                    read("/api/performance/endpoints/" + orders.at("/id").asLong());
            assertThat(detail.at("/callers/0/caller").asString())
                    .as(detail.toString())
                    .isEqualTo("small-client");
        }
    }

    @Test
    void where_it_sends_no_spans_its_histograms_count() throws Exception {
        upstreams.add(UpstreamDraft.of("histograms", address()));
        try (Running client = client(Map.of("OTEL_TRACES_EXPORTER", "none", "OTEL_METRIC_EXPORT_INTERVAL", "1000"))) {
            until("histograms", client);
            JsonNode summary = read("/api/performance/summary?window=15m&upstream=histograms");
            assertThat(summary.at("/figures/calls").asInt())
                    .as(summary.toString())
                    .isEqualTo(CALLS);
            assertThat(summary.at("/figures/errorShare").asDouble())
                    .as(summary.toString())
                    .isEqualTo(0.2);
        }
    }

    /** The endpoints of an upstream, as soon as all calls are there. */
    private JsonNode until(String upstream, Running client) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
        while (true) {
            JsonNode summary = read("/api/performance/summary?window=15m&upstream=" + upstream);
            if (summary.at("/figures/calls").asInt() >= CALLS) {
                return read("/api/performance/endpoints?window=15m&upstream=" + upstream);
            }
            assertThat(Instant.now()).as(() -> client.said()).isBefore(deadline);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static JsonNode find(JsonNode page, String template) {
        for (JsonNode each : page.at("/endpoints")) {
            if (each.at("/template").asString().equals(template)) {
                return each;
            }
        }
        throw new AssertionError("no " + template + " in " + page);
    }

    private JsonNode read(String path) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private String address() {
        return "http://127.0.0.1:" + api.getAddress().getPort();
    }

    /** The program with the agent, in a JVM of its own. */
    private record Running(Process process, Path log) implements AutoCloseable {
        String said() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private Running client(Map<String, String> more) throws Exception {
        assertThat(AGENT).as("the agent, which the build copies").exists();
        Path log = folder.resolve("client.log");
        Path classes = Path.of(AgentClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-javaagent:" + AGENT.toAbsolutePath(),
                        "-cp",
                        classes.toString(),
                        AgentClient.class.getName(),
                        address() + (more.containsKey("OTEL_METRICS_EXPORTER") ? "/v1" : ""),
                        Integer.toString(CALLS))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "OTEL_SERVICE_NAME", "small-client",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port,
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                        "OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20" + token,
                        "OTEL_LOGS_EXPORTER", "none",
                        "OTEL_BSP_SCHEDULE_DELAY", "200"));
        builder.environment().putAll(more);
        return new Running(builder.start(), log);
    }
}
