package io.zol0.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeWordsTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minInterval|min interval",
                "windows[0].capacity|windows 1, capacity",
                "costs[11].steps[1].upTo|costs 12, steps 2, up to"
            })
    void a_field_is_told_with_its_place_counted_from_one(String field, String words) {
        assertThat(ChangeWords.field(field)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ttl|PT1M30S|1 min 30 s",
                "windows[0].period|PT0.1S|100 ms",
                "margin|0.1|10 %",
                "control.ceiling|1.0|100 %",
                "largestBody|8388608|8 MB",
                "compress|true|yes",
                "heuristic|false|no",
                "mode|OWN_TTL|own ttl",
                "windows[0].capacity|1200|1200",
                "scope.key.name|X_KEY|X_KEY",
                "reason|PT is not a time|PT is not a time"
            })
    void a_value_is_told_as_a_form_shows_it(String field, String value, String words) {
        assertThat(ChangeWords.value(field, value)).isEqualTo(words);
    }

    @Test
    void what_is_not_there_is_a_dash() {
        assertThat(ChangeWords.value("ttl", null)).isEqualTo("–");
    }
}
