package io.zol0.cache;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates of HTTP (RFC 9110 section 5.6.7): three forms, read to the letter but for letter case. */
final class HttpDate {
    /** What is no date. */
    static final long BROKEN = Long.MIN_VALUE;

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String[] DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    private static final String[] LONG_DAYS = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
    };
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private HttpDate() {}

    /** What was read last in the form that is not read by what year it is: for a second all answers have the same. */
    private record Read(String text, long millis) {}

    private static volatile Read last = new Read("", BROKEN);

    /** Milliseconds since 1970; {@link #BROKEN} for anything else. A year of two digits is never over 50 years ahead. */
    static long parse(String text, long nowMillis) {
        Read known = last;
        if (known.text.equals(text)) {
            return known.millis;
        }
        String date = text.toLowerCase(Locale.ROOT);
        int comma = date.indexOf(',');
        try {
            if (comma == 3 && date.length() == 29) {
                Read read = new Read(text, fixed(date));
                last = read;
                return read.millis;
            }
            if (comma > 5) {
                return rfc850(date, comma, nowMillis);
            }
            return date.length() == 24 ? asctime(date) : BROKEN;
        } catch (DateTimeException e) {
            return BROKEN;
        }
    }

    static String format(long millis) {
        return FORMAT.format(LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000), 0, ZoneOffset.UTC));
    }

    /** {@code sun, 06 nov 1994 08:49:37 gmt}. */
    private static long fixed(String date) {
        return among(DAYS, date.substring(0, 3)) && matches(date, 3, ", ## aaa #### ##:##:## gmt")
                ? millis(number(date, 12, 4), month(date, 8), number(date, 5, 2), date, 17)
                : BROKEN;
    }

    /** {@code sunday, 06-nov-94 08:49:37 gmt}. */
    private static long rfc850(String date, int comma, long nowMillis) {
        if (!among(LONG_DAYS, date.substring(0, comma)) || !matches(date, comma, ", ##-aaa-## ##:##:## gmt")) {
            return BROKEN;
        }
        int thisYear = LocalDateTime.ofEpochSecond(Math.floorDiv(nowMillis, 1000), 0, ZoneOffset.UTC)
                .getYear();
        int year = thisYear - thisYear % 100 + number(date, comma + 9, 2);
        int likely = year > thisYear + 50 ? year - 100 : year + 100 <= thisYear + 50 ? year + 100 : year;
        return millis(likely, month(date, comma + 5), number(date, comma + 2, 2), date, comma + 12);
    }

    /** {@code sun nov  6 08:49:37 1994}. */
    private static long asctime(String date) {
        boolean oneDigit = date.charAt(8) == ' ';
        String pattern = oneDigit ? " aaa  # ##:##:## ####" : " aaa ## ##:##:## ####";
        return among(DAYS, date.substring(0, 3)) && matches(date, 3, pattern)
                ? millis(
                        number(date, 20, 4),
                        month(date, 4),
                        oneDigit ? number(date, 9, 1) : number(date, 8, 2),
                        date,
                        11)
                : BROKEN;
    }

    private static long millis(int year, int month, int day, String date, int time) {
        int second = number(date, time + 6, 2);
        // A leap second is allowed, and is the second before here.
        return LocalDateTime.of(
                                year,
                                month,
                                day,
                                number(date, time, 2),
                                number(date, time + 3, 2),
                                second == 60 ? 59 : second)
                        .toEpochSecond(ZoneOffset.UTC)
                * 1000;
    }

    private static boolean among(String[] names, String name) {
        for (String known : names) {
            if (known.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String text, int from, String pattern) {
        if (text.length() - from != pattern.length()) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            char c = text.charAt(from + i);
            boolean fits = switch (pattern.charAt(i)) {
                case '#' -> c >= '0' && c <= '9';
                case 'a' -> c >= 'a' && c <= 'z';
                default -> c == pattern.charAt(i);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int digits) {
        return Integer.parseInt(text, from, from + digits, 10);
    }

    /** 0, which is no month, for a name that is none. */
    private static int month(String text, int from) {
        int at = MONTHS.indexOf(text.substring(from, from + 3));
        return at % 3 == 0 ? at / 3 + 1 : 0;
    }
}
