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

    private final PooledByteBufAllocator pool;
    private final AtomicLong arriving = new AtomicLong();
    private final long mostArriving;
    private final long mostTaken;

    /** What the pool had taken when it was asked last; asking goes through all its chunks, which takes as long as a lookup. */
    private volatile long taken;

    private final AtomicLong givenSince = new AtomicLong();

    /**
     * With room for bodies on their way in: a quarter of the budget at most, above which they are not kept. What is free may lie where
     * nothing fits that comes; so a sixteenth more than the budget may be taken from the system, and never more.
     */
    Memory(long budgetBytes) {
        int chunkBytes = chunkBytes(budgetBytes);
        this.pool = new PooledByteBufAllocator(
                true, 0, 1, PAGE_BYTES, Integer.numberOfTrailingZeros(chunkBytes / PAGE_BYTES), 0, 0, false);
        this.mostArriving = budgetBytes / 4;
        this.mostTaken = budgetBytes + Math.max(budgetBytes / 16 - chunkBytes, 0);
    }

    /** What the pool takes from the system at once: some hundredths of the budget, 1 to 16 MB. */
    private static int chunkBytes(long budgetBytes) {
        long wanted = Long.highestOneBit(budgetBytes / 50);
        return Math.clamp(wanted, 1 << 20, 1 << 24);
    }

    /** A piece; null where too much is arriving already, or there is no room for it. */
    @Nullable
    ByteBuf piece(int bytes) {
        int rounded = rounded(bytes);
        if (arriving.addAndGet(rounded) > mostArriving) {
            arriving.addAndGet(-rounded);
            return null;
        }
        try {
            ByteBuf piece = pool.directBuffer(bytes, bytes);
            if (hasRoomFor(rounded)) {
                return piece;
            }
            piece.release();
            arriving.addAndGet(-rounded);
            return null;
        } catch (OutOfMemoryError e) {
            arriving.addAndGet(-rounded);
            return null;
        }
    }

    /** Asks the pool once an eighth of a chunk was given, so that it has one more at most since, and always where little is left. */
    private boolean hasRoomFor(int given) {
        long chunk = pool.metric().chunkSize();
        if (taken > mostTaken || givenSince.addAndGet(given) > chunk / 8) {
            givenSince.set(0);
            taken = takenBytes();
        }
        return taken <= mostTaken + chunk;
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
