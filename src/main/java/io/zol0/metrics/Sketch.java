package io.zol0.metrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataRetrievalFailureException;

/**
 * How often each time was measured, in microseconds up to one hour, as a sparse log-linear histogram of a few bytes.
 *
 * <p>The buckets are those of Gil Tene's HdrHistogram at two significant digits (there
 * {@code AbstractHistogram.countsArrayIndex}): exact below 256 µs, then 128 buckets of equal width for each doubling, so
 * that the middle of a bucket is within 0.4 % of every time in it. Bytes: for each bucket that is not empty, ascending, a
 * varint of {@code gap << 1 | several}, the gap being the number of empty buckets since the one before, and where several
 * is 1 a varint of the count less 2.
 */
public final class Sketch {
    /** Longer times count as this one, in microseconds. */
    static final long HIGHEST = 3_600_000_000L;

    /** Bytes that count more times than these, a century at 80,000 a second, are no sketch: sums must not overflow. */
    static final long MOST_COUNTED = 1L << 48;

    static final int BUCKETS = index(HIGHEST) + 1;

    /** No bucket. */
    static final int NONE = -1;

    /** Of no times. */
    public static final Sketch EMPTY = new Sketch(new byte[0]);

    private final byte[] data;
    private boolean known;

    private Sketch(byte[] data) {
        this(data, true);
    }

    private Sketch(byte[] data, boolean known) {
        this.data = data;
        this.known = known;
    }

    /** Takes one bucket of a sketch. */
    interface Visitor {
        void bucket(int index, long count);
    }

    /** The bucket of a time in microseconds. */
    static int index(long micros) {
        long time = Math.clamp(micros, 0, HIGHEST);
        int shift = 56 - Long.numberOfLeadingZeros(time | 255);
        return (shift << 7) + (int) (time >>> shift);
    }

    /** The middle of a bucket in microseconds. */
    static long middle(int index) {
        if (index < 256) {
            return index;
        }
        int shift = (index >> 7) - 1;
        return ((index & 127) + 128L << shift) + (1L << shift >> 1);
    }

    /** A time in whole microseconds, rounded, from nanoseconds. */
    static long micros(long nanos) {
        return Math.max(0, nanos + 500) / 1000;
    }

    /** A sketch of the first {@code size} buckets of an array, which it sorts. */
    static Sketch of(char[] buckets, int size) {
        return of(buckets, size, size, NONE, 0);
    }

    /**
     * A sketch of times of which one is the longest and the others are known by a sample: the first {@code size} buckets of an array,
     * which it sorts. That they stand for more is spread evenly over them in their order.
     *
     * @param others how many that are, {@code size} or more
     * @param longest bucket of the longest; {@link #NONE} where there is no such one
     * @param chance 0 up to the size: whose turn it is to stand for one more, by chance, lest it be always the longer ones'
     */
    static Sketch of(char[] sample, int size, long others, int longest, int chance) {
        if (size == 0 && longest == NONE) {
            return EMPTY;
        }
        Arrays.sort(sample, 0, size);
        Writer writer = new Writer(size * 2 + 10);
        int from = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || sample[i] != sample[from]) {
                boolean last = i == size && sample[from] == longest;
                long count = (others * i + chance) / size - (others * from + chance) / size;
                writer.bucket(sample[from], count + (last ? 1 : 0));
                from = i;
            }
        }
        if (longest != NONE && (size == 0 || sample[size - 1] != longest)) {
            writer.bucket(longest, 1);
        }
        return writer.sketch();
    }

    /** A sketch of a histogram of microseconds. */
    static Sketch of(AbstractHistogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return EMPTY;
        }
        Writer writer = new Writer(256);
        for (HistogramIterationValue value : histogram.recordedValues()) {
            writer.bucket(index(value.getValueIteratedTo()), value.getCountAddedInThisIterationStep());
        }
        return writer.sketch();
    }

    /** A sketch of counted buckets. */
    static Sketch of(Buckets buckets) {
        if (buckets.count() == 0) {
            return EMPTY;
        }
        Writer writer = new Writer(1024);
        buckets.forEach(writer::bucket);
        return writer.sketch();
    }

    /** Reads what {@link #bytes()} gave, which nobody changes later; empty where these bytes are not a sketch. */
    public static Optional<Sketch> read(byte[] bytes) {
        return isSketch(bytes) ? Optional.of(trusted(bytes)) : Optional.empty();
    }

    /**
     * The same, but whether they are a sketch is found out when it is used for the first time, which then throws
     * {@link DataRetrievalFailureException}: most are only added up, and so are gone through once in place of twice.
     */
    static Sketch unread(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Sketch(bytes, false);
    }

    /** Percentiles of several together. */
    public static Spread spread(Collection<Sketch> sketches) {
        return buckets(sketches).spread();
    }

    /** Several together. */
    static Sketch sum(Sketch... sketches) {
        return of(buckets(Arrays.asList(sketches)));
    }

    private static Buckets buckets(Collection<Sketch> sketches) {
        Buckets sum = new Buckets();
        sketches.forEach(sketch -> sketch.addTo(sum));
        return sum;
    }

    private static boolean isSketch(byte[] bytes) {
        long sum = 0;
        ByteSource source = new ByteSource(bytes, 0, bytes.length);
        int index = -1;
        while (!source.isAtEnd()) {
            long head = source.varint();
            long more = (head & 1) == 0 ? 0 : source.varint();
            if (head < 0 || more < 0 || (head >>> 1) >= BUCKETS - 1 - index || more > MOST_COUNTED - 2 - sum) {
                return false;
            }
            index += (int) (head >>> 1) + 1;
            sum += (head & 1) == 0 ? 1 : more + 2;
        }
        return sum <= MOST_COUNTED;
    }

    /** Takes bytes that are known to be a sketch. */
    static Sketch trusted(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Sketch(bytes);
    }

    /** What {@link #read} reads. */
    public byte[] bytes() {
        return data.clone();
    }

    int size() {
        return data.length;
    }

    public boolean isEmpty() {
        return data.length == 0;
    }

    /** Bytes on the heap. */
    int retained() {
        return this == EMPTY ? 0 : 24 + Heap.array(data.length, 1);
    }

    void writeTo(ByteSink sink) {
        check();
        sink.varint(data.length);
        sink.bytes(data);
    }

    void forEach(Visitor visitor) {
        check();
        forEach(new ByteSource(data, 0, data.length), visitor);
    }

    /** Adds it to others: what {@link #forEach} does, in one loop, since a chart of a day adds millions of buckets. */
    void addTo(Buckets sum) {
        add(data, 0, data.length, sum);
    }

    /** Adds the sketch that a part of some bytes is; see {@link #unread}. */
    static void add(byte[] bytes, int from, int end, Buckets sum) {
        try {
            addUnread(bytes, from, end, sum);
        } catch (ArrayIndexOutOfBoundsException damaged) {
            throw damaged(damaged);
        }
    }

    private static void addUnread(byte[] bytes, int from, int end, Buckets sum) {
        long[] counts = sum.counts();
        int at = from;
        int index = -1;
        int first = -1;
        long added = 0;
        while (at < end) {
            long head = bytes[at++];
            if (head < 0) {
                head &= 0x7f;
                int shift = 7;
                byte next;
                do {
                    next = bytes[at++];
                    head |= (next & 0x7fL) << shift;
                    shift += 7;
                } while (next < 0);
            }
            index += (int) (head >>> 1) + 1;
            long count = 1;
            if ((head & 1) != 0) {
                count = bytes[at++];
                if (count < 0) {
                    count &= 0x7f;
                    int shift = 7;
                    byte next;
                    do {
                        next = bytes[at++];
                        count |= (next & 0x7fL) << shift;
                        shift += 7;
                    } while (next < 0);
                }
                count += 2;
            }
            counts[index] += count;
            added += count;
            first = first < 0 ? index : first;
        }
        if (first >= 0) {
            sum.added(first, index, added);
        }
        if (at > end || added < 0 || sum.count() < 0 || sum.count() > Long.MAX_VALUE / 2) {
            throw damaged(null);
        }
    }

    private void check() {
        if (!known && !isSketch(data)) {
            throw damaged(null);
        }
        known = true;
    }

    static DataRetrievalFailureException damaged(@Nullable RuntimeException why) {
        return new DataRetrievalFailureException("a row of the history of calls is damaged", why);
    }

    static void forEach(ByteSource source, Visitor visitor) {
        int index = -1;
        while (!source.isAtEnd()) {
            long head = source.varint();
            index += (int) (head >>> 1) + 1;
            visitor.bucket(index, (head & 1) == 0 ? 1 : source.varint() + 2);
        }
    }

    /** How many times were measured. */
    long count() {
        long[] sum = {0};
        forEach((index, count) -> sum[0] += count);
        return sum[0];
    }

    /** The time in microseconds that {@code share} (0 to 1) of the measured times do not exceed; 0 where it is empty. */
    long percentile(double share) {
        long rank = Math.max(1, (long) Math.ceil(count() * share));
        long[] seen = {0, 0};
        forEach((index, count) -> {
            if (seen[0] < rank) {
                seen[0] += count;
                seen[1] = middle(index);
            }
        });
        return seen[1];
    }

    /** Both together. */
    public Sketch merge(Sketch other) {
        check();
        other.check();
        if (data.length == 0) {
            return other;
        }
        if (other.data.length == 0) {
            return this;
        }
        Writer writer = new Writer(data.length + other.data.length + 10);
        Reader left = new Reader(data);
        Reader right = new Reader(other.data);
        while (left.index < BUCKETS || right.index < BUCKETS) {
            int index = Math.min(left.index, right.index);
            long count = 0;
            if (left.index == index) {
                count += left.count;
                left.next();
            }
            if (right.index == index) {
                count += right.count;
                right.next();
            }
            writer.bucket(index, count);
        }
        return writer.sketch();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch sketch && Arrays.equals(data, sketch.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data);
    }

    /** Goes from bucket to bucket; beyond the last one the index is {@link #BUCKETS}. */
    private static final class Reader {
        private final ByteSource source;
        private int index = -1;
        private long count;

        Reader(byte[] data) {
            source = new ByteSource(data, 0, data.length);
            next();
        }

        void next() {
            if (source.isAtEnd()) {
                index = BUCKETS;
                return;
            }
            long head = source.varint();
            index += (int) (head >>> 1) + 1;
            count = (head & 1) == 0 ? 1 : source.varint() + 2;
        }
    }

    /** Takes buckets in ascending order. */
    private static final class Writer {
        private final ByteSink sink;
        private int last = -1;

        Writer(int capacity) {
            sink = new ByteSink(capacity);
        }

        void bucket(int index, long count) {
            long gap = index - last - 1;
            last = index;
            if (count == 1) {
                sink.varint(gap << 1);
            } else {
                sink.varint(gap << 1 | 1);
                sink.varint(count - 2);
            }
        }

        Sketch sketch() {
            return new Sketch(sink.toBytes());
        }
    }
}
