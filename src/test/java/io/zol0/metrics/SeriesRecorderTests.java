package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class SeriesRecorderTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final SeriesName LEVEL = SeriesName.gauge("quota.level", "calls");
    private static final SeriesName REFUSED = SeriesName.counter("quota.refused", "calls");
    private static final SeriesKey KEY = LEVEL.of(Subject.quota(5, 1));
    private static final SeriesKey COUNT = REFUSED.of(Subject.quota(5, 1));

    private final HandClock clock = new HandClock(START);
    private final List<SeriesSource> sources = new ArrayList<>();
    private final List<SeriesBlock> blocks = new ArrayList<>();

    @Test
    void each_minute_comes_to_the_sink_exactly_once_with_its_pieces_and_notes() {
        SeriesRecorder recorder = recorder(SeriesSettings.standard());
        for (int i = 0; i < 25; i++) {
            recorder.set(KEY, i);
            recorder.set(KEY, i + 2);
            recorder.add(COUNT, 2);
            if (i == 3) {
                recorder.note(KEY, "lowered, since the provider refused");
            }
            pass(recorder, 5);
        }
        assertThat(blocks).hasSize(2).allSatisfy(block -> {
            assertThat(block.rows().get(COUNT)).isEqualTo(new SeriesRow(12, 24, 2, 2, 2));
            assertThat(block.minutes()).isEqualTo(1);
        });
        assertThat(blocks.getFirst().rows().get(KEY)).isEqualTo(new SeriesRow(12, 78, 0, 13, 13));
        assertThat(blocks.getFirst().notes()).extracting(SeriesNote::at).containsExactly(START.plusSeconds(15));
        assertThat(blocks.getLast().notes()).isEmpty();
    }

    @Test
    void the_end_gives_the_running_minute() {
        SeriesRecorder recorder = recorder(SeriesSettings.standard());
        recorder.start();
        recorder.add(COUNT, 7);
        recorder.stop();
        assertThat(blocks).extracting(block -> block.rows().get(COUNT).sum()).containsExactly(7.0);
    }

    @Test
    void started_it_asks_its_sources_by_itself() {
        sources.add(into -> into.gauge(KEY, 3));
        SeriesRecorder recorder =
                new SeriesRecorder(SeriesSettings.standard(), () -> sources, java.time.Clock.systemUTC());
        recorder.start();
        try {
            Instant deadline = Instant.now().plusSeconds(30);
            while (recorder.latest(KEY).isEmpty() && Instant.now().isBefore(deadline)) {
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(recorder.latest(KEY)).hasValue(3);
        } finally {
            recorder.stop();
        }
    }

    @Test
    void totals_of_a_source_become_amounts_also_when_they_begin_again() {
        Map<SeriesKey, Double> totals = new HashMap<>();
        sources.add(into -> totals.forEach(into::total));
        SeriesRecorder recorder = recorder(SeriesSettings.standard());
        recorder.start();
        totals.put(COUNT, 10.0);
        pass(recorder, 5);
        pass(recorder, 5);
        totals.put(COUNT, 13.0);
        pass(recorder, 5);
        totals.put(COUNT, 4.0);
        pass(recorder, 5);
        totals.clear();
        pass(recorder, 5);
        totals.put(COUNT, 1.0);
        pass(recorder, 5);
        recorder.stop();
        assertThat(sumOf(COUNT)).isEqualTo(10 + 3 + 4 + 1);
    }

    @Test
    void a_source_that_throws_does_not_hurt_the_others_nor_is_counted_twice_afterwards() {
        boolean[] broken = {false};
        sources.add(into -> {
            if (broken[0]) {
                throw new IllegalStateException("The sensor went away.");
            }
            into.total(COUNT, 100);
        });
        sources.add(into -> into.gauge(KEY, 1));
        SeriesRecorder recorder = recorder(SeriesSettings.standard());
        recorder.start();
        pass(recorder, 5);
        broken[0] = true;
        pass(recorder, 5);
        broken[0] = false;
        pass(recorder, 5);
        recorder.stop();
        assertThat(sumOf(COUNT)).isEqualTo(100);
        assertThat(blocks.getFirst().rows().get(KEY).count()).isEqualTo(3);
    }

    @Test
    void series_beyond_the_number_are_dropped_and_counted_while_known_ones_go_on() {
        SeriesRecorder recorder = recorder(new SeriesSettings(DataSize.ofMegabytes(8), DataSize.ofMegabytes(1), 100));
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 150; i++) {
                recorder.set(LEVEL.of(Subject.quota(i, 1)), i);
            }
            pass(recorder, 5);
        }
        assertThat(recorder.effort().series()).isEqualTo(100);
        assertThat(recorder.effort().mostSeries()).isEqualTo(100);
        assertThat(recorder.effort().dropped()).isEqualTo(3 * 50);
        assertThat(recorder.live()).hasSize(100);
    }

    @Test
    void a_series_that_is_silent_for_an_hour_makes_room() {
        SeriesRecorder recorder = recorder(new SeriesSettings(DataSize.ofMegabytes(8), DataSize.ofMegabytes(1), 100));
        for (int i = 0; i < 100; i++) {
            recorder.set(LEVEL.of(Subject.quota(i, 1)), i);
        }
        for (int i = 0; i < 64; i++) {
            recorder.set(LEVEL.of(Subject.quota(1, 1)), i);
            pass(recorder, 60);
        }
        recorder.set(LEVEL.of(Subject.quota(1000, 1)), 1);
        assertThat(recorder.effort().dropped()).isZero();
        assertThat(recorder.live())
                .containsExactlyInAnyOrder(LEVEL.of(Subject.quota(1, 1)), LEVEL.of(Subject.quota(1000, 1)));
    }

    @Test
    void beyond_the_budget_the_oldest_minutes_are_dropped_from_memory() {
        DataSize budget = DataSize.ofMegabytes(1);
        SeriesRecorder recorder = recorder(new SeriesSettings(budget, DataSize.ofMegabytes(1), 1000));
        for (int slot = 0; slot < 720; slot++) {
            for (int i = 0; i < 200; i++) {
                recorder.set(LEVEL.of(Subject.quota(i, 1)), slot);
                recorder.set(LEVEL.of(Subject.quota(i, 1)), slot + 1);
            }
            pass(recorder, 5);
            assertThat(recorder.effort().bytes()).isLessThanOrEqualTo(budget.toBytes());
        }
        assertThat(recorder.effort().liveFrom()).isAfter(START.plusSeconds(600)).isBefore(clock.now.minusSeconds(600));
        assertThat(recorder.effort().dropped()).isZero();
        long[] pieces = {0};
        recorder.forEach(LEVEL.of(Subject.quota(7, 1)), 0, Long.MAX_VALUE / 2, (slot, row) -> pieces[0]++);
        assertThat(pieces[0])
                .isEqualTo((clock.now.getEpochSecond()
                                - recorder.effort().liveFrom().getEpochSecond())
                        / 5);
        assertThat(blocks).hasSize(59);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e31, 1e31})
    void what_is_no_number_is_dropped_and_counted(double value) {
        SeriesRecorder recorder = recorder(SeriesSettings.standard());
        recorder.set(KEY, value);
        recorder.add(COUNT, value);
        recorder.add(COUNT, -1);
        recorder.set(KEY, -1);
        assertThat(recorder.effort().dropped()).isEqualTo(3);
        assertThat(recorder.latest(KEY)).hasValue(-1);
    }

    @Test
    void notes_are_bounded_and_the_rest_is_counted() {
        SeriesRecorder recorder = recorder(SeriesSettings.standard());
        for (int i = 0; i < 30; i++) {
            recorder.note(KEY, "step " + i);
        }
        for (int i = 0; i < 1000; i++) {
            recorder.note(LEVEL.of(Subject.quota(i, 2)), "x".repeat(2000));
        }
        pass(recorder, 60);
        pass(recorder, 5);
        assertThat(blocks.getFirst().notes()).hasSize(500);
        assertThat(blocks.getFirst().notes())
                .allSatisfy(note -> assertThat(note.text().length()).isLessThanOrEqualTo(SeriesNote.LONGEST));
        assertThat(recorder.effort().droppedNotes()).isEqualTo(10 + 520);
    }

    @Test
    void a_removed_upstream_takes_its_series_along_and_late_values_do_not_bring_them_back() {
        SeriesRecorder recorder = recorder(SeriesSettings.standard());
        SeriesKey other = LEVEL.of(Subject.quota(6, 2));
        recorder.set(KEY, 1);
        recorder.set(other, 1);
        recorder.set(LEVEL.of(Subject.endpoint(11, 1)), 1);
        recorder.note(KEY, "lowered");
        recorder.forget(Subject.upstream(1));
        recorder.set(KEY, 2);
        recorder.note(KEY, "raised");
        pass(recorder, 60);
        pass(recorder, 5);
        assertThat(recorder.live()).containsExactly(other);
        assertThat(blocks).allSatisfy(block -> {
            assertThat(block.rows()).containsOnlyKeys(other);
            assertThat(block.notes()).isEmpty();
        });
        recorder.forget(Subject.quota(6, 2));
        assertThat(recorder.live()).isEmpty();
        assertThat(recorder.effort().dropped()).isZero();
    }

    @Test
    void a_clock_that_goes_back_an_hour_does_not_stop_the_series() {
        SeriesRecorder recorder = recorder(SeriesSettings.standard());
        recorder.set(KEY, 1);
        pass(recorder, 5);
        clock.pass(-3600);
        recorder.tick(clock.now);
        recorder.set(KEY, 2);
        pass(recorder, 5);
        assertThat(recorder.latest(KEY)).hasValue(2);
        assertThat(recorder.effort().liveFrom()).isBefore(START);
    }

    @Test
    void a_gauge_is_not_added_to_and_a_counter_not_set() {
        SeriesRecorder recorder = recorder(SeriesSettings.standard());
        assertThatThrownBy(() -> recorder.add(KEY, 1)).hasMessage("quota.level is a GAUGE, but was used as a COUNTER.");
        assertThatThrownBy(() -> recorder.set(COUNT, 1)).hasMessageContaining("is a COUNTER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Quota", "quota.", "a b", "quota.<b>", ".a", "a..b"})
    void a_name_that_is_no_word_is_refused(String name) {
        assertThatThrownBy(() -> SeriesName.gauge(name, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A series cannot be called");
    }

    private SeriesRecorder recorder(SeriesSettings settings) {
        SeriesRecorder recorder = new SeriesRecorder(settings, () -> sources, clock);
        recorder.feed(new SeriesSink() {
            @Override
            public void accept(SeriesBlock block) {
                blocks.add(block);
            }

            @Override
            public void forget(Subject gone) {}
        });
        return recorder;
    }

    private void pass(SeriesRecorder recorder, int seconds) {
        clock.pass(seconds);
        recorder.tick(clock.now);
    }

    private double sumOf(SeriesKey key) {
        return blocks.stream()
                .filter(block -> block.rows().containsKey(key))
                .mapToDouble(block -> block.rows().get(key).sum())
                .sum();
    }
}
