package io.zol0.metrics;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Of which endpoints every call is kept now, at most 100. */
final class Keeping {
    static final int MOST = 100;

    private final Map<Long, Instant> until = new ConcurrentHashMap<>();
    private final int sampleSeconds;

    /** A call of each other endpoint is kept every so many seconds. */
    Keeping(SingleSettings settings) {
        sampleSeconds = (int) settings.sampleEvery().toSeconds();
    }

    int sampleSeconds() {
        return sampleSeconds;
    }

    boolean isEvery(long endpointId) {
        return !until.isEmpty() && until.containsKey(endpointId);
    }

    /** Keeps every call of an endpoint until a time; no where there are as many endpoints already. */
    synchronized boolean every(long endpointId, Instant end) {
        if (until.size() >= MOST && !until.containsKey(endpointId)) {
            return false;
        }
        until.put(endpointId, end);
        return true;
    }

    synchronized void no(long endpointId) {
        until.remove(endpointId);
    }

    void expire(Instant now) {
        until.values().removeIf(end -> !end.isAfter(now));
    }

    Map<Long, Instant> all() {
        return Map.copyOf(until);
    }
}
