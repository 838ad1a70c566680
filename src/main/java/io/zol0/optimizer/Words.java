package io.zol0.optimizer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Figures in sentences: three significant digits at most, each with its unit. */
final class Words {
    private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);

    private Words() {}

    static String percent(double share) {
        if (Double.isNaN(share)) {
            return "unknown";
        }
        double percent = share * 100;
        return percent > 0 && percent < 0.01 ? "less than 0.01 %" : number(percent) + " %";
    }

    static String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < 999.5) {
            return number(millis) + " ms";
        }
        if (millis < 99_950) {
            return number(millis / 1e3) + " s";
        }
        if (millis < 5_997_000) {
            return number(millis / 6e4) + " min";
        }
        return millis < 172_740_000 ? number(millis / 3.6e6) + " h" : number(millis / 8.64e7) + " days";
    }

    static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Whole above 1,000, else three digits. */
    static String number(double value) {
        if (Math.abs(value) >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(THREE);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
