package io.zol0.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the callers of one endpoint in one thread without garbage: open addressing, at most 50 names.
 *
 * <p>Of each caller the longest time between two hand-overs is kept, and up to {@value #MOST_TIMES} others, as buckets of a
 * {@link Sketch}. Where there are more calls than that, the others are a sample in which each has the same chance (Vitter 1985,
 * algorithm R), and stand for all of them: how many there were and the longest stay exact. A percentile {@code p} is then that of a
 * rank which is off by about the root of {@code p (1 - p) / 256 s}, {@code s} being the seconds that were sampled: 1.4 points at the
 * 95th of one second, 0.08 in five minutes, 0.02 in an hour.
 */
final class CallerTable {
    /** Times of one caller between two hand-overs beyond which they are sampled. */
    static final int MOST_TIMES = 256;

    private static final int LONGEST_NAME = 64;
    private static final int FEW_TIMES = 16;
    private static final char[] NONE = {};

    private final Counted others = new Counted(Callers.OTHER);
    private @Nullable Counted[] table = new @Nullable Counted[4];
    private int size;
    private long seed = 0x9E3779B97F4A7C15L;

    /** What was counted of one caller; the longest time is not among the others. */
    private static final class Counted {
        final String name;
        int calls;
        int failed;
        int longest = -1;
        int size;
        char[] times = NONE;

        Counted(String name) {
            this.name = name;
        }

        CallerTimes drain(int chance) {
            CallerTimes taken = new CallerTimes(
                    new CallerShare(name, calls, failed), Sketch.of(times, size, calls - 1, longest, chance));
            if (times.length > FEW_TIMES && size * 4 < times.length) {
                times = new char[times.length / 2];
            }
            calls = 0;
            failed = 0;
            longest = -1;
            size = 0;
            return taken;
        }
    }

    /** Counts a call that took a time of some bucket. */
    void add(String caller, boolean failure, int bucket) {
        Counted counted = counted(caller.length() <= LONGEST_NAME ? caller : caller.substring(0, LONGEST_NAME));
        counted.calls++;
        counted.failed += failure ? 1 : 0;
        int shorter = Math.min(bucket, counted.longest);
        counted.longest = Math.max(bucket, counted.longest);
        if (shorter >= 0) {
            keep(counted, (char) shorter);
        }
    }

    /** What was counted since the last time. */
    List<CallerTimes> drain() {
        List<CallerTimes> all = new ArrayList<>(2);
        for (Counted counted : table) {
            if (counted != null && counted.calls > 0) {
                all.add(drain(counted));
            }
        }
        if (others.calls > 0) {
            all.add(drain(others));
        }
        if (size > Callers.MOST / 2) {
            Arrays.fill(table, null);
            size = 0;
        }
        return all;
    }

    private CallerTimes drain(Counted counted) {
        return counted.drain(below(Math.max(1, counted.size)));
    }

    /** Bytes on the heap. */
    int retained() {
        int bytes = 40 + Heap.array(table.length, 4) + retained(others);
        for (Counted counted : table) {
            bytes += counted == null ? 0 : retained(counted) + 24 + 40;
        }
        return bytes;
    }

    private static int retained(Counted counted) {
        return 40 + (counted.times == NONE ? 0 : Heap.array(counted.times.length, 2));
    }

    private void keep(Counted counted, char time) {
        if (counted.size < MOST_TIMES) {
            if (counted.size == counted.times.length) {
                counted.times = Arrays.copyOf(counted.times, Math.max(4, counted.size * 2));
            }
            counted.times[counted.size++] = time;
        } else {
            int at = below(counted.calls - 1);
            if (at < MOST_TIMES) {
                counted.times[at] = time;
            }
        }
    }

    /** A number by chance (Marsaglia 2003, xorshift). */
    private int below(int bound) {
        seed ^= seed << 13;
        seed ^= seed >>> 7;
        seed ^= seed << 17;
        return (int) ((seed >>> 33) * bound >>> 31);
    }

    private Counted counted(String name) {
        int at = find(table, name);
        Counted there = table[at];
        if (there != null) {
            return there;
        }
        if (size == Callers.MOST) {
            return others;
        }
        Counted counted = new Counted(name);
        table[at] = counted;
        if (++size * 4 > table.length * 3) {
            grow();
        }
        return counted;
    }

    private void grow() {
        @Nullable Counted[] old = table;
        table = new @Nullable Counted[old.length * 2];
        for (Counted counted : old) {
            if (counted != null) {
                table[find(table, counted.name)] = counted;
            }
        }
    }

    /** Where a name is or would go. */
    @SuppressWarnings("ReferenceEquality")
    private static int find(@Nullable Counted[] table, String name) {
        int mask = table.length - 1;
        int at = (name.hashCode() * 0x9E3779B9 >>> 16) & mask;
        while (true) {
            Counted there = table[at];
            if (there == null || there.name == name || there.name.equals(name)) {
                return at;
            }
            at = at + 1 & mask;
        }
    }
}
