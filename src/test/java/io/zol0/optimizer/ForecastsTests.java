package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.Control;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import io.zol0.metrics.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastsTests {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-26T00:00:00Z");

    @Test
    void with_too_few_hours_it_says_how_many_there_are_and_nothing_else() {
        Forecasts.OfQuota forecast = Forecasts.of(quota(100), points(30, 0), MIDNIGHT);
        assertThat(forecast.known()).isEqualTo(30);
        assertThat(forecast.hours()).isEmpty();
        assertThat(forecast.runsShort()).isNull();
        assertThat(forecast.error()).isNull();
    }

    @Test
    void an_hour_of_each_day_that_asks_for_more_than_there_is_is_told_beforehand() {
        Forecasts.OfQuota forecast = Forecasts.of(quota(100), points(24 * 14, 9_000), MIDNIGHT);
        assertThat(forecast.hours()).hasSize(24);
        assertThat(forecast.room()).isEqualTo(5_400);
        assertThat(forecast.runsShort()).isEqualTo(MIDNIGHT.plus(Duration.ofHours(14)));
        assertThat(forecast.maybeShort()).isBeforeOrEqualTo(forecast.runsShort());
    }

    @Test
    void what_does_for_every_hour_runs_short_in_none() {
        Forecasts.OfQuota forecast = Forecasts.of(quota(1_000), points(24 * 14, 9_000), MIDNIGHT);
        assertThat(forecast.runsShort()).isNull();
        assertThat(forecast.maybeShort()).isNull();
    }

    /** 2,000 an hour, and so much at two in the afternoon. */
    private static List<SeriesPoint> points(int hours, double peak) {
        List<SeriesPoint> points = new ArrayList<>();
        for (int i = 0; i < hours; i++) {
            Instant at = MIDNIGHT.minus(Duration.ofHours(hours - i));
            double sum = at.toString().contains("T14:") && peak > 0 ? peak : 2_000;
            points.add(new SeriesPoint(at, 0, 0, 0, 0, sum));
        }
        return points;
    }

    private static Quota quota(long capacity) {
        return new Quota(
                7,
                3,
                "weight",
                true,
                null,
                new QuotaScope(List.of("*"), null, false, false),
                List.of(new QuotaWindow(WindowKind.ROLLING, capacity, Duration.ofMinutes(1))),
                List.of(),
                0.1,
                0,
                Duration.ZERO,
                Duration.ofSeconds(10),
                WhenEmpty.QUEUE,
                Control.OFF,
                9);
    }
}
