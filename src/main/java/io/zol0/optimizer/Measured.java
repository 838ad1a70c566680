package io.zol0.optimizer;

import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was measured, as of one moment: what advisors see, wherever it comes from. */
interface Measured {
    /** What was measured of an endpoint in a window; empty where nothing was. */
    Optional<Stats> of(long endpointId, Duration window);

    /** The same of an upstream. */
    Optional<Stats> ofUpstream(long upstreamId, Duration window);

    /** A series over a window. */
    List<SeriesPoint> points(SeriesKey key, Duration window);

    /** Reads it. */
    interface Source {
        Measured at(Instant now, Set<Long> upstreams);
    }

    /** How much a counter counted in a window. */
    default double sum(SeriesKey key, Duration window) {
        return points(key, window).stream().mapToDouble(SeriesPoint::sum).sum();
    }

    /** A row of evidence: a figure of each window. */
    default Evidence.Row row(String what, Evidence.Unit unit, Figure figure) {
        return new Evidence.Row(
                what, unit, Evidence.WINDOWS.stream().map(figure::in).toList());
    }

    /** A figure of any window. */
    interface Figure {
        Evidence.Cell in(Duration window);
    }

    /** A row of evidence of an endpoint's calls. */
    default Evidence.Row row(long endpointId, String what, Evidence.Unit unit, OfStats figure) {
        return row(what, unit, window -> {
            Stats stats = of(endpointId, window).orElse(null);
            return stats == null || stats.calls() == 0
                    ? new Evidence.Cell(window, null, 0)
                    : new Evidence.Cell(window, figure.of(stats), stats.calls());
        });
    }

    /** A figure of calls. */
    interface OfStats {
        @Nullable
        Double of(Stats stats);
    }
}
