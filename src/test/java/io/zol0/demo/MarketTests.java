package io.zol0.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketTests {
    private static final Instant OPENED = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v3/ticker/price",
                "/api/v3/depth?symbol=ETHUSDT&limit=20",
                "/api/v3/klines?symbol=BTCUSDT&interval=1m",
                "/api/v3/exchangeInfo",
                "/api/market/tickers",
                "/api/trading/history",
                "/api/trading/positions",
                "/api/trading/statistics",
                "/api/cache/init"
            })
    void a_body_changes_exactly_when_its_entity_tag_does(String target) {
        var market = market(5);
        var pages = new Pages(market, Clock.systemUTC(), 0.1);
        var page = pages.find(Ask.of("GET", target));
        var body = page.answer().get().body();
        var etag = page.feed().etag();
        var changes = 0;
        for (var second = 1; second <= 900; second++) {
            market.tick(OPENED.plusSeconds(second));
            var bodyNow = pages.find(Ask.of("GET", target)).answer().get().body();
            var etagNow = page.feed().etag();
            assertThat(bodyNow.equals(body)).isEqualTo(etagNow.equals(etag));
            changes += etagNow.equals(etag) ? 0 : 1;
            body = bodyNow;
            etag = etagNow;
        }
        assertThat(page.feed().changes())
                .hasSize(changes + 1)
                .last()
                .extracting(Feed.Change::etag)
                .isEqualTo(etag);
    }

    @Test
    void the_same_seed_makes_the_same_market() {
        assertThat(after900Ticks(1)).isEqualTo(after900Ticks(1)).isNotEqualTo(after900Ticks(2));
    }

    @Test
    void prices_stay_near_their_anchor_for_a_week() {
        var random = new SplittableRandom(9);
        var bitcoin = new Instrument("BTCUSDT", "97250.00", new Feed("run", OPENED), OPENED, random);
        var prices = IntStream.range(0, 7 * 24 * 3_600).mapToDouble(second -> {
            bitcoin.tick(OPENED.plusSeconds(second), random);
            return bitcoin.price().doubleValue();
        });
        assertThat(prices.summaryStatistics()).satisfies(week -> {
            assertThat(week.getMin()).isGreaterThan(97_250 * 0.85);
            assertThat(week.getMax()).isLessThan(97_250 * 1.15);
        });
    }

    @Test
    void the_log_of_changes_is_bounded() {
        var feed = new Feed("run", OPENED);
        Stream.iterate(OPENED, at -> at.plusSeconds(1)).limit(5_000).forEach(feed::changed);
        assertThat(feed.changes())
                .hasSize(Feed.KEPT)
                .last()
                .isEqualTo(new Feed.Change(OPENED.plusSeconds(4_999), "\"run-5001\""));
    }

    @Test
    void an_open_order_is_filled_after_some_ticks_and_becomes_history() {
        var market = market(3);
        var price = market.find("SOLUSDT").price();
        var order = market.orders.place("SOLUSDT", Ledger.Side.BUY, price, price, OPENED);
        for (var second = 1; market.orders.find(order.id()).state() == Orders.State.NEW && second < 1_000; second++) {
            market.tick(OPENED.plusSeconds(second));
        }
        assertThat(market.orders.find(order.id()).state()).isEqualTo(Orders.State.FILLED);
        assertThat(market.orders.cancel(order.id())).isNull();
        assertThat(market.ledger.history(5).encode()).contains(price.toPlainString());
    }

    private static List<String> after900Ticks(long seed) {
        var market = market(seed);
        IntStream.range(0, 900).forEach(second -> market.tick(OPENED.plusSeconds(second)));
        return List.of(
                market.preload().encode(),
                market.positions().encode(),
                market.find("BTCUSDT").depth(50).encode());
    }

    private static Market market(long seed) {
        return new Market(OPENED, new SplittableRandom(seed));
    }
}
