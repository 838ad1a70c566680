package io.zol0.ui.alerts;

import io.zol0.alerts.Breadth;
import io.zol0.alerts.Measure;
import io.zol0.alerts.Rule;
import io.zol0.alerts.RuleKind;
import io.zol0.alerts.Severity;
import io.zol0.catalog.Problem;
import io.zol0.ui.parts.Amounts;
import io.zol0.ui.parts.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A rule as the fields of its form say it. */
record RuleText(
        String name,
        RuleKind kind,
        Measure measure,
        Breadth breadth,
        boolean above,
        String level,
        String clear,
        String objective,
        String window,
        String lasting,
        String leastCalls,
        Severity severity,
        String environment,
        long upstreamId,
        String endpoints,
        String caller,
        boolean enabled) {

    /** What came of reading; where something is wrong the rule is not to be used. */
    record Reading(Rule rule, List<Problem> problems) {}

    static RuleText of(Rule rule) {
        return new RuleText(
                rule.name(),
                rule.kind(),
                rule.measure(),
                rule.breadth(),
                rule.above(),
                rule.kind() == RuleKind.THRESHOLD ? LevelText.write(rule.measure(), rule.level()) : plain(rule.level()),
                rule.kind() == RuleKind.THRESHOLD ? LevelText.write(rule.measure(), rule.clear()) : plain(rule.clear()),
                rule.objective() == 0 ? "99.9 %" : Amounts.writeShare(rule.objective()),
                Durations.write(rule.window()),
                rule.lasting().isZero() ? "0 s" : Durations.write(rule.lasting()),
                Amounts.write(rule.leastCalls()),
                rule.severity(),
                rule.environment(),
                rule.upstreamId(),
                rule.endpoints(),
                rule.caller(),
                rule.enabled());
    }

    /** The rule of these fields; id, key and version are those of another. */
    Reading read(Rule base) {
        List<Problem> problems = new ArrayList<>();
        double readLevel = level("level", level, problems);
        double readClear = level("clear", clear, problems);
        if (kind == RuleKind.ABSENCE) {
            readLevel = 1;
            readClear = 1;
        }
        Rule rule = new Rule(
                base.id(),
                base.shipped(),
                name.strip(),
                kind,
                measure,
                breadth,
                kind == RuleKind.THRESHOLD ? above : kind != RuleKind.ABSENCE,
                readLevel,
                readClear,
                kind == RuleKind.BURN_RATE ? taken("objective", Amounts.share(objective), 0.999, problems) : 0,
                time("window", window, problems),
                time("lasting", lasting, problems),
                taken("leastCalls", Amounts.count(leastCalls), 0L, problems),
                severity,
                environment,
                upstreamId,
                breadth == Breadth.ENDPOINT || breadth == Breadth.CALLER ? endpoints.strip() : "",
                breadth == Breadth.CALLER ? caller.strip() : "",
                enabled,
                base.version());
        return new Reading(rule, problems);
    }

    private double level(String field, String text, List<Problem> problems) {
        return switch (kind) {
            case ABSENCE -> 1;
            case THRESHOLD -> taken(field, LevelText.read(measure, text), 0.0, problems);
            case BURN_RATE, ANOMALY -> taken(field, LevelText.read(Measure.of("number"), text), 0.0, problems);
        };
    }

    private static Duration time(String field, String text, List<Problem> problems) {
        return switch (Durations.read(text)) {
            case Durations.Reading.Read(Duration time) -> time;
            case Durations.Reading.Unread(String sentence) -> {
                problems.add(new Problem(field, sentence));
                yield Duration.ofMinutes(5);
            }
        };
    }

    private static <T> T taken(String field, Amounts.Reading<T> reading, T otherwise, List<Problem> problems) {
        return switch (reading) {
            case Amounts.Reading.Read<T>(T value) -> value;
            case Amounts.Reading.Unread<T>(String sentence) -> {
                problems.add(new Problem(field, sentence));
                yield otherwise;
            }
        };
    }

    private static String plain(double value) {
        return LevelText.write(Measure.of("number"), value);
    }
}
