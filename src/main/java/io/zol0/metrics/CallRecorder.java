package io.zol0.metrics;

/** Takes the calls of one thread; made by {@link LiveMetrics#recorder()} and never shared between threads. */
public interface CallRecorder {
    /** Counts a call that ended. Does not block and does not fail. */
    void record(Call call);

    /** Hands what was counted to the windows; the owning thread calls it once a second, and once more at its end. */
    void drain();
}
