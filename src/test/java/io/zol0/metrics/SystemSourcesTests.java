package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.home.Home;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemSourcesTests {
    private final Map<SeriesKey, Double> gauges = new HashMap<>();
    private final Map<SeriesKey, Double> totals = new HashMap<>();
    private final Readings readings = new Readings() {
        @Override
        public void gauge(SeriesKey key, double value) {
            gauges.put(key, value);
        }

        @Override
        public void total(SeriesKey key, double total) {
            totals.put(key, total);
        }
    };

    @Test
    void the_jvm_and_the_disk_are_sampled(@TempDir Path folder) {
        try (Home home = Home.open(folder)) {
            new JvmSource(home).read(readings);
        }
        assertThat(gauges.get(SystemSeries.HEAP)).isBetween(1e6, gauges.get(SystemSeries.HEAP_MOST));
        assertThat(gauges.get(SystemSeries.THREADS)).isGreaterThan(3);
        assertThat(gauges.get(SystemSeries.FILES)).isBetween(3.0, gauges.get(SystemSeries.FILES_MOST));
        assertThat(gauges.get(SystemSeries.DISK)).isBetween(1e6, gauges.get(SystemSeries.DISK_TOTAL));
        assertThat(gauges.get(SystemSeries.PROCESS_CPU)).isBetween(0.0, 100.0);
        assertThat(totals).containsOnlyKeys(SystemSeries.GC_TIME, SystemSeries.GC_COUNT);
    }

    @Test
    void the_machine_is_sampled_from_the_fourth_round_on_beginning_at_0() {
        MachineSource machine = new MachineSource();
        for (int round = 0; round < 3; round++) {
            machine.read(readings);
        }
        assertThat(gauges).isEmpty();
        machine.read(readings);
        assertThat(gauges.get(SystemSeries.CPU)).isBetween(0.0, 100.0);
        assertThat(gauges.get(SystemSeries.MEMORY)).isBetween(1e6, gauges.get(SystemSeries.MEMORY_TOTAL));
        assertThat(gauges.get(SystemSeries.PROCESS_MEMORY)).isBetween(1e7, gauges.get(SystemSeries.MEMORY_TOTAL));
        assertThat(gauges.get(SystemSeries.LOAD)).isNotNegative();
        assertThat(totals.keySet())
                .containsAll(List.of(
                        SystemSeries.DISK_READ, SystemSeries.DISK_WRITTEN, SystemSeries.RECEIVED, SystemSeries.SENT));
        assertThat(totals.get(SystemSeries.RECEIVED)).isLessThan(1e9);
    }
}
