package io.zol0.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoExchangeTests {
    private final HandClock clock = new HandClock();
    private final Vertx vertx = DemoLoop.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @AfterEach
    void close() {
        client.close();
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v3/time",
                "/api/v3/ticker/price",
                "/api/v3/ticker/price?symbol=BTCUSDT",
                "/api/v3/depth?symbol=BTCUSDT",
                "/api/v3/exchangeInfo",
                "/api/v3/klines?symbol=BTCUSDT&interval=1m",
                "/api/market/tickers",
                "/api/trading/statistics",
                "/api/trading/positions",
                "/api/trading/history",
                "/api/cache/init"
            })
    void every_page_answers_json_and_says_that_it_is_a_demo(String target) throws Exception {
        open(Weather.CALM);
        var answer = get(target);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertLabelled(answer);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).matches("(?s)[\\[{].{10,}[]}]");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v3/nothing, 404, -1000",
        "GET, /api/v3/depth, 400, -1121",
        "GET, /api/v3/depth?symbol=NONE, 400, -1121",
        "GET, /api/v3/depth?symbol=BTCUSDT&limit=5001, 400, -1100",
        "GET, /api/v3/depth?symbol=BTCUSDT&limit=-1, 400, -1100",
        "GET, /api/v3/klines?symbol=BTCUSDT&interval=1s, 400, -1120",
        "GET, /api/trading/history/1, 404, -2013",
        "GET, /api/trading/history/none, 404, -2013",
        "GET, /api/v3/order?orderId=5, 400, -2013",
        "DELETE, /api/v3/order?orderId=5, 400, -2011",
        "POST, /api/v3/order?symbol=BTCUSDT&side=BUY&quantity=0.000, 400, -1102",
        "POST, /api/v3/order?symbol=BTCUSDT&side=HOLD&quantity=1, 400, -1102",
        "POST, /api/v3/time, 405, -1000",
        "GET, /demo/changes?of=/demo/changes, 400, -1102",
        "GET, /demo/changes?of=/api/v3/time, 400, -1102"
    })
    void a_call_that_makes_no_sense_is_refused_with_a_code(String method, String target, int status, int code)
            throws Exception {
        open(Weather.CALM);
        var answer = send(request(target).method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getInteger("code")).isEqualTo(code);
        assertLabelled(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/v3/time?a=%zz HTTP/1.1", "nonsense"})
    void a_malformed_request_is_refused_and_labelled_too(String line) throws Exception {
        open(Weather.CALM);
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.")
                    .contains(" 400 ")
                    .containsIgnoringCase("x-demo: true");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v3/time, 1",
        "/api/v3/ticker/price?symbol=BTCUSDT, 1",
        "/api/v3/ticker/price, 2",
        "/api/v3/depth?symbol=BTCUSDT, 1",
        "/api/v3/depth?symbol=BTCUSDT&limit=100, 1",
        "/api/v3/depth?symbol=BTCUSDT&limit=101, 5",
        "/api/v3/depth?symbol=BTCUSDT&limit=501, 10",
        "/api/v3/depth?symbol=BTCUSDT&limit=5000, 50",
        "/api/v3/exchangeInfo, 10",
        "/api/trading/statistics, 5"
    })
    void every_answer_says_what_the_minute_has_used(String target, int weight) throws Exception {
        open(Weather.CALM);
        get("/api/v3/time");
        assertThat(used(get(target))).isEqualTo(1 + weight);
    }

    @Test
    void the_limit_is_stated_in_exchange_info() throws Exception {
        open(Weather.CALM);
        var limits = new JsonObject(get("/api/v3/exchangeInfo").body()).getJsonArray("rateLimits");
        assertThat(limits.getJsonObject(0).encode())
                .isEqualTo(
                        "{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":1200}");
    }

    @Test
    void beyond_1200_a_minute_calls_are_refused_until_the_next_minute_and_then_banned_when_that_is_ignored()
            throws Exception {
        open(Weather.CALM);
        clock.advance(Duration.ofSeconds(30));
        var deep = "/api/v3/depth?symbol=BTCUSDT&limit=5000";
        for (var i = 0; i < 24; i++) {
            assertThat(get(deep).statusCode()).isEqualTo(200);
        }
        for (var i = 0; i < WeightLimit.PATIENCE; i++) {
            var refused = get("/api/v3/time");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
            assertThat(new JsonObject(refused.body()).getInteger("code")).isEqualTo(-1003);
            assertThat(used(refused)).isEqualTo(1_201 + i);
            assertLabelled(refused);
        }
        var banned = get("/api/v3/time");
        assertThat(banned.statusCode()).isEqualTo(418);
        assertThat(banned.headers().firstValue("Retry-After")).hasValue("120");
        assertThat(new JsonObject(banned.body()).getInteger("code")).isEqualTo(-1003);
        clock.advance(Duration.ofSeconds(120));
        var forgiven = get("/api/v3/time");
        assertThat(forgiven.statusCode()).isEqualTo(200);
        assertThat(used(forgiven)).isEqualTo(1);
    }

    @Test
    void a_known_entity_tag_gets_304_without_a_body_until_the_market_moves() throws Exception {
        open(Weather.CALM);
        var info = get("/api/v3/exchangeInfo");
        var etag = info.headers().firstValue("ETag").orElseThrow();
        var known = send(request("/api/v3/exchangeInfo").header("If-None-Match", "\"other\", W/" + etag));
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.headers().firstValue("ETag")).hasValue(etag);
        assertThat(known.headers().firstValue("Cache-Control")).hasValue("max-age=300");
        assertLabelled(known);

        var tickers = get("/api/market/tickers");
        var old = tickers.headers().firstValue("ETag").orElseThrow();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            var again = send(request("/api/market/tickers").header("If-None-Match", old));
            return again.statusCode() == 200 && !again.body().equals(tickers.body());
        });
    }

    @Test
    void the_log_of_changes_tells_the_entity_tags_that_were_served() throws Exception {
        open(Weather.CALM);
        var target = "/api/v3/depth?symbol=BTCUSDT&limit=5";
        var served = new HashSet<String>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            served.add(get(target).headers().firstValue("ETag").orElseThrow());
            return served.size() >= 3;
        });
        var log = new JsonArray(get("/demo/changes?of=" + URLEncoder.encode(target, StandardCharsets.UTF_8))
                .body());
        assertThat(log.stream().map(row -> ((JsonObject) row).getString("etag")))
                .containsAll(served);
    }

    @Test
    void an_order_is_placed_read_and_canceled() throws Exception {
        open(Weather.CALM);
        var placed = send(request("/api/v3/order?symbol=ETHUSDT&side=sell&quantity=0.5&price=99999.5")
                .POST(BodyPublishers.ofString("ignored=1")));
        assertThat(placed.statusCode()).isEqualTo(200);
        var id = new JsonObject(placed.body()).getLong("orderId");
        var read =
                new JsonObject(get("/api/v3/order?symbol=ETHUSDT&orderId=" + id).body());
        assertThat(read.getString("side")).isEqualTo("SELL");
        assertThat(read.getString("price")).isEqualTo("99999.5");
        var canceled =
                send(request("/api/v3/order?symbol=ETHUSDT&orderId=" + id).DELETE());
        if (canceled.statusCode() == 200) {
            assertThat(new JsonObject(canceled.body()).getString("status")).isEqualTo("CANCELED");
        } else {
            assertThat(new JsonObject(canceled.body()).getInteger("code"))
                    .as("filled meanwhile")
                    .isEqualTo(-2011);
        }
    }

    @Test
    void one_trade_of_the_history_is_read_by_its_id() throws Exception {
        open(Weather.CALM);
        var newest = new JsonArray(get("/api/trading/history?limit=1").body()).getJsonObject(0);
        var one = get("/api/trading/history/" + newest.getLong("id"));
        assertThat(new JsonObject(one.body())).isEqualTo(newest);
        assertThat(one.headers().firstValue("Cache-Control")).hasValue("max-age=86400, immutable");
    }

    @Test
    void head_answers_as_get_does_without_the_body() throws Exception {
        open(Weather.CALM);
        var length = get("/api/v3/exchangeInfo").body().length();
        var head = send(request("/api/v3/exchangeInfo").HEAD());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(length);
    }

    @Test
    void in_bad_weather_answers_fail_with_5xx() throws Exception {
        open(new Weather(0, 1, 0));
        var failed = get("/api/v3/time");
        assertThat(failed.statusCode()).isBetween(500, 504);
        assertThat(failed.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertLabelled(failed);
    }

    @Test
    void a_cut_answer_is_no_answer() throws Exception {
        open(new Weather(0, 0, 1));
        for (var i = 0; i < 6; i++) {
            assertThatThrownBy(() -> get("/api/v3/exchangeInfo")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_closed_exchange_no_longer_listens() throws Exception {
        var exchange = new DemoExchange(vertx, clock, new DemoSettings(0.01, 1, 1), Weather.CALM);
        port = exchange.open().await();
        assertThat(serverThere()).isEqualTo("ZoL0-demo-exchange");
        exchange.close().await();
        // Nobody answers, or whoever was given the port since.
        assertThat(serverThere()).isNotEqualTo("ZoL0-demo-exchange");
    }

    /** What the server at the port calls itself; nothing where there is none. */
    private String serverThere() throws InterruptedException {
        try {
            return get("/api/v3/time").headers().firstValue("Server").orElse("");
        } catch (IOException nobody) {
            return "";
        }
    }

    private void open(Weather weather) {
        port = new DemoExchange(vertx, clock, new DemoSettings(0.01, 1, 1), weather)
                .open()
                .await();
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send(request(target));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static long used(HttpResponse<?> answer) {
        return answer.headers().firstValueAsLong("X-MBX-USED-WEIGHT-1M").orElseThrow();
    }

    private static void assertLabelled(HttpResponse<?> answer) {
        assertThat(answer.headers().firstValue("Server")).hasValue("ZoL0-demo-exchange");
        assertThat(answer.headers().firstValue("X-Demo")).hasValue("true");
        assertThat(answer.headers().map())
                .anySatisfy((name, values) ->
                        assertThat(name.toUpperCase(Locale.ROOT)).isEqualTo("X-MBX-USED-WEIGHT-1M"));
    }
}
