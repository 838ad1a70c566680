package io.zol0.ingest;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The labels of a value in one canonical text, by name: {@code country=DE, plan="pro, yearly"}. */
final class Labels {
    static final int MOST = 10;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_VALUE = 100;
    private static final int LONGEST_TEXT = 500;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.:/@+-]+");

    private final Map<String, String> byName = new TreeMap<>();

    /** Adds one; gives what is wrong with it, or null. */
    @Nullable
    String put(String name, String value) {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            return "The name of a label begins with a letter and has at most " + LONGEST_NAME
                    + " letters, digits, dots, hyphens and underscores.";
        }
        if (value.isEmpty()
                || value.length() > LONGEST_VALUE
                || value.chars().anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c))) {
            return "The label " + name + " must have from 1 to " + LONGEST_VALUE + " characters that can be shown.";
        }
        if (byName.size() >= MOST && !byName.containsKey(name)) {
            return "A value has at most " + MOST + " labels.";
        }
        byName.put(name, value);
        return text().length() > LONGEST_TEXT
                ? "The labels of a value have at most " + LONGEST_TEXT + " characters together."
                : null;
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    void clear() {
        byName.clear();
    }

    /** Two sets of labels are the same where their texts are. */
    String text() {
        StringBuilder text = new StringBuilder();
        byName.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append('=').append(quoted(value)));
        return text.toString();
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
