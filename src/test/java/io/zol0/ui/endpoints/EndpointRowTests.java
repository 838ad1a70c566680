package io.zol0.ui.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.EndpointStats;
import io.zol0.ui.Measured;
import io.zol0.ui.endpoints.EndpointRow.Order;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointRowTests {
    private final EndpointRow depth = row(1, "GET /api/v3/depth", "binance", 100, 20);
    private final EndpointRow order = row(2, "POST /api/v3/order", "binance", 10, 90);
    private final EndpointRow ticker = row(3, "GET /0/public/Ticker", "kraken", 50, 40);
    private final List<EndpointRow> all = List.of(depth, order, ticker);

    @Test
    void the_busiest_come_first_unless_asked_otherwise() {
        assertThat(EndpointRow.select(all, "", Order.byKey("nonsense"), true)).containsExactly(depth, ticker, order);
    }

    @Test
    void every_word_of_the_filter_has_to_match() {
        assertThat(EndpointRow.select(all, "get BINANCE", Order.NAME, false)).containsExactly(depth);
        assertThat(EndpointRow.select(all, "production", Order.NAME, false)).hasSize(3);
    }

    @Test
    void each_order_has_a_key_that_finds_it_again() {
        assertThat(Order.values())
                .allSatisfy(each -> assertThat(Order.byKey(each.key())).isEqualTo(each));
    }

    @Test
    void latency_sorts_by_time_and_not_by_its_words() {
        assertThat(EndpointRow.select(all, "", Order.P95, true)).containsExactly(order, ticker, depth);
    }

    private static EndpointRow row(long id, String name, String upstream, long calls, long p95) {
        return new EndpointRow(
                name,
                upstream,
                "production",
                new EndpointStats(
                        id, 1, Measured.stats(Duration.ofMinutes(5), calls, 0, Duration.ofMillis(p95)), List.of(1L)));
    }
}
