package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import io.zol0.users.AsItself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApplicationTest
@AsItself
class ReportApiTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger TOKENS = new AtomicInteger();
    private static final String CALL =
            "{\"upstream\": \"binance\", \"path\": \"/api/v3/depth?symbol=BTC\", \"durationMillis\": 12.5, \"status\": 200}";

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
        upstream = upstreams.add(UpstreamDraft.of("binance", "https://api.binance.com"));
        token = token("reporter", TokenScope.INGEST, null);
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
    }

    @Test
    void a_client_that_does_not_use_the_gateway_is_measured_too() throws Exception {
        HttpResponse<String> answer = send(batch(CALL, """
            {"url": "https://API.binance.com:443/api/v3/order/12345?signature=c0ffee", "method": "POST",
             "caller": "bot 7", "at": "%s", "durationMillis": 40, "firstByteMillis": 30, "status": 503,
             "bytesIn": 100, "bytesOut": 2000, "failure": "The exchange was away."}""".formatted(Instant.now())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at("/accepted").asInt()).isEqualTo(2);
        until(() -> calls() == 2);
        long order = endpoints
                .find(upstream.id(), "POST", "/api/v3/order/1")
                .orElseThrow()
                .id();
        Stats stats = metrics.stats(new Scope.OfEndpoint(order), Duration.ofMinutes(5));
        assertThat(stats.bytesOut()).isEqualTo(2000);
        assertThat(metrics.callers(order)).extracting(each -> each.caller()).containsExactly("bot 7");
        assertThat(metrics.failed(order))
                .extracting(each -> each.target())
                .containsExactly("/api/v3/order/12345?signature=***");
        long depth = endpoints
                .find(upstream.id(), "GET", "/api/v3/depth")
                .orElseThrow()
                .id();
        assertThat(metrics.callers(depth))
                .extracting(each -> each.caller())
                .allMatch(each -> each.startsWith("reporter"));
    }

    @Test
    void what_is_wrong_is_refused_by_its_place_and_the_rest_counts() throws Exception {
        HttpResponse<String> answer = send("""
            {"sender": {"name": "x", "calls": [1]}, "calls": [
              %s,
              7,
              {"upstream": "binance", "path": "/a", "durationMillis": "12"},
              {"upstream": "binance", "path": "/a", "durationMillis": -1},
              {"upstream": "binance", "path": "/a", "durationMillis": 1e300},
              {"upstream": "binance", "path": {"a": [1, {}]}, "durationMillis": 1},
              {"upstream": "kraken", "path": "/a", "durationMillis": 1},
              {"upstream": "binance", "path": "/a", "durationMillis": 1, "at": "2040-01-01T00:00:00Z"},
              {"upstream": "binance", "path": "/a", "durationMillis": 1, "at": 0},
              {"upstream": "binance", "path": "/a", "durationMillis": 1, "status": 99999999999999999999},
              {"upstream": "binance", "path": "/a", "durationMillis": 1, "bytesOut": -5},
              {"upstream": "binance", "path": "a", "durationMillis": 1},
              {"upstream": "binance", "path": "/a"},
              {"upstream": "binance", "path": "/<script>alert(1)</script>'; drop table upstream; --",
               "caller": "<b>&amp;", "durationMillis": 1, "colour": "red", "tags": {"a": 1}}
            ]}""".formatted(CALL));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode taken = JSON.readTree(answer.body());
        assertThat(taken.at("/accepted").asInt()).as(answer.body()).isEqualTo(2);
        assertThat(taken.at("/refused").asInt()).isEqualTo(12);
        assertThat(taken.at("/unknownFields").asInt()).isEqualTo(3);
        for (int i = 0; i < 12; i++) {
            assertThat(taken.at("/problems/" + i + "/index").asInt()).isEqualTo(i + 1);
            assertThat(taken.at("/problems/" + i + "/detail").asString()).endsWith(".");
        }
        assertThat(taken.at("/problems/1/detail").asString()).isEqualTo("durationMillis must be a number.");
        assertThat(taken.at("/problems/6/detail").asString()).contains("in the future");
        assertThat(taken.at("/problems/7/detail").asString()).contains("too long ago");
        until(() -> calls() == 2);
        assertThat(upstreams.all()).hasSize(1);
    }

    @Test
    void a_batch_that_is_sent_again_under_its_key_counts_once() throws Exception {
        String batch = batch(CALL, CALL);
        JsonNode first = JSON.readTree(
                send(batch.getBytes(StandardCharsets.UTF_8), null, "k1").body());
        JsonNode again = JSON.readTree(
                send(batch.getBytes(StandardCharsets.UTF_8), null, "k1").body());
        JsonNode other = JSON.readTree(
                send(batch.getBytes(StandardCharsets.UTF_8), null, "k2").body());
        assertThat(first.at("/repeated").asBoolean()).isFalse();
        assertThat(again.at("/repeated").asBoolean()).isTrue();
        assertThat(again.at("/accepted").asInt()).isEqualTo(2);
        assertThat(other.at("/repeated").asBoolean()).isFalse();
        until(() -> calls() == 4);
    }

    @Test
    void a_batch_that_broke_may_be_sent_again_under_its_key() throws Exception {
        String whole = batch(CALL, CALL);
        byte[] broken = whole.substring(0, whole.length() - 3).getBytes(StandardCharsets.UTF_8);
        assertThat(send(broken, null, "k").statusCode()).isEqualTo(400);
        assertThat(send(whole.getBytes(StandardCharsets.UTF_8), null, "k").statusCode())
                .isEqualTo(200);
        until(() -> calls() == 2);
    }

    @Test
    void fifty_thousand_paths_stay_within_the_bound_of_endpoints() throws Exception {
        StringBuilder batch = new StringBuilder("{\"calls\": [");
        for (int i = 0; i < 50_000; i++) {
            batch.append(i == 0 ? "" : ",")
                    .append("{\"upstream\":\"binance\",\"path\":\"/p")
                    .append(word(i))
                    .append("\",\"durationMillis\":1,\"status\":200}");
        }
        HttpResponse<String> answer = send(gzip(batch.append("]}").toString()), "gzip", null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at("/accepted").asInt()).isEqualTo(50_000);
        until(() -> calls() == 50_000);
        assertThat(endpoints.all()).hasSizeLessThanOrEqualTo(Endpoints.MOST_PER_UPSTREAM + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [1, 2                          | object with the field calls
        {"calls": [{"upstream": "bin   | cannot be read
        {"calls": {}}                  | no list of calls
        {"calls": []} {"calls": []}    | one batch at a time
        null                           | object with the field calls
        '{"calls": [{"path": "\\ud83"}]}' | cannot be read
        """)
    void what_is_no_batch_is_refused_as_a_whole(String body, String why) throws Exception {
        HttpResponse<String> answer = send(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(JSON.readTree(answer.body()).at("/detail").asString()).contains(why);
    }

    @Test
    void invalid_utf_8_and_broken_gzip_are_refused() throws Exception {
        byte[] batch = batch(CALL).getBytes(StandardCharsets.UTF_8);
        batch[30] = (byte) 0xff;
        assertThat(send(batch, null, null).body()).contains("not JSON in UTF-8");
        byte[] packed = gzip(batch(CALL));
        assertThat(send(java.util.Arrays.copyOf(packed, packed.length - 12), "gzip", null)
                        .body())
                .contains("broken off or damaged");
        assertThat(send(batch, "gzip", null).body()).contains("is not");
        assertThat(send(packed, "br", null).statusCode()).isEqualTo(415);
    }

    @Test
    void a_gzip_bomb_is_read_no_further_than_to_the_bound() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"calls\": [".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1000; i++) {
                out.write(blanks);
            }
        }
        HttpResponse<String> answer = send(packed.toByteArray(), "gzip", null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.body()).contains("32 MB");
    }

    @Test
    void a_body_of_a_hundred_megabytes_is_not_read_to_its_end() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/performance/calls HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                            + "\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n{\"calls\": [")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            long sent = 0;
            InputStream in = socket.getInputStream();
            while (in.available() == 0 && sent < 104_857_600 - blanks.length) {
                out.write(blanks);
                sent += blanks.length;
            }
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
            assertThat(sent).isLessThan(60L << 20);
        }
    }

    @Test
    void only_a_token_that_may_report_does_and_only_of_its_environments() throws Exception {
        String reader = token("reader", TokenScope.READ, null);
        String caller = token("caller", TokenScope.GATEWAY, null);
        String staging = token("staging", TokenScope.INGEST, Set.of("staging"));
        for (String other : new String[] {reader, caller}) {
            token = other;
            assertThat(send(batch(CALL)).statusCode()).isIn(401, 403);
        }
        token = staging;
        HttpResponse<String> answer = send(batch(CALL));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("no upstream of that name that this token may report for");
    }

    private long calls() {
        return metrics.stats(new Scope.OfUpstream(upstream.id()), Duration.ofMinutes(5))
                .calls();
    }

    private HttpResponse<String> send(String body) throws Exception {
        return send(body.getBytes(StandardCharsets.UTF_8), null, null);
    }

    private HttpResponse<String> send(byte[] body, @Nullable String encoding, @Nullable String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/performance/calls"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String token(String name, TokenScope scope, @Nullable Set<String> environments) {
        return ((TokenAnswer.Issued) tokens.issue(
                        new TokenDraft(name + TOKENS.incrementAndGet(), EnumSet.of(scope), environments, null)))
                .secret();
    }

    private static String batch(String... calls) {
        return "{\"calls\": [" + String.join(", ", calls) + "]}";
    }

    /** A number in letters, since digits would be one template. */
    private static String word(int number) {
        return Integer.toString(number)
                .chars()
                .mapToObj(c -> String.valueOf((char) (c - '0' + 'a')))
                .reduce("", String::concat);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not reached in time").isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
