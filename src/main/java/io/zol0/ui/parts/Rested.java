package io.zol0.ui.parts;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A figure that rests after being worked out, nineteen times as long as that took: it costs at most a twentieth of one core. */
class Rested<T> {
    private static final int REST = 19;

    private final Supplier<T> source;
    private final LongSupplier nanoClock;
    private @Nullable T value;
    private long freshUntil;

    Rested(Supplier<T> source, LongSupplier nanoClock) {
        this.source = source;
        this.nanoClock = nanoClock;
    }

    synchronized T get() {
        long start = nanoClock.getAsLong();
        T known = value;
        if (known != null && start - freshUntil < 0) {
            return known;
        }
        T fresh = source.get();
        long end = nanoClock.getAsLong();
        freshUntil = end + REST * (end - start);
        value = fresh;
        return fresh;
    }
}
