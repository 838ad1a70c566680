package io.zol0.ui.alerts;

import io.zol0.alerts.Breadth;
import io.zol0.alerts.Measure;
import io.zol0.alerts.RuleKind;
import java.util.Comparator;

/** What the fields of a rule begin with for a figure. */
record Suggestion(Measure measure, boolean above, String level, String clear, String window, String lasting) {
    static Suggestion of(RuleKind kind, Measure measure) {
        return switch (kind) {
            case THRESHOLD -> threshold(measure);
            case ABSENCE -> new Suggestion(measure, false, "1", "1", "10 min", "1 min");
            case BURN_RATE -> new Suggestion(measure, true, "14.4", "7.2", "1 h", "0 s");
            case ANOMALY -> new Suggestion(measure, true, "0.5", "0.5", "30 min", "0 s");
        };
    }

    private static Suggestion threshold(Measure measure) {
        boolean above = !measure.key().equals("calls.cached") && !measure.key().equals("quota.left");
        return switch (measure.unit()) {
            case TIME -> new Suggestion(measure, above, "1 s", "800 ms", "5 min", "1 min");
            case SHARE ->
                new Suggestion(measure, above, above ? "5 %" : "50 %", above ? "3 %" : "60 %", "5 min", "1 min");
            case RATE -> new Suggestion(measure, above, "100/s", "80/s", "5 min", "1 min");
            case DATA -> new Suggestion(measure, above, "1 GB", "800 MB", "5 min", "1 min");
            case NUMBER ->
                new Suggestion(
                        measure, above, LevelText.write(measure, 100), LevelText.write(measure, 80), "5 min", "1 min");
        };
    }

    /** What it is judged for: as it was where that can be, else the finest that can. */
    Breadth breadth(Breadth before) {
        return measure.breadths().contains(before)
                ? before
                : measure.breadths().stream().max(Comparator.naturalOrder()).orElse(Breadth.WHOLE);
    }
}
