package io.zol0.cache;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of a body that a request asks for (RFC 9110 section 14.1.2).
 *
 * @param from first byte
 * @param length at least 1; 0 where the body has none of what is asked for, which is answered with 416
 */
record ByteRange(long from, long length) {
    static final ByteRange UNSATISFIABLE = new ByteRange(0, 0);

    /** Reads {@code Range}; null where the whole body is the answer: it is no single range of bytes, or cannot be read. */
    static @Nullable ByteRange of(String range, long bodyBytes) {
        String text = range.strip().toLowerCase(Locale.ROOT);
        if (!text.startsWith("bytes=") || text.indexOf(',') >= 0) {
            return null;
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            return null;
        }
        long first = number(text.substring(6, dash).strip());
        long last = number(text.substring(dash + 1).strip());
        if (first == BROKEN || last == BROKEN || (first == NONE && last == NONE) || (last != NONE && last < first)) {
            return null;
        }
        if (first == NONE) {
            return last == 0 || bodyBytes == 0
                    ? UNSATISFIABLE
                    : new ByteRange(Math.max(0, bodyBytes - last), Math.min(last, bodyBytes));
        }
        if (first >= bodyBytes) {
            return UNSATISFIABLE;
        }
        long end = last == NONE ? bodyBytes - 1 : Math.min(last, bodyBytes - 1);
        return new ByteRange(first, end - first + 1);
    }

    private static final long NONE = -1;
    private static final long BROKEN = -2;

    private static long number(String digits) {
        if (digits.isEmpty()) {
            return NONE;
        }
        if (digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return BROKEN;
        }
        return Long.parseLong(digits);
    }
}
