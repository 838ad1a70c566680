package io.zol0.api;

import io.zol0.catalog.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Takes what a body must have, and remembers what it lacks. */
final class Needs {
    private final List<Problem> missing = new ArrayList<>();

    /** The value, or what goes in its place until the body is refused. */
    <T> T of(@Nullable T value, String field, T otherwise) {
        if (value != null) {
            return value;
        }
        missing.add(new Problem(field, "This is needed: %s is not there.".formatted(field)));
        return otherwise;
    }

    /** Each element by its place; none where there is no list. */
    <T, R> List<R> each(@Nullable List<@Nullable T> all, String field, T otherwise, BiFunction<T, String, R> read) {
        List<R> taken = new ArrayList<>();
        for (int i = 0; all != null && i < all.size(); i++) {
            String place = "%s[%d]".formatted(field, i);
            taken.add(read.apply(of(all.get(i), place, otherwise), place));
        }
        return taken;
    }

    /**
     * Goes on where nothing was missing.
     *
     * @throws Unfit otherwise
     */
    void requireNoneMissing() {
        if (!missing.isEmpty()) {
            throw new Unfit(Unfit.Why.SENSE, missing);
        }
    }
}
