package io.zol0.metrics;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** The live windows: the last hour of every endpoint, from memory. */
@Service
public class LiveMetrics {
    /** A recorder for one thread. */
    public CallRecorder recorder() {
        throw new UnsupportedOperationException();
    }

    /** What was measured of a scope in the last {@code window}, 1 s to 1 h. */
    public Stats stats(Scope scope, Duration window) {
        throw new UnsupportedOperationException();
    }

    /** The whole seconds of the last {@code window} (1 s to 5 min), oldest first; a second without calls is there too. */
    public List<Tick> ticks(Scope scope, Duration window) {
        throw new UnsupportedOperationException();
    }

    /** Every endpoint that was called in the last {@code window}. */
    public List<EndpointStats> endpoints(Duration window) {
        throw new UnsupportedOperationException();
    }

    /** Who called an endpoint in the last hour, busiest first. */
    public List<CallerShare> callers(long endpointId) {
        throw new UnsupportedOperationException();
    }

    /** The slowest calls of an endpoint in the last hour, slowest first, at most 20. */
    public List<CallSample> slowest(long endpointId) {
        throw new UnsupportedOperationException();
    }

    /** The newest failed or refused calls of an endpoint, newest first, at most 50. */
    public List<CallSample> failed(long endpointId) {
        throw new UnsupportedOperationException();
    }

    /** The newest failed calls of all endpoints, newest first, at most 200. */
    public List<CallSample> newestErrors() {
        throw new UnsupportedOperationException();
    }

    /** Calls of an endpoint by time and latency band over the last {@code window}, at most 1 h. */
    public HeatMap heatMap(long endpointId, Duration window) {
        throw new UnsupportedOperationException();
    }

    /** Calls {@code listener} after each second was counted, on a thread of the windows: it must not block. Running the answer ends it. */
    public Runnable onSecond(Consumer<Tick> listener) {
        throw new UnsupportedOperationException();
    }
}
