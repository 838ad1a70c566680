package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/** Small looks into header values. */
final class Texts {
    private Texts() {}

    /** Whether a value begins so, in any case. */
    static boolean begins(@Nullable CharSequence value, String with) {
        return value != null && value.toString().regionMatches(true, 0, with, 0, with.length());
    }

    /** Whether any member of a structured list has a parameter of that name; strings that hold one do not count. */
    static boolean hasParameter(String list, String name) {
        boolean quoted = false;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                int start = i + 1;
                while (start < list.length() && list.charAt(start) == ' ') {
                    start++;
                }
                int end = start + name.length();
                if (list.startsWith(name, start) && (end == list.length() || " ;,=".indexOf(list.charAt(end)) >= 0)) {
                    return true;
                }
            }
        }
        return false;
    }
}
