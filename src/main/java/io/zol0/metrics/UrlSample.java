package io.zol0.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which URLs were asked for of one endpoint since the last time, and how often: of at most {@link #MOST} different ones, of which the
 * hash is below a threshold that falls when there are more (the spatial sampling of C. Waldspurger and others, "Efficient MRC
 * Construction with SHARDS", FAST 2015). All requests of a URL are in it, or none.
 */
final class UrlSample {
    /** Different URLs between two hand-overs. */
    static final int MOST = 32;

    /** Hashes are below this, which is the threshold that takes every URL. */
    static final long ALL = 1L << 31;

    private static final int SMALLEST = 4;

    private int[] hashes = new int[SMALLEST];
    private int[] counts = new int[SMALLEST];
    private long[] bytes = new long[SMALLEST];
    private int size;
    private long below = ALL;

    /**
     * Requests of one URL.
     *
     * @param hash 0 or more
     * @param bytes of the latest answer's body
     */
    record Url(int hash, int count, long bytes) {}

    /**
     * What was asked for.
     *
     * @param below URLs of hashes below this are in it
     */
    record Urls(long below, List<Url> urls) {
        static final Urls NONE = new Urls(ALL, List.of());
    }

    /** A hash of the URL that is spread evenly over 0 to 2^31 - 1 (finalizer of SplitMix64). */
    static int hash(String target) {
        long z = target.hashCode() * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return (int) ((z ^ (z >>> 31)) >>> 33);
    }

    void add(String target, long bodyBytes) {
        int hash = hash(target);
        if (hash >= below) {
            return;
        }
        int at = find(hash);
        if (counts[at] == 0) {
            if (size == MOST) {
                below /= 2;
                rebuild(counts.length);
                add(target, bodyBytes);
                return;
            }
            if (2 * size == counts.length) {
                rebuild(2 * counts.length);
                at = find(hash);
            }
            size++;
            hashes[at] = hash;
        }
        counts[at]++;
        bytes[at] = Math.max(0, bodyBytes);
    }

    private int find(int hash) {
        int mask = counts.length - 1;
        int at = hash & mask;
        while (counts[at] != 0 && hashes[at] != hash) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Takes what there is; the threshold rises again where there was little. */
    Urls drain() {
        if (size == 0) {
            below = Math.min(ALL, below * 2);
            return below == ALL ? Urls.NONE : new Urls(below, List.of());
        }
        Urls taken = new Urls(below, list());
        if (size <= MOST / 4) {
            below = Math.min(ALL, below * 2);
        }
        clear();
        return taken;
    }

    private List<Url> list() {
        List<Url> urls = new ArrayList<>(size);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                urls.add(new Url(hashes[i], counts[i], bytes[i]));
            }
        }
        return urls;
    }

    /** Keeps those below the threshold, in another room. */
    private void rebuild(int room) {
        List<Url> kept = list();
        hashes = new int[room];
        counts = new int[room];
        bytes = new long[room];
        size = 0;
        for (Url url : kept) {
            if (url.hash() < below) {
                int at = find(url.hash());
                hashes[at] = url.hash();
                counts[at] = url.count();
                bytes[at] = url.bytes();
                size++;
            }
        }
    }

    private void clear() {
        Arrays.fill(counts, 0);
        size = 0;
    }

    /** Bytes on the heap. */
    int retained() {
        return 48 + 2 * Heap.array(counts.length, 4) + Heap.array(counts.length, 8);
    }
}
