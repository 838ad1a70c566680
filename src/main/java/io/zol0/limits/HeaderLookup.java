package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/** Looks up a header of an answer by its name, in any case; several of one name come joined with commas. */
public interface HeaderLookup {
    /** The value; null where there is none. */
    @Nullable
    CharSequence value(String name);
}
