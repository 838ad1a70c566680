package io.zol0.optimizer;

/** There is no such notice, or not any more. */
public final class UnknownNotice extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UnknownNotice(String message) {
        super(message);
    }

    public static UnknownNotice withKey(String key) {
        return new UnknownNotice("There is nothing worth knowing with the key \"%s\"; it may be over.".formatted(key));
    }
}
