package io.zol0.demo;

import static io.zol0.demo.Page.problem;

import io.zol0.demo.Page.Answer;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Placing, reading and canceling orders: {@code /api/v3/order}, parameters in the query. */
final class OrderPages {
    private final Market market;
    private final Clock clock;

    OrderPages(Market market, Clock clock) {
        this.market = market;
        this.clock = clock;
    }

    Page find(Ask ask) {
        return switch (ask.method()) {
            case "POST" -> place(ask);
            case "DELETE" -> Page.fresh(1, Latency.ofMillis(25, 0.4), () -> cancel(id(ask)));
            default -> Page.fresh(2, Latency.ofMillis(12, 0.4), () -> read(id(ask)));
        };
    }

    private Page place(Ask ask) {
        var symbol = ask.text("symbol");
        var instrument = symbol == null ? null : market.find(symbol);
        if (instrument == null) {
            return problem(Pages.noSymbol(market));
        }
        var side = side(ask.text("side"));
        var quantity = amount(ask.text("quantity"));
        var price = ask.text("price") == null ? instrument.price() : amount(ask.text("price"));
        if (side == null || quantity == null || price == null) {
            return problem(Answer.error(
                    400, -1102, "An order has side (BUY or SELL), quantity and price, both above 0 and below 1e9."));
        }
        return Page.fresh(
                1,
                Latency.ofMillis(40, 0.4),
                () -> Answer.of(market.orders
                        .place(instrument.symbol, side, price, quantity, clock.instant())
                        .json()));
    }

    private Answer read(long id) {
        var order = market.orders.find(id);
        return order == null ? Answer.error(400, -2013, "There is no such order.") : Answer.of(order.json());
    }

    private Answer cancel(long id) {
        var order = market.orders.cancel(id);
        return order == null ? Answer.error(400, -2011, "There is no such open order.") : Answer.of(order.json());
    }

    private static long id(Ask ask) {
        return ask.number("orderId", -1, Long.MAX_VALUE);
    }

    private static Ledger.@Nullable Side side(@Nullable String text) {
        return text == null
                ? null
                : switch (text.toUpperCase(Locale.ROOT)) {
                    case "BUY" -> Ledger.Side.BUY;
                    case "SELL" -> Ledger.Side.SELL;
                    default -> null;
                };
    }

    /** Null where the text is no decimal above 0 and below a thousand million with at most 8 places. */
    private static @Nullable BigDecimal amount(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}(\\.[0-9]{1,8})?") && !text.matches("[0.]+")
                ? new BigDecimal(text)
                : null;
    }
}
