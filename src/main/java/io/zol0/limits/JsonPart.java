package io.zol0.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One object of a JSON document that people write: hands out its fields, and notes in sentences what is wrong with them. */
final class JsonPart {
    private static final int MOST_PROBLEMS = 20;
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final JsonNode node;
    private final String where;
    private final List<String> problems;
    private final Set<String> known = new HashSet<>();

    JsonPart(JsonNode node, String where, List<String> problems) {
        this.node = node;
        this.where = where;
        this.problems = problems;
        if (!node.isObject()) {
            problem(where.isEmpty() ? "A preset is a JSON object." : "\"" + where + "\" is a JSON object.");
        }
    }

    void problem(String sentence) {
        if (problems.size() < MOST_PROBLEMS && !problems.contains(sentence)) {
            problems.add(sentence);
        }
    }

    /** The name of a field as a sentence calls it. */
    String named(String field) {
        return "\"" + (where.isEmpty() ? field : where + "." + field) + "\"";
    }

    boolean has(String field) {
        known.add(field);
        return node.hasNonNull(field);
    }

    private @Nullable JsonNode get(String field) {
        return has(field) ? node.get(field) : null;
    }

    String text(String field, int longest) {
        String text = optional(field, longest);
        if (text == null && !has(field)) {
            problem(named(field) + " is missing.");
        }
        return text == null ? "" : text;
    }

    /** A text of 1 to that many characters; null where there is none. */
    @Nullable
    String optional(String field, int longest) {
        JsonNode value = get(field);
        return value == null ? null : text(value, named(field), longest);
    }

    private @Nullable String text(JsonNode value, String name, int longest) {
        String text = value.isString() || value.isIntegralNumber() ? value.asString() : "";
        if (text.isBlank() || text.length() > longest || text.chars().anyMatch(c -> c < ' ')) {
            problem(name + " is a text of 1 to " + longest + " characters in one line.");
            return null;
        }
        return text;
    }

    List<String> texts(String field, int most, int longest) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : list(field, most)) {
            String text = text(value, "Each of " + named(field), longest);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    List<JsonPart> parts(String field, int most) {
        List<JsonPart> parts = new ArrayList<>();
        for (JsonNode value : list(field, most)) {
            parts.add(new JsonPart(value, inner(field) + "[" + parts.size() + "]", problems));
        }
        return parts;
    }

    @Nullable
    JsonPart part(String field) {
        JsonNode value = get(field);
        return value == null ? null : new JsonPart(value, inner(field), problems);
    }

    /** Numbers, an array of them or one alone. */
    List<Long> numbers(String field, int count, long least, long most) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode value : list(field, count)) {
            numbers.add(number(value, "Each of " + named(field), least, most));
        }
        return numbers;
    }

    long number(String field, long least, long most, long otherwise) {
        JsonNode value = get(field);
        return value == null ? otherwise : number(value, named(field), least, most);
    }

    private long number(JsonNode value, String name, long least, long most) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least || value.asLong() > most) {
            problem(name + " is a whole number from " + least + " to " + most + ".");
            return -1;
        }
        return value.asLong();
    }

    /** At least 0 and below 1. */
    double share(String field, double otherwise) {
        JsonNode value = get(field);
        if (value == null) {
            return otherwise;
        }
        double share = value.isNumber() ? value.asDouble() : -1;
        if (!(share >= 0 && share < 1)) {
            problem(named(field) + " is a share from 0 to below 1, such as 0.1 for 10 %.");
            return otherwise;
        }
        return share;
    }

    boolean flag(String field) {
        JsonNode value = get(field);
        if (value != null && !value.isBoolean()) {
            problem(named(field) + " is true or false.");
        }
        return value != null && value.asBoolean(false);
    }

    Duration time(String field, Duration least, Duration most, Duration otherwise) {
        JsonNode value = get(field);
        if (value == null) {
            return otherwise;
        }
        Matcher matcher = TIME.matcher(value.isString() ? value.asString() : "");
        Duration time = matcher.matches() ? time(Long.parseLong(matcher.group(1)), matcher.group(2)) : null;
        if (time == null || time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            problem(named(field) + " is a time such as 500ms, 10s, 5m, 1h or 1d, from " + least.toMillis() + "ms to "
                    + most.toDays() + "d.");
            return otherwise;
        }
        return time;
    }

    private static Duration time(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** A constant, written in small letters with hyphens. */
    <E extends Enum<E>> E oneOf(String field, Class<E> kind, E otherwise) {
        JsonNode value = get(field);
        if (value == null) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E constant : kind.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (value.isString() && word.equals(value.asString())) {
                return constant;
            }
            words.add(word);
        }
        problem(named(field) + " is one of " + String.join(", ", words) + ".");
        return otherwise;
    }

    /** Complains of fields that nobody asked for: mistakes in their names would go unseen otherwise. */
    void end() {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                String shown = name.length() <= 40 ? name : name.substring(0, 40) + "…";
                problem((where.isEmpty() ? "The preset" : "\"" + where + "\"") + " has no field \"" + shown
                        + "\"; it takes "
                        + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        }
    }

    private Iterable<JsonNode> list(String field, int most) {
        JsonNode value = get(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            return List.of(value);
        }
        if (value.size() > most) {
            problem(named(field) + " has at most " + most + " elements.");
            return List.of();
        }
        return value;
    }

    private String inner(String field) {
        return where.isEmpty() ? field : where + "." + field;
    }
}
