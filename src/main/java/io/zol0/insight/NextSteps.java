package io.zol0.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What to do next, by rules over the figures of a report. */
final class NextSteps {
    private static final double WORTH = 0.01;

    private NextSteps() {}

    /** @param lost how much each term took from the score of everything on average */
    static List<String> of(
            Report.Figures total,
            Map<Term, Double> lost,
            List<Report.ChangeLine> changes,
            long alerts,
            List<String> findings) {
        List<String> steps = new ArrayList<>();
        if (total.calls() == 0) {
            steps.add("Nothing was called. Send a call through the gateway, or report calls by the API.");
            return steps;
        }
        lost.entrySet().stream()
                .filter(each -> each.getValue() >= WORTH)
                .sorted(Map.Entry.<Term, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(3)
                .forEach(each -> steps.add("%s It took %.2f from the score on average."
                        .formatted(sentence(each.getKey()), each.getValue())));
        changes.stream()
                .filter(change -> change.failed() != null && change.failed().low() > 0)
                .forEach(change -> steps.add(
                        "Look at what was changed: after \"%s\" more calls failed than before, surely (%+.2f points)."
                                .formatted(change.sentence(), change.failed().value() * 100)));
        if (alerts > 0) {
            steps.add("Go through the %d alerts of this time, and set levels anew where they were of no use."
                    .formatted(alerts));
        }
        if (!findings.isEmpty()) {
            steps.add("Look whether the strongest dependency is one that you know: " + findings.getFirst() + ".");
        }
        if (steps.isEmpty()) {
            steps.add("Nothing has to be done.");
        }
        return steps;
    }

    private static String sentence(Term term) {
        return switch (term) {
            case BASELINE -> "Find out what became slower than it usually is.";
            case LATENCY -> "Make the slowest endpoints faster, or cache them.";
            case FAILED -> "Find out why calls fail.";
            case REFUSED_BY_PROVIDER -> "Lower the limits of the upstreams that refuse calls.";
            case REFUSED_BY_US -> "Raise a quota, let calls wait, or cache more: ZoL0 refuses calls.";
            case BANNED -> "Lower the limits of the upstream that banned calls.";
            case CACHE -> "Let answers that are asked for again live longer in the cache.";
            case HEADROOM -> "Spread calls, or ask the provider for a higher limit: a quota is nearly used up.";
            case CPU -> "Give the machine more processors, or less to do.";
            case MEMORY -> "Give the machine more memory.";
            case DATA -> "See why ZoL0 did not record all the time: was it off?";
        };
    }
}
