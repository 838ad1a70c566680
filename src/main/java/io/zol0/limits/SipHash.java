package io.zol0.limits;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 by J.-P. Aumasson and D. J. Bernstein (https://cr.yp.to/siphash/siphash-20120918.pdf) over the UTF-16 units of a text
 * in little-endian order; reads it without making anything.
 */
final class SipHash implements KeyHash {
    private final long k0;
    private final long k1;

    SipHash(byte[] secret) {
        if (secret.length != 16) {
            throw new IllegalArgumentException("A secret of 16 bytes is needed, not of " + secret.length + ".");
        }
        ByteBuffer key = ByteBuffer.wrap(secret).order(ByteOrder.LITTLE_ENDIAN);
        k0 = key.getLong();
        k1 = key.getLong();
    }

    @Override
    public long hash(CharSequence value) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        int length = value.length();
        int blocks = length / 4 + 1;
        for (int block = 0; block <= blocks; block++) {
            boolean end = block == blocks;
            long word = end ? 0 : word(value, 4 * block, length);
            v3 ^= word;
            if (end) {
                v2 ^= 0xff;
            }
            for (int round = end ? 4 : 2; round > 0; round--) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /** Four units; the last word holds those left over and the length in bytes modulo 256. */
    private static long word(CharSequence value, int from, int length) {
        long word = 0;
        int left = Math.min(4, length - from);
        for (int i = 0; i < left; i++) {
            word |= (long) value.charAt(from + i) << 16 * i;
        }
        return left == 4 ? word : word | (long) (2 * length & 0xff) << 56;
    }
}
