package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisitsTests {
    private final Visits visits = new Visits();

    @Test
    void what_was_noted_is_told_once() {
        visits.note("bot", "10.0.0.1");
        visits.note("bot", "10.0.0.1");
        visits.note("", "10.0.0.9");
        assertThat(visits.take())
                .containsExactlyInAnyOrder(new Visit("bot", "10.0.0.1", 2), new Visit("", "10.0.0.9", 1));
        assertThat(visits.take()).isEmpty();
    }

    @Test
    void a_flood_of_addresses_is_bounded() {
        for (int i = 0; i < 5_000; i++) {
            visits.note("", "10.0.%d.%d".formatted(i / 256, i % 256));
        }
        assertThat(visits.take()).hasSize(Visits.MOST);
        visits.note("bot", "10.0.0.1");
        assertThat(visits.take()).hasSize(1);
    }
}
