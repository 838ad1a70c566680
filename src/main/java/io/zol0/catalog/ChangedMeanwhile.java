package io.zol0.catalog;

/** Someone else changed the upstream since it was read; nothing was changed. */
public final class ChangedMeanwhile extends RuntimeException {
    private final transient Upstream current;

    ChangedMeanwhile(Upstream current) {
        super("Someone else changed upstream %s since you opened it. Look at it again, then repeat your change."
                .formatted(current.name()));
        this.current = current;
    }

    /** What it is now. */
    public Upstream current() {
        return current;
    }
}
