package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way into the store. For one thread at a time; ends with {@link #complete} or {@link #abandon}, else its memory
 * leaks. Waiters of the same flight may look again once {@link #complete} has returned.
 */
public final class Filling {
    private final Visit visit;
    private final int status;
    private final FieldList fields;
    private final Terms terms;
    private final long sentMillis;
    private final long expected;
    private final long most;
    private final Pieces pieces;
    private boolean over;

    /** Of a length that the head says; -1 where it says none. */
    Filling(
            Visit visit,
            int status,
            FieldList fields,
            Terms terms,
            long sentMillis,
            long expected,
            long most,
            Memory memory) {
        this.visit = visit;
        this.status = status;
        this.fields = fields;
        this.terms = terms;
        this.sentMillis = sentMillis;
        this.expected = expected;
        this.most = most;
        this.pieces = new Pieces(memory, expected);
    }

    /**
     * Takes a copy of what is readable in a part of the body, without moving its reader index. Gives up where it gets longer than it
     * may, or where too much is arriving at once.
     */
    public void add(ByteBuf part) {
        long length = pieces.length() + part.readableBytes();
        if (!over && (length > most || (expected >= 0 && length > expected) || !pieces.add(part))) {
            abandon();
        }
    }

    /** The body is whole: keeps it, unless its length is not what the head said. Tells whether it is kept. */
    public boolean complete(long nowMillis) {
        if (over) {
            return false;
        }
        over = true;
        if (expected >= 0 && pieces.length() != expected) {
            pieces.release();
            return false;
        }
        @Nullable ByteBuf bytes = pieces.whole();
        if (bytes == null) {
            pieces.release();
            return false;
        }
        visit.filled(this, bytes, pieces.length(), pieces.checksum(), nowMillis);
        pieces.settled();
        return true;
    }

    /** The body broke off, or nobody wants it: nothing is kept. Does nothing after the end. */
    public void abandon() {
        if (!over) {
            over = true;
            pieces.release();
        }
    }

    int status() {
        return status;
    }

    FieldList fields() {
        return fields;
    }

    Terms terms() {
        return terms;
    }

    long sentMillis() {
        return sentMillis;
    }
}
