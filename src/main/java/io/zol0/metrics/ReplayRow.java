package io.zol0.metrics;

import io.zol0.metrics.ReplayMinute.Visit;
import io.zol0.metrics.UrlSample.Url;
import io.zol0.metrics.UrlSample.Urls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A minute of an endpoint that is being recorded for replay; of its URLs at most {@link #MOST_VISITS} entries stay. */
final class ReplayRow {
    static final int MOST_VISITS = 240;
    private static final int SECONDS = 60;
    private static final int HASH_BYTES = 4;

    final long upstreamId;
    final long endpointId;
    private final int[] bySecond = new int[SECONDS];
    private final long[] counts = new long[Snapshot.COUNTS];
    private List<Visit> visits = new ArrayList<>(4);
    private long below = UrlSample.ALL;

    ReplayRow(long upstreamId, long endpointId) {
        this.upstreamId = upstreamId;
        this.endpointId = endpointId;
    }

    void add(int second, Batch.Delta delta) {
        long[] more = delta.snapshot().counts();
        bySecond[second] += (int) Math.min(Integer.MAX_VALUE / 2, Snapshot.calls(more));
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more[i];
        }
        Urls urls = delta.urls();
        if (urls.below() < below) {
            keepBelow(urls.below());
        }
        for (Url url : urls.urls()) {
            if (url.hash() < below) {
                visits.add(new Visit(second, url.hash(), url.count(), url.bytes()));
            }
        }
        while (visits.size() > MOST_VISITS) {
            halve();
        }
    }

    private void keepBelow(long threshold) {
        below = threshold;
        visits.removeIf(visit -> visit.hash() >= threshold);
    }

    /** Gives the memory of the sample back; when calls came stays. */
    void dropVisits() {
        visits = List.of();
        below = 0;
    }

    /** Keeps half of the URLs. */
    void halve() {
        keepBelow(below / 2);
    }

    int visits() {
        return visits.size();
    }

    boolean hasVisits() {
        return !visits.isEmpty();
    }

    long count(Outcome outcome) {
        return counts[Snapshot.OUTCOME + outcome.ordinal()];
    }

    long calls() {
        return Snapshot.calls(counts);
    }

    long below() {
        return below;
    }

    /** Calls by second, gaps of nothing left out: seconds since the one before, and how many, as varints. */
    byte[] arrivals() {
        ByteSink sink = new ByteSink(64);
        int last = 0;
        for (int i = 0; i < SECONDS; i++) {
            if (bySecond[i] > 0) {
                sink.varint(i - last);
                sink.varint(bySecond[i]);
                last = i;
            }
        }
        return sink.toBytes();
    }

    /** The sample: seconds since the one before, four bytes of hash, how many, and bytes. */
    byte[] urls() {
        ByteSink sink = new ByteSink(12 * visits.size() + 16);
        int last = 0;
        for (Visit visit : visits) {
            sink.varint(Math.max(0, visit.second() - last));
            sink.bytes(new byte[] {
                (byte) (visit.hash() >>> 24),
                (byte) (visit.hash() >>> 16),
                (byte) (visit.hash() >>> 8),
                (byte) visit.hash()
            });
            sink.varint(visit.count());
            sink.varint(visit.bytes());
            last = Math.max(last, visit.second());
        }
        return sink.toBytes();
    }

    /** Reads what {@link #arrivals} and {@link #urls} gave; what is not of that form is left out. */
    static ReplayMinute read(
            Instant at,
            int node,
            long upstreamId,
            long endpointId,
            byte[] arrivals,
            ReplayMinute.Happened happened,
            long below,
            byte[] urls) {
        int[] seconds = new int[SECONDS];
        ByteSource source = new ByteSource(arrivals, 0, arrivals.length);
        long second = 0;
        while (!source.isAtEnd()) {
            second += source.varint();
            long count = source.varint();
            if (second >= 0 && second < SECONDS && count > 0) {
                seconds[(int) second] += (int) Math.min(Integer.MAX_VALUE / 2, count);
            }
        }
        return new ReplayMinute(
                at,
                node,
                upstreamId,
                endpointId,
                IntStream.of(seconds).boxed().toList(),
                happened,
                (double) below / UrlSample.ALL,
                visits(urls));
    }

    private static List<Visit> visits(byte[] urls) {
        List<Visit> visits = new ArrayList<>();
        ByteSource source = new ByteSource(urls, 0, urls.length);
        long second = 0;
        while (!source.isAtEnd()) {
            second += source.varint();
            byte[] hash = source.bytes(HASH_BYTES);
            long count = source.varint();
            long bytes = source.varint();
            if (hash != null && second >= 0 && second < SECONDS && count > 0 && bytes >= 0) {
                int whole = (hash[0] & 0x7f) << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | hash[3] & 0xff;
                visits.add(new Visit((int) second, whole, (int) Math.min(Integer.MAX_VALUE, count), bytes));
            }
        }
        return visits;
    }

    /** Bytes on the heap. */
    int retained() {
        return 64
                + Heap.array(SECONDS, 4)
                + Heap.array(Snapshot.COUNTS, 8)
                + visits.size() * 40
                + (visits.isEmpty() ? 0 : 24);
    }
}
