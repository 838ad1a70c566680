package io.zol0.insight;

import io.zol0.catalog.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that was done to the system that calls, told from outside: most often a new version that went out.
 *
 * @param id 0 for one that is not told yet
 * @param title what: {@code trader 2.4.1 deployed}
 * @param text more of it; may be empty
 * @param environment where; empty for everywhere
 * @param upstreamId the upstream that it has to do with; 0 for none in particular
 * @param link where more is to be read; empty, or an address of http or https
 * @param who told it
 */
public record Deployment(
        long id, Instant at, String title, String text, String environment, long upstreamId, String link, String who) {
    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_TEXT = 2_000;
    static final int LONGEST_LINK = 500;
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration BACK = Duration.ofDays(400);

    /** What is wrong with it; nothing where it can be taken. */
    List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            problems.add(new Problem("title", "Say in 1 to 200 characters what happened."));
        }
        if (text.length() > LONGEST_TEXT) {
            problems.add(new Problem("text", "The text has at most 2,000 characters."));
        }
        if (at.isAfter(now.plus(AHEAD)) || at.isBefore(now.minus(BACK))) {
            problems.add(new Problem("at", "The time is within the last 400 days, and not more than 5 minutes ahead."));
        }
        if (!link.isEmpty() && !isAddress(link)) {
            problems.add(new Problem("link", "The link is an address that begins with http:// or https://."));
        }
        return problems;
    }

    private static boolean isAddress(String link) {
        try {
            URI uri = new URI(link);
            return link.length() <= LONGEST_LINK
                    && uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
