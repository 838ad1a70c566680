package io.zol0.ui.alerts;

import io.zol0.alerts.Severity;
import io.zol0.alerts.Silence;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/** Silences in sentences. */
final class SilenceWords {
    private SilenceWords() {}

    /** What it mutes: "alerts of the rule Slow answers, of binance, at GET /api/v3/*". */
    static String scope(Silence silence, LongFunction<String> rule, LongFunction<String> upstream) {
        List<String> parts = new ArrayList<>();
        if (silence.ruleId() != 0) {
            parts.add("of the rule " + rule.apply(silence.ruleId()));
        }
        if (!silence.environment().isEmpty()) {
            parts.add("in " + silence.environment());
        }
        if (silence.upstreamId() != 0) {
            parts.add("of " + upstream.apply(silence.upstreamId()));
        }
        if (!silence.endpoints().isEmpty()) {
            parts.add("at " + silence.endpoints());
        }
        String severity = silence.mostSevere() == Severity.CRITICAL
                ? ""
                : " up to " + silence.mostSevere().words();
        return (parts.isEmpty() ? "All alerts" : "Alerts " + String.join(", ", parts)) + severity;
    }

    /** When it comes: "every Sunday from 02:00 for 2 h by the clock of Europe/Berlin"; empty for one that comes once. */
    static String rhythm(Silence silence) {
        if (!silence.weekly()) {
            return "";
        }
        ZonedDateTime begin = silence.beginsAt().atZone(silence.zone());
        return "every %s from %02d:%02d for %s by the clock of %s"
                .formatted(
                        begin.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        begin.getHour(),
                        begin.getMinute(),
                        LevelText.span(Duration.between(silence.beginsAt(), silence.endsAt())),
                        silence.zone().getId().replace('_', ' '));
    }
}
