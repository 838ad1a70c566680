package io.zol0.metrics;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes what a caller sent fit to be kept and shown: secrets masked, control characters escaped, length bounded. */
final class Targets {
    static final int LONGEST = 512;
    private static final int READ_AT_MOST = 4 * LONGEST;
    private static final Pattern FIELD = Pattern.compile("([?&;#])([^=&;#?]*)=([^&;#]*)");
    private static final Pattern FIELD_OF_PATH = Pattern.compile("(;)([^=;/#]*)=([^;/#]*)");
    private static final Pattern SECRET = Pattern.compile(
            "sign|^sig|[_.-]sig|key|token|secret|passw|passphrase|^pass$|^pwd$|auth|credential|session|jwt|otp|nonce|cookie|^code$|^hmac");

    private Targets() {}

    /** Path and query with the values of fields that name a secret replaced by {@code ***}. */
    static String masked(String target) {
        String start = bounded(target, READ_AT_MOST);
        int query = start.indexOf('?');
        String masked = query < 0
                ? masked(FIELD_OF_PATH, start)
                : masked(FIELD_OF_PATH, start.substring(0, query)) + masked(FIELD, start.substring(query));
        return printable(masked, LONGEST);
    }

    /** Text without control characters and at most {@code longest} characters long. */
    static String printable(String text, int longest) {
        String start = bounded(text, longest);
        if (start.chars().allMatch(Targets::isPlain)) {
            return start;
        }
        StringBuilder escaped = new StringBuilder(start.length() + 16);
        start.chars().forEach(c -> {
            if (isPlain(c)) {
                escaped.append((char) c);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return bounded(escaped.toString(), longest);
    }

    private static String masked(Pattern fields, String text) {
        return fields.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        isSecret(found.group(2)) ? found.group(1) + found.group(2) + "=***" : found.group()));
    }

    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + '…';
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(decoded(name).toLowerCase(Locale.ROOT)).find();
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }
}
