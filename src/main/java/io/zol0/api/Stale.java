package io.zol0.api;

/** Someone else changed what was to be changed since it was read; nothing was changed. */
final class Stale extends RuntimeException {
    private final long version;

    /** @param what such as {@code channel ops} */
    Stale(String what, long version) {
        super("Someone else changed %s since you read it. Look at it again, then repeat your change.".formatted(what));
        this.version = version;
    }

    /** The version it has now. */
    long version() {
        return version;
    }
}
