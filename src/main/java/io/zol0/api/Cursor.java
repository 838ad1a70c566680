package io.zol0.api;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of rows in descending order of a figure ended.
 *
 * @param figure that of the last row
 * @param id the last row's number; rows of one figure are in ascending order of it
 */
record Cursor(double figure, long id) {
    /** Most rows of a page. */
    static final int MOST = 500;

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws Unfit where it is something else
     */
    static @Nullable Cursor read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == 2 * Long.BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                return new Cursor(buffer.getDouble(), buffer.getLong());
            }
        } catch (IllegalArgumentException e) {
            throw unfit();
        }
        throw unfit();
    }

    /**
     * How many rows a page has.
     *
     * @throws Unfit where that is less than one or too many
     */
    static int limit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw Unfit.sense("limit", "A page has 1 to %d rows.".formatted(MOST));
        }
        return limit;
    }

    String text() {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putDouble(figure)
                .putLong(id)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a row comes after this one. */
    boolean isBefore(double itsFigure, long itsId) {
        int order = Double.compare(itsFigure, figure);
        return order < 0 || (order == 0 && itsId > id);
    }

    static Unfit unfit() {
        return Unfit.sense("cursor", "This is no cursor: take next of the page before, or leave it out.");
    }
}
