package io.zol0.ui.parts;

import io.zol0.metrics.Spread;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Figures in at most three significant digits, with a unit that switches by size. */
public final class Figures {
    /** Keeps a figure and its unit on one line. */
    private static final String SPACE = "\u00a0";

    private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);

    /** Times that a percentile is made of at least. */
    private static final int FEWEST = 10;

    private Figures() {}

    /** A rate: {@code 940/s}, {@code 12.4 k/s}. */
    public static String rate(double perSecond) {
        return number(perSecond) + "/s";
    }

    /** A number whose unit is said in words beside it: {@code 6.93}, {@code 12.4 k}. */
    public static String number(double value) {
        return scaled(value, "");
    }

    /** A count: whole up to 9,999, then {@code 12.4 k}. */
    public static String count(long count) {
        return Math.abs(count) < 10_000 ? String.format(Locale.ROOT, "%,d", count) : scaled(count, "");
    }

    /** A count to its last digit: {@code 1,234,567}. */
    public static String whole(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A time: {@code 812 µs}, {@code 43 ms}, {@code 1.2 s}, {@code 4 min 5 s}, {@code 2 h 10 min}. */
    public static String time(Duration time) {
        double nanos = time.toNanos();
        if (time.isZero()) {
            return "0" + SPACE + "ms";
        }
        if (nanos < 999.5) {
            return digits(nanos) + SPACE + "ns";
        }
        if (nanos < 999.5e3) {
            return digits(nanos / 1e3) + SPACE + "µs";
        }
        if (nanos < 999.5e6) {
            return digits(nanos / 1e6) + SPACE + "ms";
        }
        if (nanos < 99.95e9) {
            return digits(nanos / 1e9) + SPACE + "s";
        }
        long seconds = Math.round(nanos / 1e9);
        return seconds < 3600
                ? pair(seconds / 60, "min", seconds % 60, "s")
                : pair(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }

    /** The 95th percentile of some times: {@code 43 ms}; of fewer than ten there is none. */
    public static String p95(Spread times) {
        return times.count() == 0 ? "–" : times.count() < FEWEST ? "too few" : time(times.p95());
    }

    /** A share from 0 to 1 in percent; all and nothing are said only where it is all or nothing. */
    public static String percent(double share) {
        double percent = share * 100;
        if (percent > 0 && percent < 0.01) {
            return "<0.01" + SPACE + "%";
        }
        BigDecimal rounded = BigDecimal.valueOf(percent).round(THREE);
        if (percent < 100 && rounded.compareTo(BigDecimal.valueOf(100)) >= 0) {
            return ">99.9" + SPACE + "%";
        }
        return plain(rounded) + SPACE + "%";
    }

    /** An amount of data in decimal units: {@code 812 B}, {@code 1.2 kB}, {@code 45 MB}. */
    public static String bytes(long bytes) {
        return bytes < 1000 ? bytes + SPACE + "B" : scaled(bytes, "B");
    }

    private static String scaled(double value, String unit) {
        String[] sizes = {"", "k", "M", "G", "T"};
        double rest = value;
        int size = 0;
        while (Math.abs(rest) >= 999.5 && size < sizes.length - 1) {
            rest /= 1000;
            size++;
        }
        String suffix = sizes[size] + unit;
        return digits(rest) + (suffix.isEmpty() ? "" : SPACE + suffix);
    }

    private static String digits(double value) {
        return plain(BigDecimal.valueOf(value).round(THREE));
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        String first = large + SPACE + largeUnit;
        return small == 0 ? first : first + SPACE + small + SPACE + smallUnit;
    }
}
