package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.api.CheckResult.Status;
import io.zol0.metrics.Backlog;
import java.time.Instant;
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

    @Test
    void a_late_event_loop_shows_before_it_is_stuck() {
        assertThat(EventLoopCheck.of(EventLoopCheck.LATE.minusNanos(1)).status())
                .isEqualTo(Status.UP);
        assertThat(EventLoopCheck.of(EventLoopCheck.LATE).status()).isEqualTo(Status.DEGRADED);
        assertThat(EventLoopCheck.of(EventLoopCheck.STUCK).status()).isEqualTo(Status.DOWN);
    }

    @Test
    void measurements_that_wait_show_with_the_reason() {
        assertThat(MeasurementsCheck.of(new Backlog(0, 100, 1, 0, 1 << 20, null, null))
                        .status())
                .isEqualTo(Status.UP);
        assertThat(MeasurementsCheck.of(new Backlog(51, 100, 0, 0, 1 << 20, null, null))
                        .status())
                .isEqualTo(Status.DEGRADED);
        assertThat(MeasurementsCheck.of(
                        new Backlog(0, 100, 1, 1024, 1 << 20, Instant.EPOCH, "The database does not answer.")))
                .satisfies(result -> {
                    assertThat(result.status()).isEqualTo(Status.DEGRADED);
                    assertThat(result.detail()).endsWith("The database does not answer.");
                });
    }
}
