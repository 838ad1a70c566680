package io.zol0.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is left of the error budget of one thing over 30 days.
 *
 * @param calls in that time, as far as it is recorded
 * @param failed how many of them failed
 * @param recorded how much of the 30 days is recorded
 * @param line what was left at the end of each step, as a share of the whole; below 0 where it was overspent
 */
public record ErrorBudget(
        String subject, double objective, long calls, long failed, Duration recorded, List<Point> line) {
    /** The share that was left at a time. */
    public record Point(Instant at, double left) {}

    public ErrorBudget {
        line = List.copyOf(line);
    }

    /** How many calls may fail. */
    public double allowed() {
        return calls * (1 - objective);
    }

    /** The share that is left now; below 0 where it is overspent, all of it where nothing was called. */
    public double left() {
        return calls == 0 ? 1 : 1 - failed / allowed();
    }

    public String sentence() {
        if (calls == 0) {
            return "%s: no call in 30 days, so that nothing of the budget is spent.".formatted(subject);
        }
        String span = recorded.toDays() < 30 ? Sentences.time(recorded) + " that are recorded" : "last 30 days";
        return "%s: %,d of %,d calls failed in the %s, where %s may: %s."
                .formatted(
                        subject,
                        failed,
                        calls,
                        span,
                        Unit.NUMBER.write(allowed()),
                        left() < 0
                                ? "the budget is overspent by " + Unit.SHARE.write(-left())
                                : Unit.SHARE.write(left()) + " of the budget is left");
    }
}
