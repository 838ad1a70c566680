package io.zol0.ui.overview;

import io.zol0.metrics.Spread;
import io.zol0.metrics.Stats;
import io.zol0.metrics.StatusClass;
import io.zol0.metrics.Tick;
import io.zol0.ui.parts.Chart;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Turns seconds into the points of the overview's charts. */
final class Series {
    static final List<Chart.Series> STATUS = List.of(
            Chart.Series.solid("2xx", "blue"),
            Chart.Series.solid("1xx, 3xx", "slate"),
            Chart.Series.solid("4xx", "orange"),
            Chart.Series.solid("5xx", "red"),
            Chart.Series.solid("no answer", "violet"));
    static final List<Chart.Series> LATENCY = List.of(
            Chart.Series.solid("p50", "blue"),
            new Chart.Series("p95", "violet", 6),
            new Chart.Series("p99", "orange", 2),
            new Chart.Series("our own share, p95", "teal", 14));

    private Series() {}

    static Chart.Point status(Tick tick) {
        Stats stats = tick.stats();
        return new Chart.Point(
                tick.second(),
                Stream.of(
                                of(stats, StatusClass.SUCCESS),
                                of(stats, StatusClass.INFORMATIONAL) + of(stats, StatusClass.REDIRECTION),
                                of(stats, StatusClass.CLIENT_ERROR),
                                of(stats, StatusClass.SERVER_ERROR),
                                of(stats, StatusClass.NONE))
                        .map(Long::doubleValue)
                        .toList());
    }

    /** In milliseconds; gaps where nothing was called. */
    static Chart.Point latency(Tick tick) {
        Spread total = tick.stats().total();
        return new Chart.Point(
                tick.second(),
                total.count() == 0
                        ? Collections.nCopies(LATENCY.size(), null)
                        : Arrays.asList(
                                millis(total.p50()),
                                millis(total.p95()),
                                millis(total.p99()),
                                millis(tick.stats().overhead().p95())));
    }

    static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static long of(Stats stats, StatusClass status) {
        return stats.byStatus().getOrDefault(status, 0L);
    }
}
