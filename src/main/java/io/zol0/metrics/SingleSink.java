package io.zol0.metrics;

import java.util.List;

/** Takes single calls on their way to the history; it does not block. */
interface SingleSink {
    /** Some calls that are to be kept. */
    void accept(List<CallSample> calls);

    /** Nothing of an upstream is wanted any more. */
    void forget(long upstreamId);

    SingleSink NONE = new SingleSink() {
        @Override
        public void accept(List<CallSample> calls) {}

        @Override
        public void forget(long upstreamId) {}
    };
}
