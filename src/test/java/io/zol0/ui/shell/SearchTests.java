package io.zol0.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchTests {
    private final Search.Hit depth = new Search.Hit("GET /api/v3/depth (binance)", "endpoints/1");

    @Test
    void every_word_has_to_be_there_in_any_order_and_case() {
        assertThat(depth.matches("Binance DEPTH")).isTrue();
        assertThat(depth.matches("depth kraken")).isFalse();
    }

    @Test
    void nothing_typed_finds_everything() {
        assertThat(depth.matches("  ")).isTrue();
    }

    @Test
    void no_two_pages_share_a_key() {
        assertThat(Place.ALL).extracting(Place::key).doesNotHaveDuplicates();
    }
}
