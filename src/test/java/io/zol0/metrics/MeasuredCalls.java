package io.zol0.metrics;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Live windows that hold calls to many endpoints, for what looks at them from another room, without a database. */
public final class MeasuredCalls {
    private final LiveMetrics metrics = new LiveMetrics();
    private final SeriesRecorder recorder = new SeriesRecorder(SeriesSettings.standard(), List::of, Clock.systemUTC());

    /** Records so many calls to each of so many endpoints, ten endpoints an upstream, and waits until they are counted. */
    public MeasuredCalls(int endpoints, int calls) {
        metrics.start();
        CallRecorder lane = metrics.recorder();
        for (int call = 0; call < calls; call++) {
            for (int endpoint = 1; endpoint <= endpoints; endpoint++) {
                lane.record(TestCall.served().to(endpoint, 1 + (endpoint - 1) / 10));
            }
        }
        lane.drain();
        long all = (long) endpoints * calls;
        while (metrics.effort().calls() < all) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    public LiveMetrics metrics() {
        return metrics;
    }

    public SeriesRecorder recorder() {
        return recorder;
    }

    public SeriesHistory history() {
        return new SeriesHistory(recorder, new SeriesTable(new DriverManagerDataSource()), Clock.systemUTC());
    }

    /** One that has no database to read. */
    public History calls() {
        return new History(new CallTable(new DriverManagerDataSource()), Clock.systemUTC());
    }

    public void stop() {
        metrics.stop();
    }
}
