package io.zol0.ui.insight;

import java.util.Locale;

/** Amounts of money with their currency: two digits, more for what is less than one. */
final class Money {
    private Money() {}

    static String words(double amount, String currency) {
        String digits = amount != 0 && Math.abs(amount) < 0.01
                ? String.format(Locale.ROOT, "%.2g", amount)
                : String.format(Locale.ROOT, "%,.2f", amount);
        return digits + "\u00a0" + currency;
    }
}
