package io.zol0.demo;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The last 1,000 orders; the oldest is forgotten when a new one comes. An open one is filled after some ticks. */
final class Orders {
    private static final int KEPT = 1_000;
    private static final double FILLED_A_TICK = 0.15;

    private final LinkedHashMap<Long, Order> orders = new LinkedHashMap<>();
    private long lastId = 7_000_000;

    enum State {
        NEW,
        FILLED,
        CANCELED
    }

    record Order(
            long id, String symbol, Ledger.Side side, BigDecimal price, BigDecimal quantity, State state, Instant at) {
        JsonObject json() {
            return new JsonObject()
                    .put("symbol", symbol)
                    .put("orderId", id)
                    .put("side", side.name())
                    .put("type", "LIMIT")
                    .put("price", price.toPlainString())
                    .put("origQty", quantity.toPlainString())
                    .put("status", state.name())
                    .put("time", at.toEpochMilli());
        }

        private Order in(State next) {
            return new Order(id, symbol, side, price, quantity, next, at);
        }
    }

    Order place(String symbol, Ledger.Side side, BigDecimal price, BigDecimal quantity, Instant at) {
        if (orders.size() == KEPT) {
            orders.pollFirstEntry();
        }
        var order = new Order(++lastId, symbol, side, price, quantity, State.NEW, at);
        orders.put(order.id(), order);
        return order;
    }

    @Nullable
    Order find(long id) {
        return orders.get(id);
    }

    /** The canceled order; null where it is unknown or no longer open. */
    @Nullable
    Order cancel(long id) {
        var order = orders.get(id);
        if (order == null || order.state() != State.NEW) {
            return null;
        }
        var canceled = order.in(State.CANCELED);
        orders.put(id, canceled);
        return canceled;
    }

    /** Fills some of the open orders; whether there was one. */
    boolean tick(Ledger ledger, Instant now, RandomGenerator random) {
        var any = false;
        for (var entry : orders.entrySet()) {
            var order = entry.getValue();
            if (order.state() == State.NEW && random.nextDouble() < FILLED_A_TICK) {
                entry.setValue(order.in(State.FILLED));
                ledger.trade(order.symbol(), order.side(), order.price(), order.quantity(), now);
                any = true;
            }
        }
        return any;
    }
}
