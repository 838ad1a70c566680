package io.zol0.alerts;

import java.time.Duration;

/** What an alert says: what happened, in one sentence with figures. */
final class Sentences {
    private Sentences() {}

    static String of(Rule rule, String subject, Turning turning) {
        Measure measure = rule.measure();
        String window = time(rule.window());
        String calls = turning.calls() > 0 ? " of %,d calls".formatted(turning.calls()) : "";
        return switch (rule.kind()) {
            case THRESHOLD ->
                "%s: %s is %s%s over %s, %s the level of %s."
                        .formatted(
                                subject,
                                measure.words(),
                                measure.write(turning.value()),
                                calls,
                                window,
                                rule.above() ? "above" : "below",
                                measure.write(rule.level()));
            case ABSENCE ->
                "%s: no %s in %s%s."
                        .formatted(
                                subject,
                                measure.isOfCalls() ? "call" : "figure of " + measure.words(),
                                window,
                                turning.calls() > 0
                                        ? ", though there were %,d in the last hour".formatted(turning.calls())
                                        : "");
            case BURN_RATE ->
                "%s: the error budget of %s burns %s times as fast as it may%s over %s and %s."
                        .formatted(
                                subject,
                                Unit.SHARE.write(1 - rule.objective()),
                                Unit.NUMBER.write(turning.value()),
                                calls,
                                window,
                                time(rule.shortWindow()));
            case ANOMALY ->
                "%s: %s is %s, which is unusual: a score of %s where %s is the level."
                        .formatted(
                                subject,
                                measure.words(),
                                measure.write(turning.plain()),
                                Unit.NUMBER.write(turning.value()),
                                Unit.NUMBER.write(rule.level()));
        };
    }

    /** A span as in "over 5 min". */
    static String time(Duration span) {
        return span.toSeconds() < 60
                ? span.toSeconds() + " s"
                : span.toMinutes() < 60
                        ? span.toMinutes() + " min"
                        : span.toHours() + " h" + (span.toMinutesPart() > 0 ? " " + span.toMinutesPart() + " min" : "");
    }
}
