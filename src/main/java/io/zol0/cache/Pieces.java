package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Bytes that come one after the other, copied into pieces off the heap. Not for several threads at once. */
final class Pieces {
    private static final int FIRST_BYTES = 4096;

    private final Memory memory;
    private final long expected;
    private final List<ByteBuf> pieces = new ArrayList<>(1);
    private final CRC32C checksum = new CRC32C();
    private @Nullable ByteBuf last;
    private long length;
    private long reserved;

    /** Of a length that is expected; -1 for not known. */
    Pieces(Memory memory, long expected) {
        this.memory = memory;
        this.expected = expected;
    }

    long length() {
        return length;
    }

    int checksum() {
        return (int) checksum.getValue();
    }

    /** Copies what is readable; fails where there is no memory for it. */
    boolean add(ByteBuf part) {
        int at = part.readerIndex();
        int end = part.writerIndex();
        for (ByteBuffer bytes : part.nioBuffers(at, end - at)) {
            checksum.update(bytes);
        }
        while (at < end) {
            ByteBuf piece = last;
            if (piece == null || !piece.isWritable()) {
                piece = memory.piece(nextBytes(end - at));
                if (piece == null) {
                    return false;
                }
                reserved += Memory.rounded(piece.capacity());
                pieces.add(piece);
                last = piece;
            }
            int some = Math.min(end - at, piece.writableBytes());
            piece.writeBytes(part, at, some);
            at += some;
            length += some;
        }
        return true;
    }

    private int nextBytes(int known) {
        if (expected >= 0) {
            return (int) Math.min(Memory.PIECE_BYTES, Math.max(expected - length, known));
        }
        long doubled = Math.max(length, FIRST_BYTES);
        return (int) Math.min(Memory.PIECE_BYTES, Math.max(doubled, known));
    }

    /** All as one buffer, without room left over; these pieces are used up with it. Null where there is no memory for it. */
    @Nullable
    ByteBuf whole() {
        ByteBuf piece = last;
        if (piece == null) {
            return Unpooled.EMPTY_BUFFER;
        }
        if (Memory.rounded(piece.readableBytes()) < Memory.rounded(piece.capacity())) {
            ByteBuf exact = memory.piece(piece.readableBytes());
            if (exact == null) {
                return null;
            }
            exact.writeBytes(piece, piece.readerIndex(), piece.readableBytes());
            memory.arrived(Memory.rounded(piece.capacity()));
            reserved += Memory.rounded(exact.capacity()) - (long) Memory.rounded(piece.capacity());
            piece.release();
            pieces.set(pieces.size() - 1, exact);
        }
        ByteBuf whole = memory.join(List.copyOf(pieces));
        pieces.clear();
        last = null;
        return whole;
    }

    /** Gives the room up that was kept for what is arriving: it is in the store now, or gone. */
    void settled() {
        memory.arrived(reserved);
        reserved = 0;
    }

    void release() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
        last = null;
        settled();
    }
}
