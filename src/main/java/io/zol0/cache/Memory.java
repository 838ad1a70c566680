package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Memory of the cache off the heap: a pool of its own, so that what it takes from the system can be told, in pieces of one size at
 * most, so that bodies of any length leave no holes that only others of their length could fill.
 *
 * <p>Off the heap, because what is written to a socket has to be there: a body on the heap would be copied for every hit.
 */
final class Memory {
    static final int PIECE_BYTES = 256 * 1024;

    private static final int PAGE_BYTES = 8192;

    /** Chunks of 2 MB (8 KB shifted by 8): the smallest that hold several pieces. */
    private static final int CHUNK_ORDER = 8;

    private final PooledByteBufAllocator pool =
            new PooledByteBufAllocator(true, 0, 1, PAGE_BYTES, CHUNK_ORDER, 0, 0, false);
    private final AtomicLong arriving = new AtomicLong();
    private final long mostArriving;

    /** With room for bodies on their way in: a quarter of the budget at most, above which they are not kept. */
    Memory(long budgetBytes) {
        this.mostArriving = budgetBytes / 4;
    }

    /** A piece; null where too much is arriving already, or the process has no more memory. */
    @Nullable
    ByteBuf piece(int bytes) {
        int rounded = rounded(bytes);
        if (arriving.addAndGet(rounded) > mostArriving) {
            arriving.addAndGet(-rounded);
            return null;
        }
        try {
            return pool.directBuffer(bytes, bytes);
        } catch (OutOfMemoryError e) {
            arriving.addAndGet(-rounded);
            return null;
        }
    }

    /** Pieces have become part of the store, or are gone. */
    void arrived(long roundedBytes) {
        arriving.addAndGet(-roundedBytes);
    }

    /** One buffer of several pieces, which it takes over. */
    ByteBuf join(List<ByteBuf> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        CompositeByteBuf whole = pool.compositeDirectBuffer(pieces.size());
        whole.addComponents(true, pieces);
        return whole;
    }

    long arrivingBytes() {
        return arriving.get();
    }

    /** What the pool has taken from the system. */
    long takenBytes() {
        return pool.metric().usedDirectMemory();
    }

    /** What of it is in use. */
    long usedBytes() {
        return pool.pinnedDirectMemory();
    }

    /** How many bytes the pool uses for so many: four sizes between two powers of two, whole pages from some kilobytes on. */
    static int rounded(int bytes) {
        if (bytes > PIECE_BYTES) {
            return bytes / PIECE_BYTES * PIECE_BYTES + rounded(bytes % PIECE_BYTES);
        }
        if (bytes <= 64) {
            return (bytes + 15) & ~15;
        }
        int step = Math.max(16, Integer.highestOneBit(bytes - 1) / 4);
        return (bytes + step - 1) / step * step;
    }
}
