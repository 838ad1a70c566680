package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Single calls kept to be looked at; beyond its share of memory it forgets the endpoints that gave none for longest. */
final class Samples {
    static final int MOST_FAILED = 50;
    static final int MOST_SLOW = 20;
    static final int MOST_ERRORS = 200;
    private static final Duration SLOW_FOR = Duration.ofHours(1);

    private final long mostBytes;
    private final Map<Long, Shelf> shelves = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, Long> slowAbove = new ConcurrentHashMap<>();
    private final Deque<CallSample> errors = new ArrayDeque<>();
    private long bytes;

    Samples(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The samples of one endpoint. */
    private static final class Shelf {
        private final Deque<CallSample> failed = new ArrayDeque<>();
        private final List<CallSample> slow = new ArrayList<>();
    }

    synchronized void add(CallSample sample) {
        Shelf shelf = shelves.computeIfAbsent(sample.endpointId(), id -> new Shelf());
        if (sample.outcome() == Outcome.FAILED) {
            errors.addFirst(sample);
            bytes += weight(sample);
            if (errors.size() > MOST_ERRORS) {
                bytes -= weight(errors.removeLast());
            }
        }
        if (isFailedOrRefused(sample.outcome())) {
            shelf.failed.addFirst(sample);
            bytes += weight(sample);
            if (shelf.failed.size() > MOST_FAILED) {
                bytes -= weight(shelf.failed.removeLast());
            }
        }
        addSlow(shelf, sample);
        Iterator<Map.Entry<Long, Shelf>> oldest = shelves.entrySet().iterator();
        while (bytes > mostBytes && shelves.size() > 1) {
            Map.Entry<Long, Shelf> entry = oldest.next();
            oldest.remove();
            drop(entry.getKey(), entry.getValue());
        }
    }

    /** Total time in nanoseconds above which a call is among an endpoint's slowest. */
    long slowAboveNanos(long endpointId) {
        return slowAbove.getOrDefault(endpointId, 0L);
    }

    synchronized List<CallSample> slowest(long endpointId, Instant now) {
        Shelf shelf = shelves.get(endpointId);
        return shelf == null
                ? List.of()
                : shelf.slow.stream()
                        .filter(sample -> sample.at().isAfter(now.minus(SLOW_FOR)))
                        .toList();
    }

    synchronized List<CallSample> failed(long endpointId) {
        Shelf shelf = shelves.get(endpointId);
        return shelf == null ? List.of() : List.copyOf(shelf.failed);
    }

    synchronized List<CallSample> errors() {
        return List.copyOf(errors);
    }

    /** Drops what is too old to be among the slowest. */
    synchronized void age(Instant now) {
        shelves.forEach((id, shelf) -> {
            shelf.slow.removeIf(sample -> {
                boolean old = !sample.at().isAfter(now.minus(SLOW_FOR));
                bytes -= old ? weight(sample) : 0;
                return old;
            });
            remember(id, shelf);
        });
    }

    synchronized void forget(long upstreamId) {
        errors.removeIf(sample -> {
            boolean gone = sample.upstreamId() == upstreamId;
            bytes -= gone ? weight(sample) : 0;
            return gone;
        });
        shelves.entrySet().removeIf(entry -> {
            Shelf shelf = entry.getValue();
            boolean gone = Stream.concat(shelf.failed.stream(), shelf.slow.stream())
                    .anyMatch(sample -> sample.upstreamId() == upstreamId);
            if (gone) {
                drop(entry.getKey(), shelf);
            }
            return gone;
        });
    }

    /** Bytes on the heap. */
    synchronized long retained() {
        return bytes + 400L * shelves.size();
    }

    static boolean isFailedOrRefused(Outcome outcome) {
        return switch (outcome) {
            case FAILED, REFUSED_BY_US, REFUSED_BY_PROVIDER -> true;
            case SERVED, CACHED, QUEUED, ABORTED_BY_CALLER -> false;
        };
    }

    private void addSlow(Shelf shelf, CallSample sample) {
        if (sample.total().toNanos() <= slowAboveNanos(sample.endpointId())) {
            return;
        }
        shelf.slow.add(sample);
        bytes += weight(sample);
        shelf.slow.sort(Comparator.comparing(CallSample::total).reversed());
        if (shelf.slow.size() > MOST_SLOW) {
            bytes -= weight(shelf.slow.removeLast());
        }
        remember(sample.endpointId(), shelf);
    }

    private void remember(long endpointId, Shelf shelf) {
        if (shelf.slow.size() < MOST_SLOW) {
            slowAbove.remove(endpointId);
        } else {
            slowAbove.put(endpointId, shelf.slow.getLast().total().toNanos());
        }
    }

    private void drop(long endpointId, Shelf shelf) {
        shelf.failed.forEach(sample -> bytes -= weight(sample));
        shelf.slow.forEach(sample -> bytes -= weight(sample));
        slowAbove.remove(endpointId);
    }

    /** A sample that is kept in two places is counted in both: rather too much than too little. */
    static int weight(CallSample sample) {
        String failure = sample.failure();
        return 180
                + Heap.string(sample.caller())
                + Heap.string(sample.method())
                + Heap.string(sample.target())
                + (failure == null ? 0 : Heap.string(failure));
    }
}
