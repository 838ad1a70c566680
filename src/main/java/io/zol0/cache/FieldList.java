package io.zol0.cache;

import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header lines that do not change. */
public final class FieldList implements Fields {
    public static final FieldList EMPTY = new FieldList(new CharSequence[0]);

    /** Object headers, references and array slots of one line beside its characters, estimated for a 64-bit heap. */
    private static final int LINE_OVERHEAD = 56;

    /** Names and values in turns. */
    private final CharSequence[] lines;

    private FieldList(CharSequence[] lines) {
        this.lines = lines;
    }

    /** Of names and values in turns. */
    public static FieldList of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("There are " + namesAndValues.length
                    + " names and values; every name has to be followed by its value.");
        }
        return new FieldList(namesAndValues.clone());
    }

    @Override
    public @Nullable String first(CharSequence name) {
        for (int i = 0; i < lines.length; i += 2) {
            if (AsciiString.contentEqualsIgnoreCase(lines[i], name)) {
                return lines[i + 1].toString();
            }
        }
        return null;
    }

    @Override
    public List<String> all(CharSequence name) {
        List<String> values = List.of();
        for (int i = 0; i < lines.length; i += 2) {
            if (AsciiString.contentEqualsIgnoreCase(lines[i], name)) {
                if (values.isEmpty()) {
                    values = new ArrayList<>(2);
                }
                values.add(lines[i + 1].toString());
            }
        }
        return values;
    }

    @Override
    public void forEach(Visitor visitor) {
        for (int i = 0; i < lines.length; i += 2) {
            visitor.line(lines[i], lines[i + 1]);
        }
    }

    /** Estimated bytes of heap; names are taken as shared. */
    int retainedBytes() {
        int bytes = 32;
        for (int i = 0; i < lines.length; i += 2) {
            bytes += LINE_OVERHEAD + lines[i + 1].length();
        }
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldList list && Arrays.equals(lines, list.lines);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lines);
    }

    @Override
    public String toString() {
        return Arrays.toString(lines);
    }

    /** Puts a list together. */
    static final class Builder {
        private final List<CharSequence> lines = new ArrayList<>(32);

        Builder add(CharSequence name, CharSequence value) {
            lines.add(name instanceof AsciiString || name instanceof String ? name : name.toString());
            lines.add(value.toString());
            return this;
        }

        FieldList build() {
            return lines.isEmpty() ? EMPTY : new FieldList(lines.toArray(CharSequence[]::new));
        }
    }
}
