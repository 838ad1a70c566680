package io.zol0.alerts;

import java.util.ArrayList;
import java.util.List;

/** Rules in sentences. */
public final class RuleWords {
    private RuleWords() {}

    /** What a rule says: "p95 above 5 s over 5 min, for 1 min, each endpoint". */
    public static String sentence(Rule rule) {
        String what = rule.measure().words();
        String window = Sentences.time(rule.window());
        String condition = switch (rule.kind()) {
            case THRESHOLD ->
                "%s %s %s over %s".formatted(what, rule.above() ? "above" : "below", rule.write(rule.level()), window);
            case ABSENCE -> "no %s for %s, though there was within the hour before".formatted(what, window);
            case BURN_RATE ->
                "the error budget of %s burns more than %s times as fast as it may, over %s and %s"
                        .formatted(
                                Unit.SHARE.write(1 - rule.objective()),
                                Unit.NUMBER.write(rule.level()),
                                window,
                                Sentences.time(rule.shortWindow()));
            case ANOMALY ->
                "%s unusual, a score above %s within %s".formatted(what, Unit.NUMBER.write(rule.level()), window);
        };
        String lasting = rule.lasting().isZero() ? "" : ", for " + Sentences.time(rule.lasting());
        return condition + lasting + breadth(rule) + scope(rule);
    }

    private static String breadth(Rule rule) {
        return rule.breadth() == Breadth.WHOLE
                ? rule.measure().isOfCalls() ? ", all calls together" : ""
                : ", " + rule.breadth().words();
    }

    private static String scope(Rule rule) {
        List<String> parts = new ArrayList<>();
        if (!rule.environment().isEmpty()) {
            parts.add("in " + rule.environment());
        }
        if (!rule.endpoints().isEmpty()) {
            parts.add("at " + rule.endpoints());
        }
        if (!rule.caller().isEmpty()) {
            parts.add("from " + rule.caller());
        }
        return parts.isEmpty() ? "" : ", only " + String.join(" ", parts);
    }

    /** Each field that differs, before and after; empty where none does. */
    static String difference(Rule before, Rule after) {
        List<String> said = new ArrayList<>();
        differs(said, "name", before.name(), after.name());
        differs(said, "kind", before.kind().words(), after.kind().words());
        differs(said, "measure", before.measure().words(), after.measure().words());
        differs(said, "judged for", before.breadth().words(), after.breadth().words());
        differs(said, "bad when", side(before), side(after));
        differs(said, "level", before.write(before.level()), after.write(after.level()));
        differs(said, "clear level", before.write(before.clear()), after.write(after.clear()));
        differs(said, "objective", Unit.SHARE.write(before.objective()), Unit.SHARE.write(after.objective()));
        differs(said, "window", Sentences.time(before.window()), Sentences.time(after.window()));
        differs(said, "for", Sentences.time(before.lasting()), Sentences.time(after.lasting()));
        differs(said, "least calls", Long.toString(before.leastCalls()), Long.toString(after.leastCalls()));
        differs(said, "severity", before.severity().words(), after.severity().words());
        differs(said, "environment", before.environment(), after.environment());
        differs(said, "upstream", number(before.upstreamId()), number(after.upstreamId()));
        differs(said, "endpoints", before.endpoints(), after.endpoints());
        differs(said, "caller", before.caller(), after.caller());
        differs(said, "switched", before.enabled() ? "on" : "off", after.enabled() ? "on" : "off");
        return String.join("; ", said);
    }

    private static String side(Rule rule) {
        return rule.above() ? "above" : "below";
    }

    private static String number(long upstreamId) {
        return upstreamId == 0 ? "" : "number " + upstreamId;
    }

    private static void differs(List<String> said, String field, String before, String after) {
        if (!before.equals(after)) {
            said.add("%s %s → %s".formatted(field, orAny(before), orAny(after)));
        }
    }

    private static String orAny(String text) {
        return text.isEmpty() ? "any" : text;
    }
}
