package io.zol0.metrics;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts calls of minutes that have ended, by the second in which each ended; beyond the live seconds by its minute. One thread only. */
final class LateCalls {
    /** Calls between two hand-overs; of each there is at most one place in memory. */
    private static final int MOST = 10_000;

    private final SortedMap<Long, LoopRecorder> bySecond = new TreeMap<>();
    private final LiveMetrics live;
    private int calls;

    LateCalls(LiveMetrics live) {
        this.live = live;
    }

    void record(long second, long through, Call call) {
        long at = second > through - Series.SECONDS + 1 ? second : second / 60 * 60 + 59;
        bySecond.computeIfAbsent(at, live::lateRecorder).record(call);
        if (++calls == MOST) {
            handOver();
        }
    }

    void handOver() {
        if (calls > 0) {
            SortedMap<Long, Batch> batches = new TreeMap<>();
            bySecond.forEach((second, recorder) -> {
                Batch batch = recorder.take();
                if (batch != null) {
                    batches.put(second, batch);
                }
            });
            live.addLate(batches);
            bySecond.clear();
            calls = 0;
        }
    }
}
