package io.zol0.alerts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** What a figure counts, and how it is said. */
public enum Unit {
    /** Milliseconds. */
    TIME,
    /** A share from 0 to 1, said in percent. */
    SHARE,
    /** Something a second. */
    RATE,
    /** Bytes. */
    DATA,
    /** A number of something. */
    NUMBER;

    private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);
    private static final List<String> SIZES = List.of("", "k", "M", "G", "T");

    /** In at most three significant digits, with the unit. */
    public String write(double value) {
        if (Double.isNaN(value)) {
            return "nothing";
        }
        return switch (this) {
            case TIME -> Math.abs(value) < 1000 ? digits(value) + " ms" : seconds(value / 1000);
            case SHARE -> digits(value * 100) + " %";
            case RATE -> sized(value, "") + "/s";
            case DATA -> sized(value, "B");
            case NUMBER -> sized(value, "");
        };
    }

    private static String seconds(double seconds) {
        return seconds < 120 ? digits(seconds) + " s" : digits(seconds / 60) + " min";
    }

    private static String sized(double value, String unit) {
        double rest = value;
        int size = 0;
        while (Math.abs(rest) >= 999.5 && size < SIZES.size() - 1) {
            rest /= 1000;
            size++;
        }
        String suffix = SIZES.get(size) + unit;
        return digits(rest) + (suffix.isEmpty() ? "" : " " + suffix);
    }

    private static String digits(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(THREE);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
