package io.zol0.metrics;

/**
 * What was counted of something in some span of time.
 *
 * @param counts calls by status class, calls by outcome, bytes in, bytes out; not to be changed
 * @param total times from arrival to last byte
 * @param firstByte times from arrival to first byte
 * @param overhead ZoL0's own share
 */
@SuppressWarnings("ArrayRecordComponent")
record Snapshot(long[] counts, Sketch total, Sketch firstByte, Sketch overhead) {
    static final int STATUS = 0;
    static final int OUTCOME = STATUS + StatusClass.values().length;
    static final int BYTES_IN = OUTCOME + Outcome.values().length;
    static final int BYTES_OUT = BYTES_IN + 1;
    static final int COUNTS = BYTES_OUT + 1;
    static final Snapshot EMPTY = new Snapshot(new long[COUNTS], Sketch.EMPTY, Sketch.EMPTY, Sketch.EMPTY);

    long calls() {
        return calls(counts);
    }

    static long calls(long[] counts) {
        long calls = 0;
        for (int i = OUTCOME; i < BYTES_IN; i++) {
            calls += counts[i];
        }
        return calls;
    }

    /** Without first bytes and overheads. */
    Snapshot totals() {
        return new Snapshot(counts, total, Sketch.EMPTY, Sketch.EMPTY);
    }

    /** What {@link #totals} leaves out. */
    Snapshot beyondTotals() {
        return new Snapshot(EMPTY.counts, Sketch.EMPTY, firstByte, overhead);
    }

    Snapshot plus(Snapshot other) {
        if (this == EMPTY) {
            return other;
        }
        if (other == EMPTY) {
            return this;
        }
        long[] sum = counts.clone();
        for (int i = 0; i < COUNTS; i++) {
            sum[i] += other.counts[i];
        }
        return new Snapshot(
                sum, total.merge(other.total), firstByte.merge(other.firstByte), overhead.merge(other.overhead));
    }

    /** Writes it; counts of zero take no room but a bit. */
    void writeTo(ByteSink sink) {
        int mask = 0;
        for (int i = 0; i < COUNTS; i++) {
            mask |= counts[i] == 0 ? 0 : 1 << i;
        }
        sink.varint(mask);
        for (long count : counts) {
            if (count != 0) {
                sink.varint(count);
            }
        }
        total.writeTo(sink);
        firstByte.writeTo(sink);
        overhead.writeTo(sink);
    }

    /** Reads what {@link #writeTo} wrote. */
    static Snapshot readFrom(ByteSource source) {
        long[] counts = new long[COUNTS];
        addCounts(source, counts);
        return new Snapshot(counts, sketch(source), sketch(source), sketch(source));
    }

    /** Reads the counts and adds them to others; the three sketches, each after its length, come next. */
    static void addCounts(ByteSource source, long[] sum) {
        long mask = source.varint();
        for (int i = 0; i < COUNTS; i++) {
            if ((mask & 1L << i) != 0) {
                sum[i] += source.varint();
            }
        }
    }

    /** Bytes on the heap. */
    int retained() {
        return this == EMPTY
                ? 0
                : 32 + Heap.array(COUNTS, 8) + sketchBytes(total) + sketchBytes(firstByte) + sketchBytes(overhead);
    }

    private static int sketchBytes(Sketch sketch) {
        return sketch == Sketch.EMPTY ? 0 : 16 + Heap.array(sketch.size(), 1);
    }

    private static Sketch sketch(ByteSource source) {
        byte[] bytes = source.bytes(source.varint());
        return bytes == null ? Sketch.EMPTY : Sketch.trusted(bytes);
    }
}
