package io.zol0.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A traded symbol: a price that wanders around its anchor (an Ornstein-Uhlenbeck walk of the logarithm, so that it stays
 * believable for months), its candles of a minute, its order book. Prices are whole numbers of the smallest step.
 */
final class Instrument {
    private static final int CANDLES = 500;
    private static final double STEP = 0.0004;
    private static final double PULL = 0.0002;

    final String symbol;
    final Feed feed;
    private final int digits;
    private final long anchor;
    private final Deque<Candle> candles = new ArrayDeque<>();
    private double drift;
    private long version;

    Instrument(String symbol, String anchor, Feed feed, Instant openedAt, RandomGenerator random) {
        var price = new BigDecimal(anchor);
        this.symbol = symbol;
        this.digits = price.scale();
        this.anchor = price.unscaledValue().longValueExact();
        this.feed = feed;
        var minute = openedAt.getEpochSecond() / 60;
        for (var past = minute - 100; past <= minute; past++) {
            for (var i = 0; i < 6; i++) {
                step(past * 60_000, random);
            }
        }
    }

    private record Candle(long openedAtMillis, long open, long high, long low, long close, long steps) {
        Candle with(long price) {
            return new Candle(openedAtMillis, open, Math.max(high, price), Math.min(low, price), price, steps + 1);
        }
    }

    /** Moves the price by at least its smallest step. */
    void tick(Instant now, RandomGenerator random) {
        var before = units();
        do {
            step(now.toEpochMilli(), random);
        } while (units() == before);
        feed.changed(now);
    }

    private void step(long millis, RandomGenerator random) {
        drift += STEP * random.nextGaussian() - PULL * drift;
        version++;
        var minute = Math.floorDiv(millis, 60_000L) * 60_000;
        var price = units();
        var last = candles.peekLast();
        if (last != null && last.openedAtMillis() == minute) {
            candles.removeLast();
            candles.addLast(last.with(price));
            return;
        }
        if (candles.size() == CANDLES) {
            candles.removeFirst();
        }
        candles.addLast(new Candle(minute, price, price, price, price, 1));
    }

    private long units() {
        return Math.max(1, Math.round(anchor * Math.exp(drift)));
    }

    BigDecimal price() {
        return BigDecimal.valueOf(units(), digits);
    }

    private String decimal(long units) {
        return BigDecimal.valueOf(units, digits).toPlainString();
    }

    JsonObject ticker() {
        return new JsonObject().put("symbol", symbol).put("price", price().toPlainString());
    }

    /** The last hour and more of trading; the window is what is remembered, not a day. */
    JsonObject summary() {
        var first = candles.getFirst();
        var open = BigDecimal.valueOf(first.open(), digits);
        return ticker().put("openPrice", open.toPlainString())
                .put("openTime", first.openedAtMillis())
                .put("priceChange", price().subtract(open).toPlainString())
                .put(
                        "highPrice",
                        decimal(candles.stream().mapToLong(Candle::high).max().orElseThrow()))
                .put(
                        "lowPrice",
                        decimal(candles.stream().mapToLong(Candle::low).min().orElseThrow()));
    }

    /** The book that belongs to the current price: the same until the price moves. */
    JsonObject depth(int limit) {
        var random = new SplittableRandom(31 * version + symbol.hashCode());
        return new JsonObject()
                .put("lastUpdateId", version)
                .put("bids", side(-1, limit, random))
                .put("asks", side(1, limit, random));
    }

    private JsonArray side(int direction, int limit, SplittableRandom random) {
        var levels = new JsonArray();
        var price = units();
        for (var i = 0; i < limit; i++) {
            price += direction * random.nextLong(1, 4);
            if (price < 1) {
                break;
            }
            levels.add(new JsonArray().add(decimal(price)).add(quantity(random)));
        }
        return levels;
    }

    static String quantity(RandomGenerator random) {
        return BigDecimal.valueOf(random.nextLong(1, 50_000), 4).toPlainString();
    }

    JsonArray klines(int limit) {
        var rows = new JsonArray();
        candles.stream()
                .skip(Math.max(0, candles.size() - limit))
                .forEach(candle -> rows.add(new JsonArray()
                        .add(candle.openedAtMillis())
                        .add(decimal(candle.open()))
                        .add(decimal(candle.high()))
                        .add(decimal(candle.low()))
                        .add(decimal(candle.close()))
                        .add(candle.openedAtMillis() + 59_999)
                        .add(candle.steps())));
        return rows;
    }
}
