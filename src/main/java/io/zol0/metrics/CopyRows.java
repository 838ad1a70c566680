package io.zol0.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

    private final Bytes bytes = new Bytes();

    /** An array that can be written out without a copy. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes() {
            super(64 * 1024);
        }

        void number(long value, int length) {
            for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
                write((int) (value >>> shift));
            }
        }
    }

    CopyRows() {
        bytes.writeBytes(SIGNATURE);
        bytes.number(0, 4);
        bytes.number(0, 4);
    }

    /** Begins a row of so many columns. */
    CopyRows row(int columns) {
        bytes.number(columns, 2);
        return this;
    }

    CopyRows smallint(int value) {
        bytes.number(2, 4);
        bytes.number(value, 2);
        return this;
    }

    CopyRows bigint(long value) {
        bytes.number(8, 4);
        bytes.number(value, 8);
        return this;
    }

    CopyRows integer(int value) {
        bytes.number(4, 4);
        bytes.number(value, 4);
        return this;
    }

    CopyRows real(@Nullable Double value) {
        if (value == null) {
            bytes.number(-1, 4);
            return this;
        }
        return bigint(Double.doubleToLongBits(value));
    }

    CopyRows time(Instant value) {
        return bigint(micros(value) - EPOCH_SECONDS * 1_000_000);
    }

    CopyRows text(@Nullable String value) {
        if (value == null) {
            bytes.number(-1, 4);
        } else {
            byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
            bytes.number(encoded.length, 4);
            bytes.write(encoded, 0, encoded.length);
        }
        return this;
    }

    int size() {
        return bytes.size();
    }

    /** Gives what was written so far to somebody, and goes on from nothing. */
    void moveTo(OutputStream out) throws IOException {
        bytes.writeTo(out);
        bytes.reset();
    }

    /** Writes the end. */
    void end(OutputStream out) throws IOException {
        bytes.number(-1, 2);
        moveTo(out);
    }

    static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }
}
