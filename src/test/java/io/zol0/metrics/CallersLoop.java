package io.zol0.metrics;

import java.time.Instant;

/** A node with one loop of the gateway, whose time passes when a test says so, for one in another room. */
public final class CallersLoop {
    private final HandClock clock;
    private final LiveMetrics live;
    private final CallRecorder loop;

    public CallersLoop(Instant start) {
        clock = new HandClock(start);
        live = new LiveMetrics(MetricsSettings.standard(), clock);
        loop = live.recorder();
    }

    public LiveMetrics live() {
        return live;
    }

    public HandClock clock() {
        return clock;
    }

    public void call(long upstreamId, long endpointId, String caller, long micros) {
        loop.record(TestCall.served().to(endpointId, upstreamId).by(caller).taking(micros * 1000));
    }

    /** Counts what was recorded as the second that ends when so many have passed. */
    public void pass(long seconds) {
        loop.drain();
        clock.pass(seconds);
        live.tick(clock.instant());
    }
}
