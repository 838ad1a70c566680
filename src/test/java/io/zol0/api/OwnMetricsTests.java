package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.zol0.ApplicationTest;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.users.AsItself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** ZoL0's own figures, as Prometheus asks for them and as they are sent to a collector. */
@ApplicationTest
@AsItself
@DirtiesContext
class OwnMetricsTests {
    private static final BlockingQueue<ExportMetricsServiceRequest> SENT = new LinkedBlockingQueue<>(10);
    private static final Set<String> HEADERS = ConcurrentHashMap.newKeySet();
    private static final HttpServer COLLECTOR = collector();
    private static final int PATHS = 5_000;

    @LocalServerPort
    private int port;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Tokens tokens;

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void send(DynamicPropertyRegistry properties) {
        properties.add(
                "zol0.otlp.url",
                () -> "http://127.0.0.1:" + COLLECTOR.getAddress().getPort() + "/v1/metrics");
        properties.add("zol0.otlp.step", () -> "1s");
        properties.add("zol0.otlp.headers", () -> "X-Scope-OrgID=zol0, Authorization=Basic YTpi");
    }

    @AfterAll
    static void stop() {
        COLLECTOR.stop(0);
    }

    @Test
    void they_go_to_a_collector_where_somebody_wants_that() throws Exception {
        Set<String> names = new TreeSet<>();
        while (!names.containsAll(Set.of("zol0.metrics.memory", "zol0.series", "zol0.gateway.calls"))) {
            ExportMetricsServiceRequest sent = SENT.poll(30, TimeUnit.SECONDS);
            assertThat(sent).as("what was sent after %s", names).isNotNull();
            assertThat(sent.getResourceMetrics(0).getResource().getAttributesList())
                    .anyMatch(each -> each.getKey().equals("service.name")
                            && each.getValue().getStringValue().equals("zol0"));
            sent.getResourceMetricsList().stream()
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .forEach(metric -> names.add(metric.getName()));
        }
        assertThat(HEADERS).containsExactly("zol0 Basic YTpi");
    }

    @Test
    void many_paths_callers_and_labels_make_no_more_series() throws Exception {
        upstreams.add(UpstreamDraft.of("wide", "https://wide.example"));
        String token = ((TokenAnswer.Issued) tokens.issue(
                        new TokenDraft("prometheus", EnumSet.of(TokenScope.INGEST, TokenScope.READ), null, null)))
                .secret();
        post(token, "/api/business/wide", "{\"value\": 1}");
        post(token, "/api/performance/calls", batch(0, 1));
        Set<String> before = series(token);
        for (int i = 0; i < PATHS; i += 1000) {
            post(token, "/api/performance/calls", batch(i, 1000));
        }
        for (int i = 0; i < 50; i++) {
            post(token, "/api/business/wide" + i, "{\"value\": 1, \"labels\": {\"a\": \"" + i + "\"}}");
        }
        Set<String> more = series(token);
        more.removeAll(before);
        assertThat(more).as("series that many paths brought").hasSizeLessThan(30);
        assertThat(more).noneMatch(each -> each.contains("wide") || each.contains("pathof"));
        assertThat(series(token)).hasSizeLessThan(1_500);
    }

    /** Names with their labels. */
    private Set<String> series(String token) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        Set<String> series = new TreeSet<>();
        Matcher line = Pattern.compile("(?m)^([a-z][^ #{]*(\\{[^}]*})?) ").matcher(answer.body());
        while (line.find()) {
            series.add(line.group(1));
        }
        assertThat(series).isNotEmpty();
        return series;
    }

    private void post(String token, String path, String body) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String batch(int from, int count) {
        StringBuilder batch = new StringBuilder("{\"calls\":[");
        for (int i = from; i < from + count; i++) {
            batch.append(i == from ? "" : ",")
                    .append("{\"upstream\":\"wide\",\"durationMillis\":1,\"caller\":\"c")
                    .append(i)
                    .append("\",\"path\":\"/pathof")
                    .append((char) ('a' + i % 26))
                    .append((char) ('a' + i / 26 % 26))
                    .append((char) ('a' + i / 676))
                    .append("\"}");
        }
        return batch.append("]}").toString();
    }

    private static HttpServer collector() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/metrics", exchange -> {
                try (exchange) {
                    HEADERS.add(exchange.getRequestHeaders().getFirst("X-Scope-OrgID") + " "
                            + exchange.getRequestHeaders().getFirst("Authorization"));
                    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
                    InputStream body = exchange.getRequestBody();
                    ExportMetricsServiceRequest sent =
                            ExportMetricsServiceRequest.parseFrom(packed ? new GZIPInputStream(body) : body);
                    if (sent.getResourceMetricsCount() > 0) {
                        SENT.offer(sent);
                    }
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
