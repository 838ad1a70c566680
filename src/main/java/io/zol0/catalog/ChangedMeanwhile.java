package io.zol0.catalog;

import org.jspecify.annotations.Nullable;

/** Someone else changed what was to be changed since it was read; nothing was changed. */
public final class ChangedMeanwhile extends RuntimeException {
    private final transient @Nullable Object current;
    private final long version;

    /** @param what such as {@code upstream binance} */
    ChangedMeanwhile(String what, @Nullable Object current, long version) {
        super("Someone else %s %s since you opened it. Look at it again, then repeat your change."
                .formatted(current == null ? "removed" : "changed", what));
        this.current = current;
        this.version = version;
    }

    /** What it is now, an {@link Upstream} or a {@link Setting}; null where it is gone. */
    public @Nullable Object current() {
        return current;
    }

    /** The version it has now. */
    public long version() {
        return version;
    }
}
