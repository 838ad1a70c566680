package io.zol0.cache;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code Cache-Control} as it comes: a list of names, some with a value, in one or more lines (RFC 9111 section 5.2). */
final class DirectiveReader {
    /** What a number of seconds is that is none. */
    static final long BROKEN = -2;

    /** What a number of seconds is that is not there. */
    static final long ABSENT = -1;

    /** More seconds than that are taken for that many (RFC 9111 section 1.2.2): 68 years. */
    static final long FOREVER = Integer.MAX_VALUE;

    /** Takes one directive. */
    interface Visitor {
        /** The name is in small letters; the value is without quotes, null where there is none. */
        void directive(String name, @Nullable String value);
    }

    private DirectiveReader() {}

    /** Visits the directives; tells whether all could be read. */
    static boolean read(List<String> lines, Visitor visitor) {
        boolean whole = true;
        for (int i = 0; i < lines.size(); i++) {
            whole &= read(lines.get(i), visitor);
        }
        return whole;
    }

    private static boolean read(String line, Visitor visitor) {
        boolean whole = true;
        int at = 0;
        while (at < line.length()) {
            int end = at;
            int equals = -1;
            boolean quoted = false;
            for (; end < line.length(); end++) {
                char c = line.charAt(end);
                if (c == '"') {
                    quoted = !quoted;
                } else if (quoted && c == '\\') {
                    end++;
                } else if (!quoted && c == ',') {
                    break;
                } else if (!quoted && c == '=' && equals < 0) {
                    equals = end;
                }
            }
            whole &= !quoted;
            directive(line, at, Math.min(end, line.length()), equals, visitor);
            at = end + 1;
        }
        return whole;
    }

    private static void directive(String line, int from, int to, int equals, Visitor visitor) {
        String name = line.substring(from, equals < 0 ? to : equals).strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return;
        }
        if (equals < 0) {
            visitor.directive(name, null);
        } else {
            boolean spaced = Character.isWhitespace(line.charAt(equals - 1));
            String value = line.substring(equals + 1, to).stripTrailing();
            // White space around the sign is not allowed: what is given on is no number then.
            visitor.directive(name, spaced ? " " + value : unquoted(value));
        }
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || value.charAt(0) != '"' || value.charAt(value.length() - 1) != '"') {
            return value;
        }
        String inner = value.substring(1, value.length() - 1);
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder plain = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            plain.append(c == '\\' && i + 1 < inner.length() ? inner.charAt(++i) : c);
        }
        return plain.toString();
    }

    /** Digits as seconds, {@link #FOREVER} at most; {@link #BROKEN} for anything else. */
    static long seconds(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return BROKEN;
        }
        long seconds = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return BROKEN;
            }
            seconds = Math.min(FOREVER, seconds * 10 + (c - '0'));
        }
        return seconds;
    }
}
