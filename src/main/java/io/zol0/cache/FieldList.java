package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header lines that do not change, kept as they go on the wire. */
public final class FieldList implements Fields {
    public static final FieldList EMPTY = new FieldList(new byte[0], new int[] {0});

    /** Every line with its colon, blank and line end. */
    private final byte[] bytes;

    /** Where each line begins and its name ends, in turns; then where the last one ends. */
    private final int[] places;

    private FieldList(byte[] bytes, int[] places) {
        this.bytes = bytes;
        this.places = places;
    }

    /** Of names and values in turns. */
    public static FieldList of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("There are " + namesAndValues.length
                    + " names and values; every name has to be followed by its value.");
        }
        Builder builder = new Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    @Override
    public @Nullable String first(CharSequence name) {
        for (int i = 0; i < places.length - 1; i += 2) {
            if (isNamed(i, name)) {
                return value(i).toString();
            }
        }
        return null;
    }

    @Override
    public List<String> all(CharSequence name) {
        List<String> values = List.of();
        for (int i = 0; i < places.length - 1; i += 2) {
            if (isNamed(i, name)) {
                if (values.isEmpty()) {
                    values = new ArrayList<>(2);
                }
                values.add(value(i).toString());
            }
        }
        return values;
    }

    @Override
    public void forEach(Visitor visitor) {
        for (int i = 0; i < places.length - 1; i += 2) {
            visitor.line(name(i), value(i));
        }
    }

    /** Appends all lines as they go on the wire. */
    void writeTo(ByteBuf head) {
        head.writeBytes(bytes);
    }

    private boolean isNamed(int i, CharSequence name) {
        return places[i + 1] - places[i] == name.length() && name(i).contentEqualsIgnoreCase(name);
    }

    private AsciiString name(int i) {
        return new AsciiString(bytes, places[i], places[i + 1] - places[i], false);
    }

    private AsciiString value(int i) {
        int from = places[i + 1] + 2;
        return new AsciiString(bytes, from, places[i + 2] - 2 - from, false);
    }

    /** Estimated bytes of heap. */
    int retainedBytes() {
        return 64 + bytes.length + 4 * places.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldList list && Arrays.equals(bytes, list.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Puts a list together. */
    static final class Builder {
        private final List<CharSequence> lines = new ArrayList<>(32);

        Builder add(CharSequence name, CharSequence value) {
            lines.add(name);
            lines.add(value);
            return this;
        }

        FieldList build() {
            if (lines.isEmpty()) {
                return EMPTY;
            }
            int length = 0;
            for (CharSequence part : lines) {
                length += part.length() + 2;
            }
            byte[] bytes = new byte[length];
            int[] places = new int[lines.size() + 1];
            int at = 0;
            for (int i = 0; i < lines.size(); i += 2) {
                places[i] = at;
                at = put(lines.get(i), bytes, at);
                places[i + 1] = at;
                bytes[at++] = ':';
                bytes[at++] = ' ';
                at = put(lines.get(i + 1), bytes, at);
                bytes[at++] = '\r';
                bytes[at++] = '\n';
            }
            places[lines.size()] = at;
            return new FieldList(bytes, places);
        }

        /** What is no byte becomes a question mark, as on the wire. */
        private static int put(CharSequence text, byte[] bytes, int at) {
            int length = text.length();
            if (text instanceof AsciiString ascii) {
                System.arraycopy(ascii.array(), ascii.arrayOffset(), bytes, at, length);
            } else {
                for (int i = 0; i < length; i++) {
                    bytes[at + i] = AsciiString.c2b(text.charAt(i));
                }
            }
            return at + length;
        }
    }
}
