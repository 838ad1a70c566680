package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTests {
    @Test
    void only_what_differs_is_told_each_field_by_its_place() {
        assertThat(Difference.between(
                        Map.of("same", 1, "windows", List.of(Map.of("capacity", 10, "kind", "ROLLING"))),
                        Map.of("same", 1, "windows", List.of(Map.of("capacity", 20, "kind", "ROLLING")))))
                .containsExactly(new Difference("windows[0].capacity", "10", "20"));
    }

    @Test
    void a_list_of_words_is_one_field() {
        assertThat(Difference.between(
                        Map.of("endpoints", List.of("GET /a")), Map.of("endpoints", List.of("GET /a", "GET /b"))))
                .containsExactly(new Difference("endpoints", "GET /a", "GET /a, GET /b"));
    }

    @Test
    void what_was_not_there_or_is_no_longer_has_one_side_only() {
        assertThat(Difference.between(null, Map.of("a", true))).containsExactly(new Difference("a", null, "true"));
        assertThat(Difference.between(Map.of("a", Map.of("b", 1)), null))
                .containsExactly(new Difference("a.b", "1", null));
    }

    @Test
    void nothing_differs_between_the_same() {
        Map<String, Object> state = SettingJson.fields(SettingJson.write(new Setting.OfQuota(TestSettings.quota(1))));
        assertThat(Difference.between(state, state)).isEmpty();
    }
}
