package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTests {
    @ParameterizedTest
    @CsvSource({
        "/api/v3/depth, /api/v3/depth",
        "/api/v3/depth?symbol=BTCUSDT&limit=5, /api/v3/depth",
        "/api/v3/order/123456, /api/v3/order/{id}",
        "/api/v3/order/123456/fills/7, /api/v3/order/{id}/fills/{id}",
        "/u/3f2504e0-4f89-11d3-9a0c-0305e82c3301, /u/{id}",
        "/tx/0x52908400098527886e0f7030069857d2e4169ee7, /tx/{id}",
        "/blob/9f86d081884c7d659a2feaa0c55ad015, /blob/{id}",
        "/object/01ARZ3NDEKTSV4RRFFQ69G5FAV, /object/{id}",
        "/day/2026-11-23, /day/{id}",
        "/price/1.25, /price/{id}",
        "/account/someone@example.org/orders, /account/{id}/orders",
    })
    void ids_uuids_hashes_and_numbers_collapse(String target, String template) {
        assertThat(PathTemplate.of(target)).isEqualTo(template);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v3/ticker/BTCUSDT, /api/v3/ticker/BTCUSDT",
        "/products/BTC-USD/book, /products/BTC-USD/book",
        "/api/v5/market/index-candles, /api/v5/market/index-candles",
        "/1INCHUSDT, /1INCHUSDT",
        "/get_server_time, /get_server_time",
        "/fapi/v1/klines, /fapi/v1/klines",
        "/deadbeef, /deadbeef",
    })
    void words_versions_and_symbols_stay(String target, String template) {
        assertThat(PathTemplate.of(target)).isEqualTo(template);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "'', /",
        "/?a=b, /",
        "/a/, /a",
        "//a///b, /a/b",
        "/%61pi/v3/%64epth, /api/v3/depth",
        "/a%2Fb, /a%2Fb",
        "/a%zz, /a%zz",
        "/a%, /a%",
    })
    void spellings_of_one_path_share_a_template(String target, String template) {
        assertThat(PathTemplate.of(target)).isEqualTo(template);
    }

    @Test
    void a_path_that_is_its_own_template_is_not_copied() {
        String path = "/api/v3/exchangeInfo";
        assertThat(PathTemplate.of(path)).isSameAs(path);
    }

    @Test
    void a_very_deep_path_is_cut() {
        assertThat(PathTemplate.of("/a".repeat(50))).isEqualTo("/a".repeat(16) + "/…");
    }
}
