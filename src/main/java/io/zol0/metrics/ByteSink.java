package io.zol0.metrics;

import java.util.Arrays;

/** Bytes being written, numbers as varints of seven bits a byte, lowest first. */
final class ByteSink {
    private byte[] data;
    private int size;

    ByteSink(int capacity) {
        data = new byte[capacity];
    }

    /** Writes a number of 0 or more. */
    void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            data[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        data[size++] = (byte) rest;
    }

    /** Writes any number in eight bytes, highest first. */
    void whole(long value) {
        reserve(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            data[size++] = (byte) (value >>> shift);
        }
    }

    void bytes(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, data, size, source.length);
        size += source.length;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(data, size);
    }

    private void reserve(int more) {
        if (size + more > data.length) {
            data = Arrays.copyOf(data, Math.max(size + more, data.length * 2));
        }
    }
}
