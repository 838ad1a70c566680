package io.zol0.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes minutes for replay of seconds. There are at most {@link #MOST_ROWS} endpoints in a minute, what is of more is left out; and at
 * most {@link #MOST_VISITS} entries of URLs: where there are more, the sample of each endpoint becomes half as large.
 */
final class ReplayRecorder {
    static final int MOST_ROWS = 10_000;
    static final int MOST_VISITS = 100_000;

    private final Map<Block.Key, ReplayRow> rows = new HashMap<>();
    private long minute = -1;
    private int visits;
    private long leftOut;

    /** Adds a second; a minute that it ends comes back. */
    @Nullable
    ReplayPortion add(long second, List<Batch.Delta> deltas) {
        ReplayPortion ended = second / 60 == minute ? null : end();
        minute = second / 60;
        for (Batch.Delta delta : deltas) {
            Block.Key key = new Block.Key(delta.upstreamId(), delta.endpointId());
            ReplayRow row = rows.get(key);
            if (row == null) {
                if (rows.size() == MOST_ROWS) {
                    leftOut++;
                    continue;
                }
                row = new ReplayRow(delta.upstreamId(), delta.endpointId());
                rows.put(key, row);
            }
            visits -= row.visits();
            row.add((int) (second % 60), delta);
            visits += row.visits();
        }
        while (visits > MOST_VISITS) {
            visits = 0;
            for (ReplayRow row : rows.values()) {
                row.halve();
                visits += row.visits();
            }
        }
        return ended;
    }

    /** Ends the minute; null where nothing was in it. */
    @Nullable
    ReplayPortion end() {
        if (rows.isEmpty()) {
            return null;
        }
        List<ReplayPortion.Row> ended = new ArrayList<>();
        rows.values().forEach(row -> ended.add(new ReplayPortion.Row(minute, row)));
        rows.clear();
        visits = 0;
        ReplayPortion portion = new ReplayPortion(minute, 1, List.copyOf(ended), leftOut);
        leftOut = 0;
        return portion;
    }

    void forget(long upstreamId) {
        rows.keySet().removeIf(key -> key.upstreamId() == upstreamId);
    }
}
