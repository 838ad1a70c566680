package io.zol0.metrics;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes what a caller sent fit to be kept and shown: secrets masked, control characters escaped, length bounded. */
final class Targets {
    static final int LONGEST = 512;
    private static final int READ_AT_MOST = 4 * LONGEST;
    private static final Pattern FIELD = Pattern.compile("([?&;#])([^=&;#?]*)=([^&;#]*)");
    private static final Pattern FIELD_OF_PATH = Pattern.compile("(;)([^=;/#]*)=([^;/#]*)");
    private static final Pattern SECRET = Pattern.compile(
            "sign|^sig|[_.-]sig|key|token|secret|passw|passphrase|^pass$|^pwd$|auth|credential|session|jwt|otp|nonce|cookie|^code$|^hmac");

    private static final int KNOWN = 256;
    private static final int LONGEST_KNOWN = 64;

    /** Names that were looked at lately: they come again and again, and a newer one takes the place of an older. */
    private static final AtomicReferenceArray<@Nullable Name> NAMES = new AtomicReferenceArray<>(KNOWN);

    private Targets() {}

    /** The name of a field, and whether that is a secret. */
    private record Name(String text, boolean secret) {}

    /** Path and query with the values of fields that name a secret replaced by {@code ***}. */
    static String masked(String target) {
        String start = bounded(target, READ_AT_MOST);
        int query = start.indexOf('?');
        if (query < 0 ? start.indexOf(';') < 0 : start.lastIndexOf(';', query) < 0 && hasNoSecret(start, query)) {
            return printable(start, LONGEST);
        }
        String masked = query < 0
                ? masked(FIELD_OF_PATH, start)
                : masked(FIELD_OF_PATH, start.substring(0, query)) + masked(FIELD, start.substring(query));
        return printable(masked, LONGEST);
    }

    /** Text without control characters and at most {@code longest} characters long. */
    static String printable(String text, int longest) {
        String start = bounded(text, longest);
        boolean plain = true;
        for (int i = 0; plain && i < start.length(); i++) {
            plain = isPlain(start.charAt(i));
        }
        if (plain) {
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
        if (c >= ' ' && c < 0x7f) {
            return true;
        }
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

    /** Whether no field from the question mark on has the name of a secret, so that nothing has to be written anew. */
    private static boolean hasNoSecret(String target, int query) {
        int from = query + 1;
        for (int i = from; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '=') {
                if (isSecret(target.substring(from, i))) {
                    return false;
                }
                while (i + 1 < target.length() && "&;#".indexOf(target.charAt(i + 1)) < 0) {
                    i++;
                }
            } else if ("&;#?".indexOf(c) >= 0) {
                from = i + 1;
            }
        }
        return true;
    }

    private static boolean isSecret(String name) {
        int place = name.hashCode() & KNOWN - 1;
        Name known = NAMES.get(place);
        if (known == null || !known.text().equals(name)) {
            known = new Name(
                    name, SECRET.matcher(decoded(name).toLowerCase(Locale.ROOT)).find());
            if (name.length() <= LONGEST_KNOWN) {
                NAMES.set(place, known);
            }
        }
        return known.secret();
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }
}
