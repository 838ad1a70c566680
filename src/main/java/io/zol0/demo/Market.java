package io.zol0.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The virtual market behind the demo exchange. It moves only when it ticks; between two ticks every body is the same to
 * the byte. Same seed, same ticks, same market. Used by one thread.
 */
final class Market {
    /** How often the exchange lets the market tick. */
    static final Duration TICK = Duration.ofSeconds(1);

    private static final Map<String, String> LISTED = Map.of(
            "BTCUSDT", "97250.00",
            "ETHUSDT", "3380.00",
            "BNBUSDT", "655.00",
            "SOLUSDT", "254.00",
            "XRPUSDT", "1.4700",
            "ADAUSDT", "0.90000",
            "DOGEUSDT", "0.40000",
            "LINKUSDT", "17.500");
    private static final double MOVES_A_TICK = 0.5;
    private static final double TRADES_A_TICK = 0.1;
    private static final int POSITIONS_EVERY = 5;
    private static final int STATISTICS_EVERY = 300;
    private static final int PRELOAD_EVERY = 1_800;

    final Feed tickers;
    final Feed history;
    final Feed positions;
    final Feed statistics;
    final Feed preload;
    final Feed rules;
    final Ledger ledger = new Ledger();
    final Orders orders = new Orders();
    private final RandomGenerator random;
    private final Map<String, Instrument> instruments = new LinkedHashMap<>();
    private JsonArray positionsNow;
    private JsonObject statisticsNow;
    private JsonObject preloadNow;
    private long ticks;

    Market(Instant openedAt, RandomGenerator random) {
        this.random = random;
        var run = Long.toString(openedAt.toEpochMilli(), 36);
        new TreeMap<>(LISTED)
                .forEach((symbol, anchor) -> instruments.put(
                        symbol, new Instrument(symbol, anchor, new Feed(run, openedAt), openedAt, random)));
        for (var i = 120; i > 0; i--) {
            trade(openedAt.minusSeconds(i * 20L));
        }
        tickers = new Feed(run, openedAt);
        history = new Feed(run, openedAt);
        positions = new Feed(run, openedAt);
        statistics = new Feed(run, openedAt);
        preload = new Feed(run, openedAt);
        rules = new Feed(run, openedAt);
        positionsNow = ledger.positions(instruments.values());
        statisticsNow = ledger.statistics(openedAt);
        preloadNow = everything();
    }

    void tick(Instant now) {
        ticks++;
        var moved = false;
        for (var instrument : instruments.values()) {
            if (random.nextDouble() < MOVES_A_TICK) {
                instrument.tick(now, random);
                moved = true;
            }
        }
        if (moved) {
            tickers.changed(now);
        }
        var traded = orders.tick(ledger, now, random);
        if (random.nextDouble() < TRADES_A_TICK) {
            trade(now);
            traded = true;
        }
        if (traded) {
            history.changed(now);
        }
        if (ticks % POSITIONS_EVERY == 0) {
            positionsNow = ledger.positions(instruments.values());
            positions.changed(now);
        }
        if (ticks % STATISTICS_EVERY == 0) {
            statisticsNow = ledger.statistics(now);
            statistics.changed(now);
        }
        if (ticks % PRELOAD_EVERY == 0) {
            preloadNow = everything();
            preload.changed(now);
        }
    }

    private void trade(Instant at) {
        var all = instruments.values().toArray(Instrument[]::new);
        var instrument = all[random.nextInt(all.length)];
        var side = random.nextBoolean() ? Ledger.Side.BUY : Ledger.Side.SELL;
        var quantity = new BigDecimal(Instrument.quantity(random));
        ledger.trade(instrument.symbol, side, instrument.price(), quantity, at);
    }

    private JsonObject everything() {
        var candles = new JsonObject();
        instruments.forEach((symbol, instrument) -> candles.put(symbol, instrument.klines(100)));
        return new JsonObject().put("candles", candles).put("trades", ledger.history(100));
    }

    Collection<Instrument> instruments() {
        return instruments.values();
    }

    @Nullable
    Instrument find(String symbol) {
        return instruments.get(symbol);
    }

    /** Open positions, valued anew every 5 ticks. */
    JsonArray positions() {
        return positionsNow;
    }

    /** Figures over the trades, computed anew every 300 ticks. */
    JsonObject statistics() {
        return statisticsNow;
    }

    /** What a bot loads when it starts, gathered anew every 1,800 ticks. */
    JsonObject preload() {
        return preloadNow;
    }
}
