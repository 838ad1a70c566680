package io.zol0.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time that a question is about.
 *
 * @param live whether the live windows answer it, which a window up to now of an hour at most is for
 */
record TimeSpan(Instant from, Instant to, boolean live) {
    static final Duration LONGEST = Duration.ofDays(3660);
    private static final Duration LIVE = Duration.ofHours(1);
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(s|m|h|d)");
    private static final int WANTED_STEPS = 240;
    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(30));

    /**
     * The last {@code window}, an hour where nothing is said, or from one time to another.
     *
     * @throws Unfit where these do not make a span of time
     */
    static TimeSpan of(@Nullable String window, @Nullable Instant from, @Nullable Instant to, Instant now) {
        if (window != null && (from != null || to != null)) {
            throw Unfit.sense("window", "Give either a window or from and to, not both.");
        }
        if (from == null && to == null) {
            Duration length = window == null ? LIVE : duration("window", window);
            requireLength(length);
            return new TimeSpan(now.minus(length), now, length.compareTo(LIVE) <= 0);
        }
        if (from == null) {
            throw Unfit.sense("from", "Where a span ends at a time, say also from when on.");
        }
        Instant end = to == null ? now : to;
        if (!from.isBefore(end)) {
            throw Unfit.sense("from", "A span begins before it ends: from is %s, to is %s.".formatted(from, end));
        }
        requireLength(Duration.between(from, end));
        return new TimeSpan(from, end, false);
    }

    /** A length of time, as {@code PT15M}, {@code 15m}, {@code 24h} or {@code 30d}. */
    static Duration duration(String field, String text) {
        Matcher shortly = SHORT.matcher(text);
        try {
            return shortly.matches()
                    ? Duration.parse(
                            shortly.group(2).equals("d")
                                    ? "P" + shortly.group(1) + "D"
                                    : "PT" + shortly.group(1) + shortly.group(2))
                    : Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw Unfit.sense(field, "Write a time as 90s, 15m, 24h or 30d, or by ISO 8601 as PT15M.");
        }
    }

    /**
     * The step of a series of this span: as asked, or one that gives a few hundred steps at most.
     *
     * @throws Unfit where it is shorter than a second or gives more than so many steps
     */
    Duration step(@Nullable String asked, int most) {
        Duration length = Duration.between(from, to);
        if (asked == null) {
            return STEPS.stream()
                    .filter(step -> length.dividedBy(step) <= WANTED_STEPS)
                    .findFirst()
                    .orElse(STEPS.getLast());
        }
        Duration step = duration("step", asked);
        if (step.compareTo(Duration.ofSeconds(1)) < 0 || length.dividedBy(step) > most) {
            throw Unfit.sense(
                    "step", "A step of %s is too short here: there are at most %d steps.".formatted(asked, most));
        }
        return step;
    }

    /** The same, begun at a whole step of the clock (UTC), so that hours and days can be read for it. */
    TimeSpan alignedTo(Duration step) {
        long seconds = step.toSeconds();
        return new TimeSpan(Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), seconds) * seconds), to, live);
    }

    private static void requireLength(Duration length) {
        if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(LONGEST) > 0) {
            throw Unfit.sense("window", "A span is from a second to %d days long.".formatted(LONGEST.toDays()));
        }
    }
}
