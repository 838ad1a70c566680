package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** An answer out of the store, ready to be written. Its body belongs to whoever has it: written or released, once. */
public interface Served {
    /** 200 or what was stored, 206, 304, or 416. */
    int status();

    /** All header lines, {@code Age}, {@code Content-Length} where there is one and {@code Cache-Status} among them; nothing hop-by-hop. */
    void forEach(Fields.Visitor visitor);

    /**
     * The body, not copied; null for HEAD, 304 and 204. Hands it over: the second call gives null. Writing it releases it.
     * Where {@link #isHeavy} says so, call this on a thread that may take its time.
     */
    @Nullable
    ByteBuf takeBody();

    /** Bytes of the body; 0 where there is none. */
    long bodyBytes();

    /** Whether {@link #takeBody} has to decompress more than an event loop should wait for. */
    boolean isHeavy();

    /** Whether it is past its freshness. */
    boolean stale();

    /** Gives the body back where it was not taken; does nothing where it was. */
    void release();
}
