package io.zol0.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls of one minute, or of several together, that wait for the history. Less detail means that the endpoints of an
 * upstream are put together: a count is never lost.
 *
 * @param minute the first minute, counted since 1970
 * @param minutes how many minutes
 * @param rows what was counted by endpoint
 */
record Block(long minute, int minutes, Map<Block.Key, Snapshot> rows) implements Portion<Block> {
    /** A row is an endpoint of an upstream. */
    record Key(long upstreamId, long endpointId) {}

    static Block of(long minute, List<MinuteRow> rows) {
        Map<Key, Snapshot> byKey = new LinkedHashMap<>();
        rows.forEach(row -> byKey.merge(new Key(row.upstreamId(), row.endpointId()), row.snapshot(), Snapshot::plus));
        return new Block(minute, 1, byKey);
    }

    @Override
    public Block plus(Block later) {
        Map<Key, Snapshot> sum = new LinkedHashMap<>(rows);
        later.rows.forEach((key, snapshot) -> sum.merge(key, snapshot, Snapshot::plus));
        return new Block(minute, (int) (later.minute + later.minutes - minute), sum);
    }

    /** With all endpoints of an upstream in its {@code (other)}. */
    @Override
    public Block folded() {
        Map<Key, Snapshot> sum = new LinkedHashMap<>();
        rows.forEach((key, snapshot) -> sum.merge(folded(key), snapshot, Snapshot::plus));
        return new Block(minute, minutes, sum);
    }

    @Override
    public Block without(Subject gone) {
        Map<Key, Snapshot> rest = new LinkedHashMap<>(rows);
        rest.keySet().removeIf(key -> gone.takesAlong(Subject.endpoint(key.endpointId(), key.upstreamId())));
        return new Block(minute, minutes, rest);
    }

    @Override
    public boolean isFolded() {
        return rows.keySet().stream().allMatch(key -> key.equals(folded(key)));
    }

    @Override
    public long retained() {
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
