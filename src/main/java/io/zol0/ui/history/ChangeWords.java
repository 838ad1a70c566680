package io.zol0.ui.history;

import io.zol0.catalog.AppliedChange;
import java.util.Locale;

/** A setting change in words. */
final class ChangeWords {
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
}
