package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Compresses bodies with gzip (RFC 1952), which every client takes that takes anything, and back for the few that do not. */
final class Gzip {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER_BYTES = 8;
    private static final int LEVEL = 6;
    private static final int STEP_BYTES = 16 * 1024;

    private Gzip() {}

    /** Whether a body of that type is likely to shrink. */
    static boolean shrinks(@Nullable String mediaType) {
        if (mediaType == null) {
            return false;
        }
        int end = mediaType.indexOf(';');
        String type =
                (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.endsWith("json")
                || type.endsWith("xml")
                || type.endsWith("javascript")
                || type.equals("application/x-ndjson")
                || type.equals("application/graphql")
                || type.equals("application/wasm");
    }

    /** Compresses into pieces that the caller releases; null where it saves less than a fifth, or there is no memory for it. */
    static @Nullable Pieces pack(ByteBuf plain, Memory memory) {
        int length = plain.readableBytes();
        Pieces packed = new Pieces(memory, -1);
        CRC32 crc = new CRC32();
        ByteBuf step = Unpooled.buffer(STEP_BYTES, STEP_BYTES);
        Deflater deflater = new Deflater(LEVEL, true);
        boolean fits = false;
        try {
            fits = packed.add(Unpooled.wrappedBuffer(HEADER));
            for (ByteBuffer bytes : plain.nioBuffers(plain.readerIndex(), length)) {
                crc.update(bytes.duplicate());
                deflater.setInput(bytes);
                while (fits && !deflater.needsInput()) {
                    fits = step(deflater, step, packed) && packed.length() < length - length / 5;
                }
            }
            deflater.finish();
            while (fits && !deflater.finished()) {
                fits = step(deflater, step, packed);
            }
            fits &= packed.add(Unpooled.wrappedBuffer(ByteBuffer.allocate(TRAILER_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) crc.getValue())
                    .putInt(length)
                    .flip()));
            fits &= packed.length() < length - length / 5;
            return fits ? packed : null;
        } finally {
            deflater.end();
            if (!fits) {
                packed.release();
            }
        }
    }

    private static boolean step(Deflater deflater, ByteBuf step, Pieces packed) {
        int count = deflater.deflate(step.array(), 0, STEP_BYTES);
        step.setIndex(0, count);
        return packed.add(step);
    }

    /** What {@link #pack} made, plain again; on the heap, of the length that is known. */
    static ByteBuf unpack(ByteBuf packed, int plainBytes) {
        byte[] plain = new byte[plainBytes];
        Inflater inflater = new Inflater(true);
        try {
            int at = 0;
            int from = packed.readerIndex() + HEADER.length;
            for (ByteBuffer bytes : packed.nioBuffers(from, packed.readableBytes() - HEADER.length)) {
                inflater.setInput(bytes);
                while (at < plainBytes && !inflater.needsInput() && !inflater.finished()) {
                    at += inflater.inflate(plain, at, plainBytes - at);
                }
            }
            if (at != plainBytes) {
                throw new IllegalStateException("a stored body has " + at + " bytes and not " + plainBytes);
            }
            return Unpooled.wrappedBuffer(plain);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a stored body is no gzip any more", e);
        } finally {
            inflater.end();
        }
    }
}
