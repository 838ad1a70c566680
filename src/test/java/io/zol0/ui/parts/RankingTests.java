package io.zol0.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTests {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Ranking<Row> ranking =
            new Ranking<>(2, Row::id, Comparator.comparingInt(Row::calls).reversed());

    private record Row(long id, int calls) {}

    @Test
    void rows_keep_their_order_for_five_seconds_while_their_figures_move() {
        ranking.of(List.of(new Row(1, 10), new Row(2, 20), new Row(3, 5)), NOON);

        List<Row> overtaken = List.of(new Row(1, 30), new Row(2, 20), new Row(3, 40));

        assertThat(ranking.of(overtaken, NOON.plusSeconds(4))).containsExactly(new Row(2, 20), new Row(1, 30));
        assertThat(ranking.of(overtaken, NOON.plusSeconds(5))).containsExactly(new Row(3, 40), new Row(1, 30));
    }

    @Test
    void a_place_that_became_empty_is_filled_at_once() {
        ranking.of(List.of(new Row(1, 10), new Row(2, 20), new Row(3, 5)), NOON);

        assertThat(ranking.of(List.of(new Row(1, 10), new Row(3, 5)), NOON.plusSeconds(1)))
                .containsExactly(new Row(1, 10), new Row(3, 5));
    }

    @Test
    void a_free_place_is_taken_by_the_first_that_comes() {
        ranking.of(List.of(new Row(1, 10)), NOON);

        assertThat(ranking.of(List.of(new Row(1, 10), new Row(3, 50)), NOON.plusSeconds(1)))
                .containsExactly(new Row(3, 50), new Row(1, 10));
    }
}
