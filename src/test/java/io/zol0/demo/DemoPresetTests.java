package io.zol0.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Cost;
import io.zol0.limits.LimitDocument.Limit;
import io.zol0.limits.Preset;
import io.zol0.limits.Presets;
import io.zol0.limits.Readings;
import io.zol0.limits.Signal;
import io.zol0.limits.Signal.Count;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The preset of the demo, and Binance's of the same form, held against what the demo exchange says and counts. */
class DemoPresetTests {
    private final HandClock clock = new HandClock();
    private final Vertx vertx = DemoLoop.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @BeforeEach
    void open() {
        var settings = new DemoSettings(0.01, 1, 1);
        port = new DemoExchange(vertx, clock, settings, Weather.CALM).open().await();
    }

    @AfterEach
    void close() {
        client.close();
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "binance"})
    void used_weight_refusal_and_ban_are_read(String preset) throws Exception {
        assertThat(signal(preset, get("/api/v3/depth?symbol=BTCUSDT&limit=5000")))
                .isEqualTo(new Signal(
                        Meaning.FINE,
                        null,
                        false,
                        null,
                        List.of(new Count("weight", Duration.ofMinutes(1), 50, -1, -1, null))));
        for (int i = 0; i < 23; i++) {
            get("/api/v3/depth?symbol=BTCUSDT&limit=5000");
        }
        Signal refused = signal(preset, get("/api/v3/time"));
        assertThat(refused.meaning()).isEqualTo(Meaning.REFUSED);
        assertThat(refused.until()).isEqualTo(clock.instant().plusSeconds(60));
        for (int i = 1; i < WeightLimit.PATIENCE; i++) {
            get("/api/v3/time");
        }
        Signal banned = signal(preset, get("/api/v3/time"));
        assertThat(banned.meaning()).isEqualTo(Meaning.BANNED);
        assertThat(banned.until()).isEqualTo(clock.instant().plus(WeightLimit.FIRST_BAN));
    }

    @Test
    void the_limit_is_read_where_the_demo_writes_it_down() throws Exception {
        var document = shipped("demo").document();
        assertThat(document).isNotNull();
        assertThat(document.read(get(document.path()).body()))
                .containsExactly(new Limit("weight", Duration.ofMinutes(1), WeightLimit.PER_MINUTE));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v3/time, GET /api/v3/time",
        "/api/v3/exchangeInfo, GET /api/v3/exchangeInfo",
        "/api/v3/depth?symbol=BTCUSDT&limit=100, GET /api/v3/depth",
        "/api/v3/depth?symbol=BTCUSDT&limit=1000, GET /api/v3/depth",
        "/api/v3/depth?symbol=BTCUSDT&limit=5000, GET /api/v3/depth",
        "/api/v3/klines?symbol=BTCUSDT&interval=1m, GET /api/v3/klines",
        "/api/v3/ticker/price?symbol=BTCUSDT, GET /api/v3/ticker/price",
        "/api/market/tickers, GET /api/market/tickers",
        "/api/trading/positions, GET /api/trading/positions",
        "/api/trading/history, GET /api/trading/history",
        "/api/trading/statistics, GET /api/trading/statistics",
        "/api/cache/init, GET /api/cache/init"
    })
    void what_a_call_weighs_is_what_the_demo_counts(String target, String endpoint) throws Exception {
        long counted = signal("demo", get(target)).counts().getFirst().used();
        Cost cost = shipped("demo").quotas().getFirst().costs().stream()
                .filter(one -> one.endpoint().equals(endpoint))
                .findFirst()
                .orElse(new Cost(endpoint, 1, null, List.of(), false));
        int limit = target.indexOf("limit=");
        long asked = limit < 0 ? 0 : Long.parseLong(target.substring(limit + 6));
        long weight = cost.steps().stream()
                .filter(step -> limit >= 0 && asked <= step.upTo())
                .findFirst()
                .map(Cost.Step::weight)
                .orElse(cost.weight());
        assertThat(weight).isEqualTo(counted);
    }

    private Signal signal(String preset, HttpResponse<byte[]> answer) {
        return Readings.of(shipped(preset), List.of())
                .read(
                        answer.statusCode(),
                        name -> answer.headers().firstValue(name).orElse(null),
                        answer.body(),
                        answer.body().length,
                        clock.millis());
    }

    private static Preset shipped(String name) {
        return Presets.shipped().stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<byte[]> get(String target) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                        .build(),
                BodyHandlers.ofByteArray());
    }
}
