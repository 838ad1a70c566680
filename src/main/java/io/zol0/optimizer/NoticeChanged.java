package io.zol0.optimizer;

/** Somebody else decided about a notice since it was read; nothing was changed. */
public final class NoticeChanged extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoticeChanged() {
        super("Someone else decided about this since you read it. Look at it again.");
    }
}
