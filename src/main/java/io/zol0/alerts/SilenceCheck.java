package io.zol0.alerts;

import io.zol0.catalog.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a silence before it is kept, field by field, each with what would be right. */
final class SilenceCheck {
    private static final Duration LONGEST = Duration.ofDays(92);
    private static final Duration WEEK = Duration.ofDays(7);

    private SilenceCheck() {}

    static List<Problem> problems(Silence silence, Instant now) {
        List<Problem> problems = new ArrayList<>();
        String reason = silence.reason().strip();
        if (reason.isEmpty() || reason.length() > 200) {
            problems.add(new Problem(
                    "reason", "Say why, in 1 to 200 characters: whoever wonders about the quiet reads it."));
        }
        Duration length = Duration.between(silence.beginsAt(), silence.endsAt());
        if (length.isNegative() || length.isZero()) {
            problems.add(new Problem("ends", "It ends after it begins."));
        } else if (silence.weekly() && length.compareTo(WEEK) >= 0) {
            problems.add(new Problem("ends", "What comes every week lasts less than a week."));
        } else if (length.compareTo(LONGEST) > 0) {
            problems.add(new Problem("ends", "It lasts at most 92 days, so that none is forgotten."));
        } else if (silence.nextSpan(now).isEmpty()) {
            problems.add(new Problem("ends", "It would be over already."));
        }
        if (silence.endpoints().length() > 300) {
            problems.add(new Problem("endpoints", "A pattern of endpoints has at most 300 characters."));
        }
        if (silence.until() != null && !silence.weekly()) {
            problems.add(new Problem("until", "Only what comes every week has a last day; leave it empty."));
        } else if (silence.until() != null && !silence.until().isAfter(silence.beginsAt())) {
            problems.add(new Problem("until", "The last day is after the first."));
        }
        return problems;
    }
}
