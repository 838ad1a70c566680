package io.zol0.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes being read; a number that is cut off or too long reads as -1, and so does everything after it. */
final class ByteSource {
    private final byte[] data;
    private int at;
    private int end;

    ByteSource(byte[] data, int from, int to) {
        this.data = data;
        this.at = from;
        this.end = to;
    }

    /** The next number, 0 or more; -1 where there is none. */
    long varint() {
        long value = 0;
        for (int shift = 0; shift < 63 && at < end; shift += 7) {
            byte next = data[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        end = at;
        return -1;
    }

    /** The next number of eight bytes. */
    long whole() {
        if (end - at < Long.BYTES) {
            throw Sketch.damaged(null);
        }
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | data[at++] & 0xff;
        }
        return value;
    }

    /** The next bytes; null where fewer are left. */
    byte @Nullable [] bytes(long length) {
        if (length < 0 || length > end - at) {
            end = at;
            return null;
        }
        byte[] taken = Arrays.copyOfRange(data, at, at + (int) length);
        at += (int) length;
        return taken;
    }

    /** Adds the sketch that comes next, after its length. */
    void addSketch(Buckets sum) {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw Sketch.damaged(null);
        }
        Sketch.add(data, at, at + (int) length, sum);
        at += (int) length;
    }

    /** A source of the next bytes, of what is left where fewer are. */
    ByteSource part(long length) {
        int to = at + (int) Math.clamp(length, 0, end - at);
        ByteSource part = new ByteSource(data, at, to);
        at = to;
        return part;
    }

    boolean isAtEnd() {
        return at >= end;
    }

    int position() {
        return at;
    }
}
