package io.zol0.ui.alerts;

import io.zol0.alerts.Measure;
import io.zol0.alerts.Unit;
import io.zol0.ui.parts.Amounts;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads levels as people write them in the unit of a measure ({@code 1.5 s}, {@code 5 %}, {@code 12/s}, {@code 10 MB}) and writes them so that they read back. */
final class LevelText {
    private static final Pattern NUMBER =
            Pattern.compile("(-?\\d{1,15}(?:[.,]\\d{1,9})?)\\s*([kKMGT]?)(?:B|bytes)?(?:\\s*/\\s*s)?");
    private static final Map<String, Double> SIZES = Map.of("", 1.0, "k", 1e3, "K", 1e3, "M", 1e6, "G", 1e9, "T", 1e12);

    private LevelText() {}

    static Amounts.Reading<Double> read(Measure measure, String text) {
        return switch (measure.unit()) {
            case TIME ->
                switch (Durations.read(text)) {
                    case Durations.Reading.Read(Duration time) -> new Amounts.Reading.Read<>(time.toNanos() / 1e6);
                    case Durations.Reading.Unread(String sentence) -> new Amounts.Reading.Unread<>(sentence);
                };
            case SHARE -> Amounts.share(text);
            case RATE, DATA, NUMBER -> number(measure, text);
        };
    }

    private static Amounts.Reading<Double> number(Measure measure, String text) {
        String given = text.strip();
        String suffix = measure.suffix();
        if (!suffix.isEmpty() && given.endsWith(suffix)) {
            given = given.substring(0, given.length() - suffix.length()).strip();
        }
        Matcher number = NUMBER.matcher(given);
        if (!number.matches()) {
            return new Amounts.Reading.Unread<>(
                    text.isBlank()
                            ? "Enter a number, such as %s.".formatted(measure.write(12))
                            : "“%s” is not a number. Write it like %s."
                                    .formatted(
                                            given.length() > 40 ? given.substring(0, 40) + "…" : given,
                                            measure.write(12)));
        }
        double size = SIZES.getOrDefault(number.group(2), 1.0);
        return new Amounts.Reading.Read<>(Double.parseDouble(number.group(1).replace(',', '.')) * size);
    }

    static String write(Measure measure, double value) {
        return switch (measure.unit()) {
            case TIME -> Durations.write(Duration.ofNanos(Math.round(value * 1e6)));
            case SHARE -> Amounts.writeShare(value);
            case RATE -> plain(value) + "/s";
            case DATA -> plain(value) + " B";
            case NUMBER -> measure.suffix().isEmpty() ? plain(value) : plain(value) + " " + measure.suffix();
        };
    }

    /** What the field takes, in words with an example. */
    static String help(Measure measure) {
        return switch (measure.unit()) {
            case TIME -> "A time, such as 800 ms or 5 s.";
            case SHARE -> "A share in percent, 0 % to 100 %, such as 5 %.";
            case RATE -> "A rate, such as 12/s.";
            case DATA -> "An amount of data, such as 10 MB.";
            case NUMBER ->
                "A number" + (measure.suffix().isEmpty() ? "" : " of " + measure.suffix()) + ", such as "
                        + measure.write(12) + ".";
        };
    }

    /** The unit of its charts. */
    static String chartUnit(Measure measure) {
        return switch (measure.unit()) {
            case TIME -> "ms";
            case SHARE -> "%";
            case RATE -> "/s";
            case DATA -> "B";
            case NUMBER -> measure.suffix();
        };
    }

    /** A value as its chart draws it. */
    static double drawn(Measure measure, double value) {
        return measure.unit() == Unit.SHARE ? value * 100 : value;
    }

    /** A span of time in its two largest units. */
    static String span(Duration span) {
        return Figures.time(span);
    }

    private static String plain(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
