package io.zol0.metrics;

import java.util.List;

/** Takes the minutes as they end; it does not block. */
interface MinuteSink {
    /** A minute, counted since 1970, ended. It comes once, or once more after a restart within it. */
    void accept(long minute, List<MinuteRow> rows);

    /** Nothing of an upstream is wanted any more. */
    void forget(long upstreamId);

    MinuteSink NONE = new MinuteSink() {
        @Override
        public void accept(long minute, List<MinuteRow> rows) {}

        @Override
        public void forget(long upstreamId) {}
    };
}
