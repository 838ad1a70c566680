package io.zol0.ui.parts;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as people write them ({@code 2m}, {@code 1.5 s}, {@code 1 h 30 min}) and writes them so that they read back. */
public final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:[.,]\\d{1,9})?)\\s*([a-zµ]+)\\s*");
    private static final Map<String, Long> NANOS = Map.ofEntries(
            Map.entry("ms", 1_000_000L),
            Map.entry("s", 1_000_000_000L),
            Map.entry("sec", 1_000_000_000L),
            Map.entry("second", 1_000_000_000L),
            Map.entry("seconds", 1_000_000_000L),
            Map.entry("m", 60_000_000_000L),
            Map.entry("min", 60_000_000_000L),
            Map.entry("minute", 60_000_000_000L),
            Map.entry("minutes", 60_000_000_000L),
            Map.entry("h", 3_600_000_000_000L),
            Map.entry("hour", 3_600_000_000_000L),
            Map.entry("hours", 3_600_000_000_000L),
            Map.entry("d", 86_400_000_000_000L),
            Map.entry("day", 86_400_000_000_000L),
            Map.entry("days", 86_400_000_000_000L));
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Durations() {}

    /** What came of reading. */
    public sealed interface Reading {
        record Read(Duration time) implements Reading {}

        /** The sentence says what was wrong and what would be right. */
        record Unread(String sentence) implements Reading {}
    }

    public static Reading read(String text) {
        String given = text.strip().toLowerCase(Locale.ROOT);
        if (given.isEmpty()) {
            return new Reading.Unread("Enter a time, such as 30 s or 2 min.");
        }
        if (given.matches("\\d+([.,]\\d+)?")) {
            return new Reading.Unread("Add the unit: %s ms, %s s or %s min?".formatted(given, given, given));
        }
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        Matcher part = PART.matcher(given);
        while (at < given.length()) {
            Long unit = part.find(at) && part.start() == at ? NANOS.get(part.group(2)) : null;
            if (unit == null) {
                return new Reading.Unread("“%s” is not a time. Write it like 500 ms, 1.5 s, 2 min or 1 h 30 min."
                        .formatted(text.strip().length() > 40 ? text.strip().substring(0, 40) + "…" : text.strip()));
            }
            nanos = nanos.add(new BigDecimal(part.group(1).replace(',', '.')).multiply(BigDecimal.valueOf(unit)));
            at = part.end();
        }
        return nanos.compareTo(MOST) > 0
                ? new Reading.Unread("This is longer than ZoL0 can count; choose less than 290 years.")
                : new Reading.Read(Duration.ofNanos(nanos.longValue()));
    }

    /** The time in the largest units that say it exactly: {@code 1 h 30 min}, {@code 1.5 s}, {@code 250 ms}. */
    public static String write(Duration time) {
        if (time.toMillis() < 1000) {
            return decimal(time, 1_000_000L) + " ms";
        }
        StringBuilder words = new StringBuilder();
        long hours = time.toHours();
        long minutes = time.toMinutesPart();
        Duration rest = time.minusHours(hours).minusMinutes(minutes);
        append(words, hours, "h");
        append(words, minutes, "min");
        if (!rest.isZero()) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(decimal(rest, 1_000_000_000L))
                    .append(" s");
        }
        return words.toString();
    }

    private static void append(StringBuilder words, long count, String unit) {
        if (count > 0) {
            words.append(words.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
        }
    }

    private static String decimal(Duration time, long unit) {
        return BigDecimal.valueOf(time.toNanos())
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }
}
