package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Calls as a loop of the gateway records them, and time that ends when a test says so, for one in another room that has a clock of
 * its own.
 */
public final class LivedTime {
    private final LiveMetrics live;
    private final SeriesRecorder series;
    private final CallRecorder loop;

    public LivedTime(LiveMetrics live, SeriesRecorder series) {
        this.live = live;
        this.series = series;
        this.loop = live.recorder();
    }

    /** Time of its own that begins then, with windows of its own. */
    public static LivedTime startingAt(Instant from) {
        HandClock clock = new HandClock(from);
        return new LivedTime(
                new LiveMetrics(MetricsSettings.standard(), clock),
                new SeriesRecorder(SeriesSettings.standard(), List::of, clock));
    }

    public LiveMetrics live() {
        return live;
    }

    /** A call that failed after so long. */
    public void failed(long upstreamId, long endpointId, Duration time) {
        loop.record(TestCall.served().to(endpointId, upstreamId).taking(time).failing(502, "connection refused"));
    }

    /** A call that was refused, by the provider or by ZoL0. */
    public void refused(long upstreamId, long endpointId, boolean byProvider) {
        loop.record(TestCall.served()
                .to(endpointId, upstreamId)
                .ending(429, byProvider ? Outcome.REFUSED_BY_PROVIDER : Outcome.REFUSED_BY_US));
    }

    /** A call that was served after so long. */
    public void call(long upstreamId, long endpointId, Duration time) {
        loop.record(TestCall.served().to(endpointId, upstreamId).taking(time));
    }

    /** Counts what was recorded in the second and the piece of a series that ended last before {@code now}. */
    public void end(Instant now) {
        loop.drain();
        live.tick(now);
        series.tick(now);
    }
}
