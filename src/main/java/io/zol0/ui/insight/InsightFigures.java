package io.zol0.ui.insight;

import io.zol0.ui.parts.Figures;
import java.time.Duration;

/** Values with the units that quantities have. */
final class InsightFigures {
    private InsightFigures() {}

    static String value(double value, String unit) {
        return switch (unit) {
            case "ms" -> value < 0 ? "-" + time(-value) : time(value);
            case "%" -> Figures.number(value) + "\u00a0%";
            case "B" -> Figures.bytes(Math.round(value));
            case "B/s" -> Figures.bytes(Math.round(value)) + "/s";
            case "/s" -> Figures.rate(value);
            default -> Figures.number(value) + (unit.isEmpty() ? "" : "\u00a0" + unit);
        };
    }

    private static String time(double millis) {
        return Figures.time(Duration.ofNanos(Math.round(millis * 1e6)));
    }
}
