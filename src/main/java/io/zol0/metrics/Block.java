package io.zol0.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits for the history of one minute, or of several together.
 *
 * @param minute the first minute, counted since 1970
 * @param minutes how many minutes
 * @param rows what was counted by endpoint
 */
record Block(long minute, int minutes, Map<Block.Key, Snapshot> rows) {
    /** A row is an endpoint of an upstream. */
    record Key(long upstreamId, long endpointId) {}

    static Block of(long minute, List<MinuteRow> rows) {
        Map<Key, Snapshot> byKey = new LinkedHashMap<>();
        rows.forEach(row -> byKey.merge(new Key(row.upstreamId(), row.endpointId()), row.snapshot(), Snapshot::plus));
        return new Block(minute, 1, byKey);
    }

    /** This one and a later one together. */
    Block plus(Block later) {
        Map<Key, Snapshot> sum = new LinkedHashMap<>(rows);
        later.rows.forEach((key, snapshot) -> sum.merge(key, snapshot, Snapshot::plus));
        return new Block(minute, (int) (later.minute + later.minutes - minute), sum);
    }

    /** With all endpoints of an upstream in its {@code (other)}. */
    Block folded() {
        Map<Key, Snapshot> sum = new LinkedHashMap<>();
        rows.forEach((key, snapshot) -> sum.merge(folded(key), snapshot, Snapshot::plus));
        return new Block(minute, minutes, sum);
    }

    Block without(long upstreamId) {
        Map<Key, Snapshot> rest = new LinkedHashMap<>(rows);
        rest.keySet().removeIf(key -> key.upstreamId() == upstreamId);
        return new Block(minute, minutes, rest);
    }

    boolean isFolded() {
        return rows.keySet().stream().allMatch(key -> key.equals(folded(key)));
    }

    /** Bytes on the heap. */
    long retained() {
        long bytes = 100;
        for (Snapshot snapshot : rows.values()) {
            bytes += 88 + snapshot.retained();
        }
        return bytes;
    }

    private static Key folded(Key key) {
        return key.endpointId() == MinuteRow.WHOLE_UPSTREAM
                ? key
                : new Key(key.upstreamId(), LiveMetrics.otherOf(key.upstreamId()));
    }
}
