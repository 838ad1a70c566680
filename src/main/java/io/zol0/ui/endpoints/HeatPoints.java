package io.zol0.ui.endpoints;

import io.zol0.metrics.HeatMap;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Figures;
import java.util.List;

/** Turns a heat map into the points and bands of a chart. */
final class HeatPoints {
    private HeatPoints() {}

    /** Names of the bands by their lower bound. */
    static List<String> bands(HeatMap map) {
        return map.bands().stream()
                .map(bound -> bound.isZero() ? "below" : "from " + Figures.time(bound))
                .toList();
    }

    static List<Chart.Point> of(HeatMap map) {
        return map.columns().stream()
                .map(column -> new Chart.Point(
                        column.from(),
                        column.counts().stream().map(Long::doubleValue).toList()))
                .toList();
    }
}
