package io.zol0.metrics;

import java.util.Optional;

/**
 * The place of a call in a list, from which the next page goes on whatever came meanwhile.
 *
 * @param key by what the list is ordered: its beginning in microseconds since 1970, or its total time in microseconds
 * @param id tells calls of the same key apart
 */
public record CallPlace(long key, long id) {
    /** As it is given to others and taken back. */
    public String text() {
        return Long.toString(key, 36) + "." + Long.toString(id, 36);
    }

    /** Reads what {@link #text()} gave; empty where it is something else. */
    public static Optional<CallPlace> read(String text) {
        int dot = text.indexOf('.');
        try {
            return dot < 0
                    ? Optional.empty()
                    : Optional.of(new CallPlace(
                            Long.parseLong(text.substring(0, dot), 36), Long.parseLong(text.substring(dot + 1), 36)));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }
}
