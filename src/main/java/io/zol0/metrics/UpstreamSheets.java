package io.zol0.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Puts sheets together that come upstream by upstream, so that only those of one are in memory, with some that are there already. */
final class UpstreamSheets {
    /** What waits to be put together: a day of an upstream with all endpoints it may have, or years of one with few. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final TreeMap<Long, byte[]> known;
    private final EachEndpoint.Visitor visitor;
    private final Tally sum = new Tally();
    private final List<Sheet> sheets = new ArrayList<>();
    private final int most;
    private long upstreamId;
    private long bytes;

    /** @param known a sheet by upstream; those that were handed over are taken out */
    UpstreamSheets(TreeMap<Long, byte[]> known, EachEndpoint.Visitor visitor) {
        this(known, MOST_BYTES, visitor);
    }

    /** @param most bytes beyond which sheets become one before others come */
    UpstreamSheets(TreeMap<Long, byte[]> known, int most, EachEndpoint.Visitor visitor) {
        this.most = most;
        this.known = known;
        this.visitor = visitor;
    }

    /** Takes a sheet; those of one upstream come one after another. */
    void add(long upstreamId, byte[] sheet) {
        if (upstreamId != this.upstreamId) {
            handOver();
            this.upstreamId = upstreamId;
        }
        sheets.add(new Sheet(sheet));
        bytes += sheet.length;
        if (bytes > most) {
            Sheet.Writer one = new Sheet.Writer();
            Sheet.merge(sheets, sum, (endpointId, counted) -> one.add(endpointId, counted.snapshot()));
            sheets.add(new Sheet(one.toBytes()));
            bytes = 0;
        }
    }

    void finish() {
        handOver();
        while (!known.isEmpty()) {
            upstreamId = known.firstKey();
            handOver();
        }
    }

    private void handOver() {
        bytes = 0;
        byte[] more = known.remove(upstreamId);
        if (more != null) {
            sheets.add(new Sheet(more));
        }
        Sheet.merge(sheets, sum, (endpointId, counted) -> visitor.endpoint(upstreamId, endpointId, counted));
    }
}
