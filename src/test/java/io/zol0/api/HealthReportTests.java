package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.api.CheckResult.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthReportTests {
    @Test
    void the_worst_check_decides() {
        CheckResult up = CheckResult.up("a", "");
        CheckResult degraded = CheckResult.degraded("b", "");
        CheckResult down = CheckResult.down("c", "");
        assertThat(HealthReport.of("1", List.of(up, up)).status()).isEqualTo(Status.UP);
        assertThat(HealthReport.of("1", List.of(degraded, up)).status()).isEqualTo(Status.DEGRADED);
        assertThat(HealthReport.of("1", List.of(up, down, degraded)).status()).isEqualTo(Status.DOWN);
    }

    @Test
    void a_disk_that_fills_shows_before_it_is_full() {
        assertThat(DiskCheck.of(DiskCheck.LOW.toBytes()).status()).isEqualTo(Status.UP);
        assertThat(DiskCheck.of(DiskCheck.LOW.toBytes() - 1).status()).isEqualTo(Status.DEGRADED);
        assertThat(DiskCheck.of(DiskCheck.EMPTY.toBytes() - 1).status()).isEqualTo(Status.DOWN);
    }
}
