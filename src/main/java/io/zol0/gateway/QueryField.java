package io.zol0.gateway;

import org.jspecify.annotations.Nullable;

/** Finds a field in the query of a target, as it was sent. */
final class QueryField {
    private QueryField() {}

    /** The first value; null where there is none. Makes nothing but the value. */
    static @Nullable String of(String target, String name) {
        int start = target.indexOf('?') + 1;
        while (start > 0 && start < target.length()) {
            int ampersand = target.indexOf('&', start);
            int end = ampersand < 0 ? target.length() : ampersand;
            int value = start + name.length() + 1;
            if (value <= end && target.startsWith(name, start) && target.charAt(value - 1) == '=') {
                return target.substring(value, end);
            }
            start = end + 1;
        }
        return null;
    }
}
