package io.zol0.users;

import io.zol0.home.Secret;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes of anything the bounded, printable and harmless text that an audit entry holds. */
final class AuditText {
    static final String MASK = "•••";
    static final int LONGEST_VALUE = 500;
    static final int MOST_FIELDS = 50;

    private static final String MASK_OF_ANOTHER = MASK + " (changed)";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> SECRET_WORDS = Set.of("password", "secret", "token", "key", "hash", "code", "otp");

    /** Between the words of a name, such as {@code passwordHash}, {@code API_KEY} or {@code recovery-codes2}. */
    private static final Pattern WORD_ENDS = Pattern.compile("(?<=[a-z])(?=[A-Z])|[^A-Za-z]+");

    private static final Pattern LOGIN_IN_URL = Pattern.compile("(?<=://)[^/@\\s]*@");

    private AuditText() {}

    /** What changed, as JSON objects of texts; a side that is null was not there at all. */
    record Change(@Nullable String before, @Nullable String after) {}

    /** Of two states the fields that differ, of a single one all of them; nothing where two states are the same. */
    static @Nullable Change change(@Nullable Map<String, ?> before, @Nullable Map<String, ?> after) {
        if (before == null || after == null) {
            return new Change(json(masked(before, Map.of())), json(masked(after, Map.of())));
        }
        Map<String, Object> was = differing(before, after);
        Map<String, Object> is = differing(after, before);
        return was.isEmpty() && is.isEmpty() ? null : new Change(json(masked(was, Map.of())), json(masked(is, was)));
    }

    /** Without control and format characters, lone surrogates and line ends, no longer than that and never empty. */
    static String plain(String text, int longest) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().limit(4L * longest).map(AuditText::printable).forEach(plain::appendCodePoint);
        String stripped = plain.toString().strip();
        if (stripped.isEmpty()) {
            return "?";
        }
        if (stripped.length() <= longest) {
            return stripped;
        }
        int end = Character.isHighSurrogate(stripped.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return stripped.substring(0, end) + "…";
    }

    private static int printable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> ' ';
            default -> character;
        };
    }

    private static Map<String, Object> differing(Map<String, ?> one, Map<String, ?> other) {
        Map<String, Object> differing = new LinkedHashMap<>();
        one.forEach((name, value) -> {
            if (value != null && !value.equals(other.get(name))) {
                differing.put(name, value);
            }
        });
        return differing;
    }

    private static @Nullable Map<String, String> masked(@Nullable Map<String, ?> fields, Map<String, ?> before) {
        if (fields == null) {
            return null;
        }
        Map<String, String> masked = new LinkedHashMap<>();
        fields.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .limit(MOST_FIELDS)
                .forEach(field -> masked.put(
                        plain(field.getKey(), 60),
                        isSecret(field.getKey(), field.getValue())
                                ? before.containsKey(field.getKey()) ? MASK_OF_ANOTHER : MASK
                                : text(field.getValue())));
        return masked;
    }

    private static boolean isSecret(String name, Object value) {
        return value instanceof Secret
                || value instanceof byte[]
                || value instanceof char[]
                || !(value instanceof Boolean)
                        && Stream.of(WORD_ENDS.split(name))
                                .map(word -> word.toLowerCase(Locale.ROOT).replaceFirst("(?<=hash)es$|s$", ""))
                                .anyMatch(SECRET_WORDS::contains);
    }

    private static String text(Object value) {
        String text = switch (value) {
            case Duration time -> time.toString().substring(2).toLowerCase(Locale.ROOT);
            case Collection<?> all ->
                all.stream().limit(100).map(String::valueOf).collect(Collectors.joining(", "));
            default -> value.toString();
        };
        return text.isBlank()
                ? ""
                : LOGIN_IN_URL.matcher(plain(text, LONGEST_VALUE)).replaceAll(MASK + "@");
    }

    private static @Nullable String json(@Nullable Map<String, String> fields) {
        return fields == null ? null : JSON.writeValueAsString(fields);
    }
}
