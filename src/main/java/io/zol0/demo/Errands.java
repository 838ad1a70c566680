package io.zol0.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.zol0.demo.Errand.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the demo callers do all day: together about 15 calls a second that weigh about 1,100 a minute, under the exchange's
 * limit. Every few minutes a scan of deep order books takes them all over it.
 */
final class Errands {
    private static final List<String> SYMBOLS =
            List.of("BTCUSDT", "ETHUSDT", "BNBUSDT", "SOLUSDT", "XRPUSDT", "ADAUSDT", "DOGEUSDT", "LINKUSDT");
    private static final int REMEMBERED = 20;

    private final RandomGenerator random;
    private final Deque<Long> orders = new ArrayDeque<>();
    private final Deque<Long> trades = new ArrayDeque<>();

    Errands(RandomGenerator random) {
        this.random = random;
    }

    List<Errand> all() {
        return List.of(
                Errand.of("demo-market-maker", Pace.every(200), () -> get("/api/v3/depth?limit=20&symbol=" + symbol())),
                Errand.learning("demo-market-maker", Pace.every(3_000), this::order, this::placed),
                Errand.of("demo-market-maker", Pace.every(3_000), this::lookAtOrder),
                Errand.of("demo-market-maker", Pace.every(4_000), this::cancelOrder),
                Errand.of("demo-ticker-board", Pace.every(260), () -> get("/api/v3/ticker/price?symbol=" + symbol())),
                Errand.conditional("demo-ticker-board", Pace.every(2_500), () -> get("/api/market/tickers")),
                Errand.of("demo-order-bot", Pace.every(500), () -> get("/api/v3/time")),
                Errand.of(
                        "demo-order-bot", Pace.every(900), () -> get("/api/v3/klines?interval=1m&symbol=" + symbol())),
                Errand.learning("demo-order-bot", Pace.every(5_000), this::order, this::placed),
                Errand.of("demo-statistics-job", Pace.every(5_000), () -> get("/api/trading/statistics")),
                Errand.of("demo-dashboard", Pace.every(5_000), () -> get("/api/trading/statistics")),
                Errand.conditional("demo-dashboard", Pace.every(2_500), () -> get("/api/trading/positions")),
                Errand.learning(
                        "demo-history-loader", Pace.every(20_000), () -> get("/api/trading/history"), this::read),
                Errand.of("demo-history-loader", Pace.every(2_500), this::trade),
                Errand.of("demo-cache-warmer", Pace.every(10_000), () -> get("/api/cache/init")),
                Errand.conditional("demo-cache-warmer", Pace.every(60_000), () -> get("/api/v3/exchangeInfo")),
                Errand.of(
                        "demo-book-scan",
                        Pace.bursts(40, 250, 300_000, 60_000),
                        () -> get("/api/v3/depth?limit=1000&symbol=" + symbol())));
    }

    private String symbol() {
        return SYMBOLS.get(random.nextInt(SYMBOLS.size()));
    }

    private static Call get(String target) {
        return new Call(HttpMethod.GET, target);
    }

    private Call order() {
        var side = random.nextBoolean() ? "BUY" : "SELL";
        return new Call(
                HttpMethod.POST,
                "/api/v3/order?type=LIMIT&symbol=" + symbol() + "&side=" + side + "&quantity="
                        + Instrument.quantity(random));
    }

    private void placed(Buffer body) {
        remember(orders, body.toJsonObject().getLong("orderId"));
    }

    private @Nullable Call lookAtOrder() {
        var id = orders.peekLast();
        return id == null ? null : get("/api/v3/order?orderId=" + id);
    }

    private @Nullable Call cancelOrder() {
        var id = orders.pollLast();
        return id == null ? null : new Call(HttpMethod.DELETE, "/api/v3/order?orderId=" + id);
    }

    private void read(Buffer body) {
        var rows = body.toJsonArray();
        for (var i = Math.min(REMEMBERED, rows.size()) - 1; i >= 0; i--) {
            remember(trades, rows.getJsonObject(i).getLong("id"));
        }
    }

    private @Nullable Call trade() {
        var id = trades.pollFirst();
        return id == null ? null : get("/api/trading/history/" + id);
    }

    private static void remember(Deque<Long> ids, Long id) {
        if (ids.size() == REMEMBERED) {
            ids.removeFirst();
        }
        ids.addLast(id);
    }
}
