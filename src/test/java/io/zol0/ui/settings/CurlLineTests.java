package io.zol0.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurlLineTests {
    @Test
    void on_this_machine_no_token_is_needed() {
        assertThat(CurlLine.of("binance", "127.0.0.1:8081", false)).isEqualTo("curl -i http://localhost:8081/binance/");
    }

    @Test
    void from_elsewhere_the_line_shows_a_token_without_holding_one() {
        assertThat(CurlLine.of("binance", "192.0.2.7:8081", true))
                .isEqualTo("curl -i -H \"X-ZoL0-Token: $ZOL0_TOKEN\" https://192.0.2.7:8081/binance/");
    }
}
