package io.zol0.cache;

import io.netty.buffer.ByteBuf;

/**
 * An answer on its way into the store. For one thread at a time; ends with {@link #complete} or {@link #abandon}, else its memory
 * leaks. Waiters of the same flight may look again once {@link #complete} has returned.
 */
public interface Filling {
    /** Takes a copy of what is readable in a part of the body, without moving its reader index. Gives up above the largest body. */
    void add(ByteBuf part);

    /** The body is whole: keeps it, unless its length is not what the head said. Tells whether it is kept. */
    boolean complete();

    /** The body broke off, or the caller does not want it any more: nothing is kept. */
    void abandon();
}
