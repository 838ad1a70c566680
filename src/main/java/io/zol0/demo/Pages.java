package io.zol0.demo;

import static io.zol0.demo.Page.problem;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zol0.demo.Page.Answer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The pages of the demo exchange and what each call of them weighs: Binance's weights of the time when its limit was 1,200
 * a minute, and weights of ours for the bot's own API beside it.
 */
final class Pages {
    private static final int MANY = 5_000;

    private final Market market;
    private final OrderPages orders;
    private final Clock clock;
    private final double slowness;
    private final Map<String, Function<Ask, Page>> byPath;

    /** @param slowness 1 makes the two slow pages as slow as the monitor of a trading bot reported that ZoL0 succeeds */
    Pages(Market market, Clock clock, double slowness) {
        this.market = market;
        this.orders = new OrderPages(market, clock);
        this.clock = clock;
        this.slowness = slowness;
        byPath = Map.ofEntries(
                Map.entry("/api/v3/time", this::time),
                Map.entry("/api/v3/exchangeInfo", this::exchangeInfo),
                Map.entry("/api/v3/ticker/price", this::price),
                Map.entry("/api/v3/depth", this::depth),
                Map.entry("/api/v3/klines", this::klines),
                Map.entry("/api/v3/order", orders::find),
                Map.entry("/api/market/tickers", this::tickers),
                Map.entry("/api/trading/statistics", this::statistics),
                Map.entry("/api/trading/positions", this::positions),
                Map.entry("/api/trading/history", this::history),
                Map.entry("/api/cache/init", this::preload),
                Map.entry("/demo/changes", this::changes));
    }

    Page find(Ask ask) {
        var page = byPath.get(ask.path());
        var trade = "/api/trading/history/";
        if (page == null && ask.path().startsWith(trade)) {
            page = one -> trade(one.path().substring(trade.length()));
        }
        if (page == null) {
            var known = String.join(", ", byPath.keySet().stream().sorted().toList());
            return problem(Answer.error(404, -1000, "The demo exchange has no such path; it has " + known + "."));
        }
        var allowed = ask.path().equals("/api/v3/order") ? "GET, HEAD, POST, DELETE" : "GET, HEAD";
        if (!List.of(allowed.split(", ")).contains(ask.method())) {
            return problem(
                    Answer.error(405, -1000, "This path takes " + allowed + ".").with("Allow", allowed));
        }
        return page.apply(ask);
    }

    private Page time(Ask ask) {
        return Page.fresh(
                1, Latency.ofMillis(3, 0.4), () -> Answer.of(new JsonObject().put("serverTime", clock.millis())));
    }

    private Page exchangeInfo(Ask ask) {
        var limit = new JsonObject()
                .put("rateLimitType", "REQUEST_WEIGHT")
                .put("interval", "MINUTE")
                .put("intervalNum", 1)
                .put("limit", WeightLimit.PER_MINUTE);
        var symbols = new JsonArray();
        market.instruments()
                .forEach(one ->
                        symbols.add(new JsonObject().put("symbol", one.symbol).put("status", "TRADING")));
        var body = new JsonObject()
                .put("timezone", "UTC")
                .put("rateLimits", new JsonArray().add(limit))
                .put("symbols", symbols);
        return new Page(10, Latency.ofMillis(30, 0.4), "max-age=300", market.rules, () -> Answer.of(body));
    }

    private Page price(Ask ask) {
        var latency = Latency.ofMillis(8, 0.5);
        if (ask.text("symbol") == null) {
            return new Page(2, latency, "max-age=1", market.tickers, () -> {
                var rows = new JsonArray();
                market.instruments().forEach(one -> rows.add(one.ticker()));
                return Answer.of(rows);
            });
        }
        return ofSymbol(ask, one -> new Page(1, latency, "max-age=1", one.feed, () -> Answer.of(one.ticker())));
    }

    private Page depth(Ask ask) {
        var limit = (int) ask.number("limit", 100, MANY);
        if (limit < 0) {
            return problem(noLimit());
        }
        var weight = limit <= 100 ? 1 : limit <= 500 ? 5 : limit <= 1_000 ? 10 : 50;
        var latency = Latency.ofMillis(12 + limit / 50, 0.5);
        return ofSymbol(ask, one -> new Page(weight, latency, "no-cache", one.feed, () -> Answer.of(one.depth(limit))));
    }

    private Page klines(Ask ask) {
        var limit = (int) ask.number("limit", 100, 1_000);
        if (limit < 0) {
            return problem(noLimit());
        }
        if (!"1m".equals(ask.text("interval"))) {
            return problem(Answer.error(400, -1120, "Parameter interval must be 1m: the demo has no other candles."));
        }
        var latency = Latency.ofMillis(25, 0.5);
        return ofSymbol(ask, one -> new Page(1, latency, "max-age=5", one.feed, () -> Answer.of(one.klines(limit))));
    }

    private Page tickers(Ask ask) {
        return new Page(2, Latency.ofMillis(60, 0.5), "max-age=1", market.tickers, () -> {
            var rows = new JsonArray();
            market.instruments().forEach(one -> rows.add(one.summary()));
            return Answer.of(rows);
        });
    }

    private Page statistics(Ask ask) {
        var latency = Latency.ofMillis(7_000, 0.25).times(slowness);
        return new Page(5, latency, null, market.statistics, () -> Answer.of(market.statistics()));
    }

    private Page positions(Ask ask) {
        return new Page(
                2, Latency.ofMillis(90, 0.5), "no-cache", market.positions, () -> Answer.of(market.positions()));
    }

    private Page history(Ask ask) {
        var limit = (int) ask.number("limit", 100, 500);
        return limit < 0
                ? problem(noLimit())
                : new Page(
                        5,
                        Latency.ofMillis(250, 0.5),
                        "max-age=10",
                        market.history,
                        () -> Answer.of(market.ledger.history(limit)));
    }

    private Page trade(String id) {
        var number = Ask.number(id, Long.MAX_VALUE);
        var found = number < 0 ? null : market.ledger.find(number);
        return found == null
                ? problem(Answer.error(404, -2013, "There is no such trade among the last 500."))
                : new Page(1, Latency.ofMillis(40, 0.5), "max-age=86400, immutable", null, () -> Answer.of(found));
    }

    private Page preload(Ask ask) {
        var latency = Latency.ofMillis(10_000, 0.25).times(slowness);
        return new Page(10, latency, null, market.preload, () -> Answer.of(market.preload()));
    }

    /** {@code /demo/changes?of=…} tells since when which entity tag is the current one of a target, oldest first. */
    private Page changes(Ask ask) {
        var of = ask.text("of");
        var asked = of == null ? null : Ask.of("GET", of);
        var feed = asked == null || asked.path().equals(ask.path())
                ? null
                : find(asked).feed();
        if (feed == null) {
            return problem(Answer.error(400, -1102, "Parameter of must be a target whose answers carry an ETag."));
        }
        return Page.fresh(0, Latency.ofMillis(1, 0.2), () -> {
            var rows = new JsonArray();
            feed.changes()
                    .forEach(change -> rows.add(new JsonObject()
                            .put("at", change.at().toEpochMilli())
                            .put("etag", change.etag())));
            return Answer.of(rows);
        });
    }

    private Page ofSymbol(Ask ask, Function<Instrument, Page> page) {
        var symbol = ask.text("symbol");
        var instrument = symbol == null ? null : market.find(symbol);
        return instrument == null ? problem(noSymbol(market)) : page.apply(instrument);
    }

    static Answer noSymbol(Market market) {
        var symbols = String.join(
                ", ", market.instruments().stream().map(one -> one.symbol).toList());
        return Answer.error(400, -1121, "Parameter symbol must be one of " + symbols + ".");
    }

    private static Answer noLimit() {
        return Answer.error(400, -1100, "Parameter limit must be a whole number from 1 to this path's largest.");
    }
}
