package io.zol0.ui.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.gateway.GatewaySeries;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SystemSeries;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ConditionTests {
    private final Map<SeriesKey, Double> latest = new HashMap<>();
    private final Condition condition = new Condition(
            key -> latest.containsKey(key) ? OptionalDouble.of(latest.get(key)) : OptionalDouble.empty(),
            GatewaySeries.LAG);

    @Test
    void before_the_first_sample_it_says_that_it_waits_and_shows_no_figure() {
        assertThat(condition.sentence()).startsWith("Waiting for the first samples");
        assertThat(condition.isWorrying()).isFalse();
        assertThat(condition.percent(SystemSeries.CPU)).isEqualTo("–");
        assertThat(condition.free(SystemSeries.DISK, SystemSeries.DISK_TOTAL)).isEqualTo("–");
    }

    @Test
    void with_room_everywhere_all_is_good() {
        sampled();
        assertThat(condition.sentence()).startsWith("All good");
        assertThat(condition.isWorrying()).isFalse();
        assertThat(condition.free(SystemSeries.DISK, SystemSeries.DISK_TOTAL)).isEqualTo("60\u00a0GB");
        assertThat(condition.lag()).isEqualTo("2.5\u00a0ms");
    }

    @Test
    void what_is_short_is_named_with_its_figure() {
        sampled();
        latest.put(SystemSeries.CPU, 91.24);
        latest.put(SystemSeries.DISK, 95e9);
        latest.put(GatewaySeries.LAG, 250.0);
        assertThat(condition.isCpuHigh()).isTrue();
        assertThat(condition.isMemoryHigh()).isFalse();
        assertThat(condition.sentence())
                .isEqualTo("Look at this: the processors work at 91.2\u00a0%; the disk is used to 95\u00a0%;"
                        + " event loops are up to 250\u00a0ms late.");
    }

    private void sampled() {
        latest.put(SystemSeries.HEAP, 1e8);
        latest.put(SystemSeries.CPU, 20.0);
        latest.put(SystemSeries.MEMORY, 5e9);
        latest.put(SystemSeries.MEMORY_TOTAL, 10e9);
        latest.put(SystemSeries.DISK, 40e9);
        latest.put(SystemSeries.DISK_TOTAL, 100e9);
        latest.put(GatewaySeries.LAG, 2.5);
    }
}
