package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.zol0.ApplicationTest;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import io.zol0.users.AsItself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@ApplicationTest
@AsItself
class TelemetryApiTests {
    private static final AtomicInteger TOKENS = new AtomicInteger();
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    @LocalServerPort
    private int port;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private LiveMetrics metrics;

    @Autowired
    private Tokens tokens;

    private final HttpClient client = HttpClient.newHttpClient();
    private Upstream upstream;
    private String token = "";

    @BeforeEach
    void set() {
        upstream = upstreams.add(UpstreamDraft.of("kraken", "https://api.kraken.com/0"));
        TokenAnswer made = tokens.issue(
                new TokenDraft("otlp" + TOKENS.incrementAndGet(), EnumSet.of(TokenScope.INGEST), null, null));
        token = ((TokenAnswer.Issued) made).secret();
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
    }

    @Test
    void spans_of_http_clients_become_calls_by_stable_and_by_old_conventions() throws Exception {
        HttpResponse<byte[]> answer = send(
                "/v1/traces",
                PROTOBUF,
                traces(
                        "bot",
                        span(
                                Span.SpanKind.SPAN_KIND_CLIENT,
                                text("http.request.method", "GET"),
                                text("url.full", "https://api.kraken.com/0/public/Depth?pair=X&signature=abc"),
                                number("http.response.status_code", 200)),
                        span(
                                Span.SpanKind.SPAN_KIND_CLIENT,
                                text("http.method", "POST"),
                                text("http.scheme", "https"),
                                text("net.peer.name", "api.kraken.com"),
                                number("net.peer.port", 443),
                                text("http.target", "/0/private/Order/77"),
                                number("http.status_code", 503)),
                        span(Span.SpanKind.SPAN_KIND_SERVER, text("http.request.method", "GET")),
                        span(Span.SpanKind.SPAN_KIND_CLIENT, text("db.system", "postgresql"))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).as("all of it was taken").isEmpty();
        until(() -> stats().calls() == 2);
        assertThat(stats().byOutcome()).containsEntry(Outcome.FAILED, 1L);
        assertThat(stats().total().p50()).isCloseTo(Duration.ofMillis(20), Duration.ofMillis(1));
        long order = endpoints
                .find(upstream.id(), "POST", "/private/Order/1")
                .orElseThrow()
                .id();
        assertThat(metrics.callers(order)).extracting(each -> each.caller()).containsExactly("bot");
        assertThat(endpoints.find(upstream.id(), "GET", "/public/Depth")).isPresent();
    }

    @Test
    void json_is_taken_as_well_with_hexadecimal_ids_and_unknown_fields() throws Exception {
        long now = System.currentTimeMillis() * 1_000_000;
        HttpResponse<byte[]> answer =
                send("/v1/traces", JSON, """
            {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "py"}}]},
              "scopeSpans": [{"spans": [{"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
                "kind": 3, "startTimeUnixNano": "%d", "endTimeUnixNano": "%d", "flavour": {"a": [1]},
                "attributes": [{"key": "http.request.method", "value": {"stringValue": "GET"}},
                  {"key": "url.full", "value": {"stringValue": "https://api.kraken.com/0/public/Time"}},
                  {"key": "http.response.status_code", "value": {"intValue": "200"}}]}]}]}], "more": 7}
            """.formatted(now - 30_000_000, now).getBytes(StandardCharsets.UTF_8));
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
        until(() -> stats().calls() == 1);
    }

    @Test
    void what_goes_elsewhere_or_ended_before_it_began_is_rejected_and_the_rest_counts() throws Exception {
        long now = System.currentTimeMillis() * 1_000_000;
        Span backwards = client("https://api.kraken.com/0/a").toBuilder()
                .setStartTimeUnixNano(now)
                .setEndTimeUnixNano(now - 1)
                .build();
        HttpResponse<byte[]> answer = send(
                "/v1/traces",
                PROTOBUF,
                traces(
                        "bot",
                        client("https://other.example/x?key=1"),
                        backwards,
                        client("https://api.kraken.com/0/a")));
        var partial = ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess();
        assertThat(partial.getRejectedSpans()).isEqualTo(2);
        assertThat(partial.getErrorMessage()).contains("https://other.example", "begin before it ends");
        assertThat(partial.getErrorMessage()).doesNotContain("key");
        until(() -> stats().calls() == 1);
    }

    @Test
    void histograms_become_sketches_and_cumulative_ones_count_what_is_new() throws Exception {
        long start = System.currentTimeMillis() * 1_000_000;
        send(
                "/v1/metrics",
                PROTOBUF,
                histogram("a", AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, start, 10, 90));
        until(() -> stats().calls() == 100);
        assertThat(stats().total().p50()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        for (long count : new long[] {50, 70}) {
            send(
                    "/v1/metrics",
                    PROTOBUF,
                    histogram("b", AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, start, count, 0));
        }
        until(() -> stats().calls() == 170);
    }

    @Test
    void of_a_service_that_sends_both_only_the_spans_count() throws Exception {
        send("/v1/traces", PROTOBUF, traces("both", client("https://api.kraken.com/0/a")));
        long start = System.currentTimeMillis() * 1_000_000;
        send(
                "/v1/metrics",
                PROTOBUF,
                histogram("both", AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, start, 10, 90));
        send(
                "/v1/metrics",
                PROTOBUF,
                histogram("c", AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, start, 5, 0));
        until(() -> stats().calls() == 6);
    }

    @Test
    void what_is_no_telemetry_is_refused_in_the_form_it_came() throws Exception {
        byte[] noise = {1, 2, 3, (byte) 0xff, (byte) 0xff};
        HttpResponse<byte[]> binary = send("/v1/traces", PROTOBUF, noise);
        assertThat(binary.statusCode()).isEqualTo(400);
        assertThat(binary.headers().firstValue("Content-Type")).contains(PROTOBUF);
        assertThat(new String(binary.body(), StandardCharsets.UTF_8)).contains("not OTLP in Protobuf");
        HttpResponse<byte[]> json =
                send("/v1/metrics", JSON, "{\"resourceMetrics\": 7}".getBytes(StandardCharsets.UTF_8));
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(json.body()).at("/detail").asString())
                .contains("must be a list");
        assertThat(send("/v1/traces", "text/plain", noise).statusCode()).isEqualTo(415);
    }

    private Stats stats() {
        return metrics.stats(new Scope.OfUpstream(upstream.id()), Duration.ofMinutes(5));
    }

    private static Span client(String url) {
        return span(
                Span.SpanKind.SPAN_KIND_CLIENT,
                text("http.request.method", "GET"),
                text("url.full", url),
                number("http.response.status_code", 200));
    }

    private static Span span(Span.SpanKind kind, KeyValue... attributes) {
        long now = System.currentTimeMillis() * 1_000_000;
        return Span.newBuilder()
                .setKind(kind)
                .setStartTimeUnixNano(now - 20_000_000)
                .setEndTimeUnixNano(now)
                .addAllAttributes(List.of(attributes))
                .build();
    }

    private static byte[] traces(String service, Span... spans) {
        return packed(ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource(service))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
                .build());
    }

    /** So many calls of up to 100 ms, and so many of 100 to 200 ms. */
    private static byte[] histogram(
            String service, AggregationTemporality temporality, long startNanos, long fast, long slow) {
        HistogramDataPoint point = HistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(startNanos)
                .setTimeUnixNano(startNanos + 1)
                .addAllAttributes(List.of(
                        text("http.request.method", "GET"),
                        text("server.address", "api.kraken.com"),
                        number("server.port", 443),
                        text("url.template", "/0/public/Depth"),
                        number("http.response.status_code", 200)))
                .addAllExplicitBounds(List.of(0.1, 0.2))
                .addAllBucketCounts(List.of(fast, slow, 0L))
                .build();
        return packed(ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(resource(service))
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder()
                                        .setName("http.client.request.duration")
                                        .setHistogram(Histogram.newBuilder()
                                                .setAggregationTemporality(temporality)
                                                .addDataPoints(point)))))
                .build());
    }

    private static Resource resource(String service) {
        return Resource.newBuilder()
                .addAttributes(text("service.name", service))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    private static byte[] packed(Message message) {
        return message.toByteArray();
    }

    /** Sends a body with gzip, as exporters do. */
    private HttpResponse<byte[]> send(String path, String type, byte[] body) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not reached in time").isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
