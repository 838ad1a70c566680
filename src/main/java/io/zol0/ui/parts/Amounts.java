package io.zol0.ui.parts;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads counts and shares as people write them ({@code 6,000}, {@code 6k}, {@code 10 %}) and writes them so that they read back. */
public final class Amounts {
    private static final Pattern COUNT = Pattern.compile("(\\d{1,12}|\\d{1,3}(?:[ ,_]\\d{3}){1,4})\\s*([kKM]?)");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,6}(?:[.,]\\d{1,6})?)\\s*%?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Amounts() {}

    /** What came of reading. */
    public sealed interface Reading<T> {
        record Read<T>(T value) implements Reading<T> {}

        /** The sentence says what was wrong and what would be right. */
        record Unread<T>(String sentence) implements Reading<T> {}
    }

    /** A whole number that is not negative. */
    public static Reading<Long> count(String text) {
        Matcher given = COUNT.matcher(text.strip());
        if (!given.matches()) {
            return new Reading.Unread<>(
                    text.isBlank()
                            ? "Enter a number, such as 1,200."
                            : "“%s” is not a whole number. Write it like 1200, 1,200 or 6k."
                                    .formatted(shortened(text)));
        }
        long digits = Long.parseLong(given.group(1).replaceAll("[ ,_]", ""));
        return new Reading.Read<>(digits
                * switch (given.group(2)) {
                    case "k", "K" -> 1_000;
                    case "M" -> 1_000_000;
                    default -> 1;
                });
    }

    /** A share, written in percent, as a number of which 1 is all. */
    public static Reading<Double> share(String text) {
        Matcher given = SHARE.matcher(text.strip());
        return given.matches()
                ? new Reading.Read<>(new BigDecimal(given.group(1).replace(',', '.'))
                        .divide(HUNDRED)
                        .doubleValue())
                : new Reading.Unread<>(
                        text.isBlank()
                                ? "Enter a share, such as 10 %."
                                : "“%s” is not a share. Write it in percent, like 10 %% or 2.5 %%."
                                        .formatted(shortened(text)));
    }

    public static String write(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    public static String writeShare(double share) {
        return new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(BigDecimal.valueOf(share).multiply(HUNDRED))
                + " %";
    }

    private static String shortened(String text) {
        String given = text.strip();
        return given.length() > 40 ? given.substring(0, 40) + "…" : given;
    }
}
