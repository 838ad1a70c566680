package io.zol0.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one account of the exchange: its last 500 trades and what they left open and earned. The oldest trade goes when a
 * new one comes.
 */
final class Ledger {
    private static final int KEPT = 500;

    private final Deque<Trade> trades = new ArrayDeque<>();
    private final Map<String, Position> positions = new LinkedHashMap<>();
    private long lastId = 100_000;

    enum Side {
        BUY,
        SELL
    }

    /** A trade and what it earned against the position it made smaller. */
    private record Trade(
            long id, String symbol, Side side, BigDecimal price, BigDecimal quantity, BigDecimal earned, Instant at) {
        JsonObject json() {
            return new JsonObject()
                    .put("id", id)
                    .put("symbol", symbol)
                    .put("side", side.name())
                    .put("price", price.toPlainString())
                    .put("qty", quantity.toPlainString())
                    .put("realizedPnl", earned.toPlainString())
                    .put("time", at.toEpochMilli());
        }
    }

    /** How much is held (below zero: owed) and the average price it was had for. */
    private record Position(BigDecimal held, BigDecimal entry) {
        static final Position FLAT = new Position(BigDecimal.ZERO, BigDecimal.ZERO);

        Position after(BigDecimal signed, BigDecimal price) {
            var now = held.add(signed);
            if (now.signum() == 0) {
                return FLAT;
            }
            if (held.signum() * signed.signum() >= 0) {
                var cost = held.multiply(entry).add(signed.multiply(price));
                return new Position(now, cost.divide(now, 8, RoundingMode.HALF_EVEN));
            }
            return new Position(now, now.signum() == held.signum() ? entry : price);
        }

        BigDecimal earnedBy(BigDecimal signed, BigDecimal price) {
            if (held.signum() * signed.signum() >= 0) {
                return BigDecimal.ZERO;
            }
            var closed = held.abs().min(signed.abs()).multiply(BigDecimal.valueOf(held.signum()));
            return price.subtract(entry).multiply(closed).setScale(2, RoundingMode.HALF_EVEN);
        }
    }

    void trade(String symbol, Side side, BigDecimal price, BigDecimal quantity, Instant at) {
        var position = positions.getOrDefault(symbol, Position.FLAT);
        var signed = side == Side.BUY ? quantity : quantity.negate();
        if (trades.size() == KEPT) {
            trades.removeFirst();
        }
        trades.addLast(new Trade(++lastId, symbol, side, price, quantity, position.earnedBy(signed, price), at));
        positions.put(symbol, position.after(signed, price));
    }

    /** Newest first. */
    JsonArray history(int limit) {
        var rows = new JsonArray();
        trades.reversed().stream().limit(limit).forEach(trade -> rows.add(trade.json()));
        return rows;
    }

    @Nullable
    JsonObject find(long id) {
        return trades.stream()
                .filter(trade -> trade.id() == id)
                .findFirst()
                .map(Trade::json)
                .orElse(null);
    }

    JsonArray positions(Collection<Instrument> instruments) {
        var rows = new JsonArray();
        for (var instrument : instruments) {
            var position = positions.getOrDefault(instrument.symbol, Position.FLAT);
            if (position.held().signum() != 0) {
                var gain = instrument.price().subtract(position.entry()).multiply(position.held());
                rows.add(new JsonObject()
                        .put("symbol", instrument.symbol)
                        .put("positionAmt", position.held().toPlainString())
                        .put("entryPrice", position.entry().toPlainString())
                        .put("markPrice", instrument.price().toPlainString())
                        .put(
                                "unRealizedProfit",
                                gain.setScale(2, RoundingMode.HALF_EVEN).toPlainString()));
            }
        }
        return rows;
    }

    /** Figures over the kept trades. */
    JsonObject statistics(Instant now) {
        var earned = new ArrayList<BigDecimal>();
        var volume = BigDecimal.ZERO;
        for (var trade : trades) {
            volume = volume.add(trade.price().multiply(trade.quantity()));
            if (trade.earned().signum() != 0) {
                earned.add(trade.earned());
            }
        }
        var winners = earned.stream().filter(amount -> amount.signum() > 0).count();
        return new JsonObject()
                .put("trades", trades.size())
                .put("winners", winners)
                .put("losers", earned.size() - winners)
                .put(
                        "realizedPnl",
                        earned.stream().reduce(BigDecimal.ZERO, BigDecimal::add).toPlainString())
                .put("volume", volume.setScale(2, RoundingMode.HALF_EVEN).toPlainString())
                .put("computedAt", now.toEpochMilli());
    }
}
