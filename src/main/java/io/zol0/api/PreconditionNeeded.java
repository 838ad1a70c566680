package io.zol0.api;

/** A change that does not say which state of the thing it was made from. */
final class PreconditionNeeded extends RuntimeException {
    PreconditionNeeded() {
        super("Say in the header If-Match which version you change: the ETag that you read, or * for any.");
    }
}
