package io.zol0.optimizer;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The share of requests that a cache of any size would answer, from one pass over a sample of them.
 *
 * <p>SHARDS of a fixed size (C. Waldspurger, N. Park, A. Garthwaite and I. Ahmad, "Efficient MRC Construction with SHARDS", FAST 2015):
 * a URL is sampled where the hash of it is below a threshold, so that all requests of a sampled URL are seen; when there are
 * too many URLs, the one of the highest hash goes and the threshold falls to it. The stack distance of Mattson (1970) of the sample, in
 * bytes, divided by the sampled share is that of all; how many requests were sampled too many or too few is put right in the smallest
 * distance (their SHARDS-adj). The order is that of least recently used; a store that also looks at how often a thing is used,
 * as Caffeine does, answers about as much or more. What a TTL ends is not seen here.
 */
final class MissRatioCurve {
    /** URLs kept; their paper finds an error below 0.01 with as many. */
    static final int USUAL_SAMPLES = 8192;

    /** Requests without which nothing is said. */
    static final int LEAST = 1_000;

    private static final int EACH_DOUBLING = 16;
    private static final int CLASSES = 50 * EACH_DOUBLING;
    private static final double ALL = 0x1p63;

    private final int most;
    private final boolean partial;
    private final Map<Long, Place> places = new HashMap<>();
    private final PriorityQueue<Place> byHash = new PriorityQueue<>((one, other) -> Long.compare(other.hash, one.hash));
    private final double[] distances = new double[CLASSES];
    private long[] bytesBefore;
    private Place[] order;
    private int next;
    private long held;
    private double threshold;
    private double sampled;
    private double cold;
    private double requests;
    private double known;

    /** Where a URL was last asked for, in the order of time. */
    private static final class Place {
        private final long hash;
        private int at;
        private long bytes;

        Place(long hash) {
            this.hash = hash;
        }
    }

    /**
     * @param most URLs kept at a time
     * @param share of URLs that are handed over, above 0 and up to 1, by the same hash
     */
    MissRatioCurve(int most, double share) {
        this.most = most;
        this.threshold = share * ALL;
        this.partial = share < 1;
        this.bytesBefore = new long[4 * most + 2];
        this.order = new Place[4 * most + 1];
    }

    /** Spreads the bits of a number evenly, so that it may serve as a hash here (finalizer of SplitMix64). */
    static long mixed(long number) {
        long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return (z ^ (z >>> 31)) >>> 1;
    }

    /**
     * A request.
     *
     * @param hash of the URL, evenly spread over 0 to 2^63 - 1
     * @param bytes of the answer
     */
    void add(long hash, long bytes) {
        add(hash, bytes, 1);
    }

    /** A request that stands for several, of which the others were not recorded. */
    void add(long hash, long bytes, double times) {
        requests += times;
        if (hash >= threshold) {
            return;
        }
        double scale = ALL / threshold;
        sampled += times * scale;
        Place place = places.get(hash);
        if (place == null) {
            cold += times * scale;
            place = new Place(hash);
            places.put(hash, place);
            byHash.add(place);
        } else {
            double distance = (held - before(place.at + 1) + bytes) * scale;
            distances[place(distance)] += times * scale;
            put(place.at, -place.bytes);
            order[place.at] = null;
            held -= place.bytes;
        }
        if (next == order.length) {
            closeRanks();
        }
        place.at = next++;
        place.bytes = Math.max(1, bytes);
        order[place.at] = place;
        put(place.at, place.bytes);
        held += place.bytes;
        if (places.size() > most) {
            evict();
        }
    }

    /** How many requests there were in all, where only those of some URLs were handed over. */
    void of(double allRequests) {
        known = allRequests;
    }

    /** Requests handed over. */
    long requests() {
        return Math.round(requests);
    }

    /** Whether there is enough data for {@link #hitRate}. */
    boolean isEnough() {
        return requests >= LEAST;
    }

    /** Bytes of all that was asked for: a larger cache answers no more. */
    double everything() {
        return held * ALL / threshold;
    }

    /** The share of requests that a cache of so many bytes would answer. */
    double hitRate(long bytes) {
        if (sampled == 0) {
            return 0;
        }
        int upTo = place(bytes);
        double hits = 0;
        for (int i = 0; i < upTo; i++) {
            hits += distances[i];
        }
        double from = bound(upTo);
        double to = bound(upTo + 1);
        hits += distances[upTo] * Math.clamp((bytes - from) / (to - from), 0, 1);
        // Requests that the sample has too few or too many are taken for ones of its most popular URLs, which are hits.
        double expected = requestsOfAll();
        return Math.clamp((hits + expected - sampled) / expected, 0, 1 - Math.min(1, cold / expected));
    }

    /** The sampled share is that of all URLs, but not exactly that of all requests. */
    private double requestsOfAll() {
        return known > 0 ? known : partial ? sampled : requests;
    }

    private void evict() {
        Place highest = byHash.remove();
        places.remove(highest.hash);
        put(highest.at, -highest.bytes);
        order[highest.at] = null;
        held -= highest.bytes;
        double before = threshold;
        threshold = highest.hash;
        // What was counted at the higher rate stays: it was scaled when it was counted.
        assert threshold <= before;
    }

    private void closeRanks() {
        bytesBefore = new long[bytesBefore.length];
        int to = 0;
        for (int i = 0; i < order.length; i++) {
            Place place = order[i];
            if (place != null) {
                order[i] = null;
                place.at = to;
                order[to++] = place;
                put(place.at, place.bytes);
            }
        }
        next = to;
    }

    /** Sum of the bytes at places below one (Fenwick 1994). */
    private long before(int place) {
        long sum = 0;
        for (int i = place; i > 0; i -= i & -i) {
            sum += bytesBefore[i];
        }
        return sum;
    }

    private void put(int place, long bytes) {
        for (int i = place + 1; i < bytesBefore.length; i += i & -i) {
            bytesBefore[i] += bytes;
        }
    }

    private static int place(double distance) {
        return distance <= 1
                ? 0
                : (int) Math.min(CLASSES - 1.0, Math.floor(EACH_DOUBLING * Math.log(distance) / Math.log(2)));
    }

    private static double bound(int place) {
        return place == 0 ? 0 : Math.pow(2, (double) place / EACH_DOUBLING);
    }
}
