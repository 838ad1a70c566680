package io.zol0.insight;

import io.zol0.catalog.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A load that is to be run through the gateway.
 *
 * @param path what is asked for with GET, from its slash on, with a query where it has one
 * @param rate requests a second, at most {@link #MOST_RATE}
 * @param seconds for how long, at most {@link #MOST_SECONDS}
 * @param note what it is for; may be empty
 */
public record BenchmarkPlan(long upstreamId, String path, double rate, int seconds, String note) {
    public static final double MOST_RATE = 200;
    public static final int MOST_SECONDS = 120;

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (!path.matches("/[!-~]{0,1999}")) {
            problems.add(new Problem("path", "The path begins with a slash and has no spaces."));
        }
        if (!(rate > 0 && rate <= MOST_RATE)) {
            problems.add(new Problem("rate", "The rate is above 0 and at most 200 a second."));
        }
        if (seconds < 1 || seconds > MOST_SECONDS) {
            problems.add(new Problem("seconds", "It runs for 1 to 120 seconds."));
        }
        if (note.length() > 200) {
            problems.add(new Problem("note", "The note has at most 200 characters."));
        }
        return problems;
    }
}
