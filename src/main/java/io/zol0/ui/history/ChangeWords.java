package io.zol0.ui.history;

import io.zol0.catalog.AppliedChange;
import io.zol0.ui.parts.Amounts;
import io.zol0.ui.parts.DataSizes;
import io.zol0.ui.parts.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A setting change in words. */
final class ChangeWords {
    private static final Pattern TIME = Pattern.compile("PT[0-9.HMS]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final Pattern CHOICE = Pattern.compile("[A-Z_]+");
    private static final Set<String> SHARES =
            Set.of("margin", "reserve", "floor", "ceiling", "errorRate", "slowRate", "tolerance");
    private static final Set<String> CHOICES = Set.of("mode", "kind", "place", "priority", "whenEmpty");

    private ChangeWords() {}

    /** {@code Quota weight of binance changed}, or only what happened where the page says of what. */
    static String sentence(AppliedChange change, boolean namesSubject) {
        String what = change.before() == null ? "set" : change.after() == null ? "removed" : "changed";
        if (change.reverts() != null) {
            what = "set back to what it was before change " + change.reverts();
        }
        if (!namesSubject) {
            return Character.toUpperCase(what.charAt(0)) + what.substring(1);
        }
        return change.setting().kind().words() + " " + change.subject()
                + (change.upstream().isEmpty() ? "" : " of " + change.upstream()) + " " + what;
    }

    /** {@code minInterval} as people write it, with the place of a line counted from 1: {@code windows 1, capacity}. */
    static String field(String field) {
        StringBuilder words = new StringBuilder();
        for (String part : field.split("\\.", -1)) {
            int bracket = part.indexOf('[');
            String name = (bracket < 0 ? part : part.substring(0, bracket))
                    .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                    .toLowerCase(Locale.ROOT);
            words.append(words.isEmpty() ? "" : ", ").append(name);
            if (bracket >= 0) {
                int number = Integer.parseInt(part.substring(bracket + 1, part.indexOf(']', bracket)));
                words.append(' ').append(number + 1);
            }
        }
        return words.toString();
    }

    /** A value as a form shows it: times, sizes and shares with their units, choices in small letters; a dash where there is none. */
    static String value(String field, @Nullable String value) {
        if (value == null) {
            return "–";
        }
        String last = field.substring(field.lastIndexOf('.') + 1);
        if (TIME.matcher(value).matches()) {
            return Durations.write(Duration.parse(value));
        }
        if (SHARES.contains(last) && NUMBER.matcher(value).matches()) {
            return Amounts.writeShare(Double.parseDouble(value));
        }
        if (last.equals("largestBody") && NUMBER.matcher(value).matches()) {
            return DataSizes.write(DataSize.ofBytes(Long.parseLong(value)));
        }
        return switch (value) {
            case "true" -> "yes";
            case "false" -> "no";
            default ->
                CHOICE.matcher(value).matches() && CHOICES.contains(last)
                        ? value.replace('_', ' ').toLowerCase(Locale.ROOT)
                        : value;
        };
    }
}
