package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveSeriesTests {
    private static final SeriesKey GAUGE = SeriesName.gauge("a.gauge", "").ofWhole();
    private static final SeriesKey COUNTER = SeriesName.counter("a.counter", "").ofWhole();
    private static final long FIRST = 350_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_is_told_the_last_hour_is_what_a_plain_list_has(long seed) {
        Random random = new Random(seed);
        SeriesKey key = seed % 2 == 0 ? GAUGE : COUNTER;
        LiveSeries series = new LiveSeries(key);
        Map<Long, List<Double>> naive = new TreeMap<>();
        long slot = FIRST;
        for (int i = 0; i < 3000; i++) {
            slot += random.nextInt(10) == 0 ? 1 + random.nextInt(random.nextInt(50) == 0 ? 2000 : 40) : 1;
            int values = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(3);
            for (int n = 0; n < values; n++) {
                double value = random.nextInt(4) == 0 ? 7 : random.nextDouble() * Math.pow(10, random.nextInt(9));
                series.tell(value);
                naive.computeIfAbsent(slot, any -> new ArrayList<>()).add(value);
            }
            series.closeSlot(slot);
            if (random.nextInt(100) == 0) {
                compare(series, naive, key, slot, slot - random.nextInt(900), slot - random.nextInt(3));
            }
        }
        compare(series, naive, key, slot, 0, Long.MAX_VALUE / 2);
    }

    @Test
    void a_minute_is_the_sum_of_its_pieces() {
        LiveSeries series = new LiveSeries(GAUGE);
        for (int i = 0; i < 12; i++) {
            series.tell(i);
            series.tell(i + 2);
            series.closeSlot(FIRST + i);
        }
        assertThat(series.closeMinute()).contains(new SeriesRow(12, 78, 0, 13, 13));
        assertThat(series.closeMinute()).isEmpty();
    }

    @Test
    void a_piece_that_is_ended_twice_has_what_was_told_in_both() {
        LiveSeries series = new LiveSeries(COUNTER);
        series.tell(2);
        series.closeSlot(FIRST);
        series.tell(3);
        series.closeSlot(FIRST);
        assertThat(rows(series, FIRST, FIRST)).containsExactly(new SeriesRow(1, 5, 5, 5, 5));
        assertThat(series.closeMinute()).map(SeriesRow::sum).contains(5.0);
    }

    @Test
    void restored_minutes_are_there_beside_what_is_new() {
        LiveSeries series = new LiveSeries(GAUGE);
        long minute = FIRST / 12;
        series.restore(minute - 2, new SeriesRow(12, 120, 5, 20, 9));
        series.restore(minute, new SeriesRow(3, 30, 10, 10, 10));
        series.tell(50);
        series.closeSlot(minute * 12 + 8);
        assertThat(rows(series, 0, Long.MAX_VALUE / 2))
                .hasSize(16)
                .contains(new SeriesRow(1, 10, 5, 20, 9))
                .last()
                .isEqualTo(new SeriesRow(1, 50, 50, 50, 50));
        assertThat(series.closeMinute()).map(SeriesRow::count).contains(1L);
        assertThat(series.firstSlot()).isEqualTo((minute - 2) * 12);
    }

    @Test
    void a_series_that_is_told_one_value_at_a_time_takes_a_third() {
        LiveSeries simple = new LiveSeries(GAUGE);
        LiveSeries rich = new LiveSeries(GAUGE);
        for (int i = 0; i < 720; i++) {
            simple.tell(i);
            rich.tell(i);
            rich.tell(i + 1);
            simple.closeSlot(FIRST + i);
            rich.closeSlot(FIRST + i);
        }
        assertThat(simple.retained()).isLessThan(5_000);
        assertThat(rich.retained()).isLessThan(14_000).isGreaterThan(2 * simple.retained());
    }

    private static void compare(
            LiveSeries series, Map<Long, List<Double>> naive, SeriesKey key, long newest, long from, long to) {
        Map<Long, SeriesRow> found = new TreeMap<>();
        series.forEach(from, to, found::put);
        long newestTold =
                naive.keySet().stream().mapToLong(Long::longValue).max().orElse(newest);
        long oldest = (newestTold / 12 - LiveSeries.MINUTES + 1) * 12;
        Map<Long, List<Double>> expected = new TreeMap<>(naive);
        expected.keySet().removeIf(slot -> slot < oldest || slot < from || slot > to);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((slot, values) -> {
            SeriesRow row = found.get(slot);
            double sum = values.stream().mapToDouble(Double::doubleValue).sum();
            boolean counts = key.equals(COUNTER);
            near(row.sum(), counts ? sum : sum / values.size());
            near(
                    row.min(),
                    counts
                            ? sum
                            : values.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .min()
                                    .orElseThrow());
            near(
                    row.max(),
                    counts
                            ? sum
                            : values.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .max()
                                    .orElseThrow());
            near(row.last(), counts ? sum : values.getLast());
        });
    }

    private static void near(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(Math.abs(expected) * 2e-7));
    }

    private static List<SeriesRow> rows(LiveSeries series, long from, long to) {
        List<SeriesRow> rows = new ArrayList<>();
        series.forEach(from, to, (slot, row) -> rows.add(row));
        return rows;
    }
}
