package io.zol0.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary format of PostgreSQL's COPY: nothing in it needs to be escaped.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, binary format</a>
 */
final class CopyRows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    /** 2000-01-01, from where PostgreSQL counts microseconds. */
    private static final long EPOCH_SECONDS = 946_684_800L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private byte[] data = new byte[64 * 1024];
    private int size;

    CopyRows() {
        put(SIGNATURE);
        putInt(0);
        putInt(0);
    }

    /** Begins a row of so many columns. */
    CopyRows row(int columns) {
        putShort(columns);
        return this;
    }

    CopyRows smallint(int value) {
        putInt(Short.BYTES);
        putShort(value);
        return this;
    }

    CopyRows bigint(long value) {
        reserve(Integer.BYTES + Long.BYTES);
        INT.set(data, size, Long.BYTES);
        LONG.set(data, size + Integer.BYTES, value);
        size += Integer.BYTES + Long.BYTES;
        return this;
    }

    CopyRows integer(int value) {
        putInt(Integer.BYTES);
        putInt(value);
        return this;
    }

    CopyRows real(@Nullable Double value) {
        if (value == null) {
            putInt(-1);
            return this;
        }
        return bigint(Double.doubleToLongBits(value));
    }

    CopyRows time(Instant value) {
        return bigint(micros(value) - EPOCH_SECONDS * 1_000_000);
    }

    CopyRows text(@Nullable String value) {
        if (value == null) {
            putInt(-1);
        } else {
            byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
            putInt(encoded.length);
            put(encoded);
        }
        return this;
    }

    int size() {
        return size;
    }

    /** Gives what was written so far to somebody, and goes on from nothing. */
    void moveTo(OutputStream out) throws IOException {
        out.write(data, 0, size);
        size = 0;
    }

    /** Writes the end. */
    void end(OutputStream out) throws IOException {
        putShort(-1);
        moveTo(out);
    }

    static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }

    private void put(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, data, size, bytes.length);
        size += bytes.length;
    }

    private void putInt(int value) {
        reserve(Integer.BYTES);
        INT.set(data, size, value);
        size += Integer.BYTES;
    }

    private void putShort(int value) {
        reserve(Short.BYTES);
        SHORT.set(data, size, (short) value);
        size += Short.BYTES;
    }

    private void reserve(int more) {
        if (size + more > data.length) {
            data = Arrays.copyOf(data, Math.max(size + more, data.length * 2));
        }
    }
}
