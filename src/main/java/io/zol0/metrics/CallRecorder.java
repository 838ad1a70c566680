package io.zol0.metrics;

/** Takes the calls of one thread; made by {@link LiveMetrics#recorder()} and never shared between threads. */
public interface CallRecorder {
    /** Counts a call that ended. Does not block and does not fail. */
    void record(Call call);

    /**
     * Notes at which address somebody was seen; not needed for every call, for the same is noted once. Does not block.
     *
     * @param caller empty for whoever showed a token that is none of ours
     */
    default void seen(String caller, String address) {}

    /** Hands what was counted to the windows; the owning thread calls it once a second, and once more at its end. */
    void drain();
}
