package io.zol0.metrics;

import java.util.List;

/** Takes what is kept to be played again; it does not block. */
interface ReplaySink {
    /** What was counted of endpoints in a second since 1970. */
    void second(long second, List<Batch.Delta> deltas);

    /** What came until now is to be kept. */
    void endMinute();

    /** Nothing of an upstream is wanted any more. */
    void forget(long upstreamId);

    ReplaySink NONE = new ReplaySink() {
        @Override
        public void second(long second, List<Batch.Delta> deltas) {}

        @Override
        public void endMinute() {}

        @Override
        public void forget(long upstreamId) {}
    };
}
