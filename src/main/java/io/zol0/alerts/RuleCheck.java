package io.zol0.alerts;

import io.zol0.catalog.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a rule before it is kept, field by field, each with what would be right. */
final class RuleCheck {
    private static final double LARGEST = 1e15;
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration SHORTEST_LONG = Duration.ofMinutes(2);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private RuleCheck() {}

    static List<Problem> problems(Rule rule) {
        List<Problem> problems = new ArrayList<>();
        if (rule.name().isBlank() || rule.name().strip().length() > 100) {
            problems.add(
                    new Problem("name", "A rule has a name of 1 to 100 characters, such as \"Slow order answers\"."));
        }
        if (!Measure.isName(rule.measure().key())) {
            problems.add(new Problem(
                    "measure", "A series is named in words of a-z, 0-9 and _ joined by dots, such as shop.orders."));
        }
        if (!rule.measure().breadths().contains(rule.breadth())) {
            problems.add(new Problem(
                    "breadth",
                    "%s cannot be told for %s; choose another."
                            .formatted(rule.measure().words(), rule.breadth().words())));
        }
        kind(rule, problems);
        levels(rule, problems);
        window(rule, problems);
        if (rule.lasting().isNegative() || rule.lasting().compareTo(DAY) > 0) {
            problems.add(new Problem("lasting", "It may have to last for up to a day; 0 s means at once."));
        }
        if (rule.leastCalls() < 0 || rule.leastCalls() > 1_000_000_000) {
            problems.add(new Problem("leastCalls", "The least number of calls is 0 to 1,000,000,000."));
        }
        if (rule.endpoints().length() > 300) {
            problems.add(new Problem("endpoints", "A pattern of endpoints has at most 300 characters."));
        }
        if (!rule.endpoints().isEmpty() && rule.breadth() != Breadth.ENDPOINT && rule.breadth() != Breadth.CALLER) {
            problems.add(new Problem(
                    "endpoints", "A pattern picks endpoints: judge each endpoint, or leave the pattern empty."));
        }
        if (!rule.caller().isEmpty() && rule.breadth() != Breadth.CALLER) {
            problems.add(new Problem("caller", "Calls are told apart by caller only where each caller is judged."));
        }
        if (rule.breadth() == Breadth.WHOLE
                && (rule.upstreamId() != 0 || !rule.environment().isEmpty())) {
            problems.add(new Problem(
                    "breadth",
                    "All calls together are of all upstreams: judge each upstream, or leave the scope empty."));
        }
        return problems;
    }

    private static void kind(Rule rule, List<Problem> problems) {
        if (rule.kind() != RuleKind.THRESHOLD && rule.breadth() == Breadth.CALLER) {
            problems.add(new Problem("breadth", "Single callers can only be judged by a level; choose another."));
        }
        if (rule.kind() == RuleKind.BURN_RATE) {
            if (rule.measure().source() != Measure.Source.ERRORS) {
                problems.add(new Problem(
                        "measure", "An error budget is one of failed calls; choose \"share of failed calls\"."));
            }
            if (!(rule.objective() > 0 && rule.objective() < 1)) {
                problems.add(new Problem(
                        "objective", "The objective is a share of calls above 0 % and below 100 %, such as 99.9 %."));
            }
        }
    }

    private static void window(Rule rule, List<Problem> problems) {
        boolean isLong = rule.kind() == RuleKind.BURN_RATE && rule.window().equals(LongCounts.WINDOW);
        if (!isLong && (rule.window().compareTo(SHORTEST) < 0 || rule.window().compareTo(HOUR) > 0)) {
            problems.add(new Problem(
                    "window",
                    rule.kind() == RuleKind.BURN_RATE
                            ? "The long window of an error budget is up to 1 h, or 6 h."
                            : "A window is 10 s to 1 h, for that is what memory holds."));
        } else if (rule.kind() == RuleKind.BURN_RATE && rule.window().compareTo(SHORTEST_LONG) < 0) {
            problems.add(
                    new Problem("window", "The long window is 2 min or longer, for the short one is a twelfth of it."));
        } else if (rule.kind() == RuleKind.ANOMALY && rule.window().compareTo(Watchdogs.STEP) < 0) {
            problems.add(new Problem("window", "A score is told every 5 min; choose 5 min to 1 h."));
        }
    }

    private static void levels(Rule rule, List<Problem> problems) {
        if (!isFigure(rule.level())) {
            problems.add(new Problem("level", "The level is a number."));
        } else if (rule.kind() == RuleKind.ABSENCE) {
            if (rule.above() || rule.level() != 1 || rule.clear() != 1) {
                problems.add(new Problem("level", "Something is missing where there is less than 1 figure of it."));
            }
        } else if (rule.kind() != RuleKind.THRESHOLD && !rule.above()) {
            problems.add(new Problem("above", "Here what is above the level is bad."));
        } else if (rule.kind() == RuleKind.BURN_RATE && rule.level() <= 0) {
            problems.add(new Problem("level", "A budget burns at 1 times its speed or faster, such as 14.4."));
        } else if (rule.kind() == RuleKind.ANOMALY && (rule.level() <= 0 || rule.level() >= 1)) {
            problems.add(new Problem("level", "A score is between 0 and 1; 0.5 is the usual level."));
        } else if (!isFigure(rule.clear()) || rule.isBad(rule.clear())) {
            problems.add(new Problem(
                    "clear",
                    "The alert ends at %s or %s, so that it does not come and go."
                            .formatted(rule.write(rule.level()), rule.above() ? "below" : "above")));
        }
    }

    private static boolean isFigure(double value) {
        return Math.abs(value) <= LARGEST;
    }
}
