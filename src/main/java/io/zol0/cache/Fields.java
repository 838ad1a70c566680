package io.zol0.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header fields of a message, in their order; names are compared without letter case. */
public interface Fields {
    /** The value of the first line of that name; null where there is none. */
    @Nullable
    String first(CharSequence name);

    /** The values of all lines of that name, in their order; empty where there is none. */
    List<String> all(CharSequence name);

    /** Gives every line to a visitor, in their order. */
    void forEach(Visitor visitor);

    /** Takes one line. */
    interface Visitor {
        void line(CharSequence name, CharSequence value);
    }
}
