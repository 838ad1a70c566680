package io.zol0.cache;

import io.netty.buffer.ByteBuf;

/**
 * The body of a stored answer.
 *
 * @param bytes as kept; never read from itself, only from duplicates
 * @param packed whether it was compressed here, with gzip
 * @param coding its content coding as the upstream sent it, in small letters; empty for none
 * @param fixedCoding whether the upstream sent that coding to a request that did not take it, and so to everyone
 * @param plainBytes length as the upstream sent it
 * @param checksum CRC32C of what the upstream sent: tells whether it changed
 */
record Body(ByteBuf bytes, boolean packed, String coding, boolean fixedCoding, long plainBytes, int checksum) {
    private static final int PIECE_OVERHEAD = 96;

    /** Bytes that it takes off the heap, rounded up as the pool does. */
    int offHeapBytes() {
        return Memory.rounded(bytes.readableBytes());
    }

    /** Bytes that it takes off the heap, and on it for the pieces it is in. */
    int retainedBytes() {
        int length = bytes.readableBytes();
        return length == 0 ? 0 : offHeapBytes() + PIECE_OVERHEAD * (1 + length / Memory.PIECE_BYTES);
    }

    boolean sameContent(Body other) {
        return plainBytes == other.plainBytes && checksum == other.checksum;
    }
}
