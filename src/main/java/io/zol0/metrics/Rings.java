package io.zol0.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rings of every endpoint, of every upstream and of everything. One thread writes, any may read. Where memory gets
 * scarce the quietest endpoints are merged into the {@code (other)} of their upstream, and new ones go there at once.
 */
final class Rings {
    /** Upstreams remembered as removed, so that late calls do not bring them back. */
    private static final int MOST_FORGOTTEN = 10_000;

    /** Snapshots up to this number are added up one by one, more of them in a dense histogram. */
    private static final int FEW = 4;

    private final long budget;
    private final Map<Long, Series> endpoints = new ConcurrentHashMap<>();
    private final Map<Long, Series> upstreams = new ConcurrentHashMap<>();
    private final Set<Long> forgotten = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MOST_FORGOTTEN;
        }
    });
    private final Tally tally = new Tally();
    private final ByteSink sink = new ByteSink(1024);

    /** What came late of each minute since the last one ended. */
    private final Map<Long, Map<Block.Key, Snapshot>> late = new TreeMap<>();

    private volatile Series everything = new Series(0);
    private volatile long retained;
    private volatile long merged;

    /** Rings that may take {@code budget} bytes. */
    Rings(long budget) {
        this.budget = budget;
    }

    /** The series that make up a scope; none where nothing was measured. */
    List<Series> of(Scope scope) {
        return switch (scope) {
            case Scope.Everything() -> List.of(everything);
            case Scope.OfUpstream(long upstreamId) -> known(upstreams.get(upstreamId));
            case Scope.OfUpstreams(Set<Long> upstreamIds) ->
                upstreamIds.stream()
                        .flatMap(id -> known(upstreams.get(id)).stream())
                        .toList();
            case Scope.OfEndpoint(long endpointId) -> known(endpoints.get(endpointId));
        };
    }

    /** The series of an endpoint; null where there is none. */
    @Nullable
    Series ofEndpoint(long endpointId) {
        return endpoints.get(endpointId);
    }

    private static List<Series> known(@Nullable Series series) {
        return series == null ? List.of() : List.of(series);
    }

    Map<Long, Series> endpoints() {
        return Collections.unmodifiableMap(endpoints);
    }

    /** Adds what came in during a second, and gives the second of everything. */
    synchronized Snapshot add(long second, List<Batch> batches) {
        Map<Long, List<Batch.Delta>> byUpstream = new HashMap<>();
        for (Batch batch : batches) {
            for (Batch.Delta delta : batch.deltas()) {
                if (!forgotten.contains(delta.upstreamId())) {
                    byUpstream
                            .computeIfAbsent(delta.upstreamId(), id -> new ArrayList<>())
                            .add(delta);
                }
            }
        }
        List<Snapshot> sums = new ArrayList<>();
        byUpstream.forEach((upstreamId, deltas) -> {
            Map<Series, List<Snapshot>> bySeries = new IdentityHashMap<>();
            for (Batch.Delta delta : deltas) {
                Series series = endpoint(delta.endpointId(), upstreamId);
                bySeries.computeIfAbsent(series, any -> new ArrayList<>(2)).add(delta.snapshot());
                delta.callers().forEach(caller -> series.addCaller(second, caller));
            }
            bySeries.forEach((series, snapshots) -> series.add(
                    second,
                    snapshots.size() > FEW ? sum(snapshots) : snapshots.stream().reduce(Snapshot.EMPTY, Snapshot::plus),
                    sink));
            Snapshot sum = sum(deltas.stream().map(Batch.Delta::snapshot).toList());
            upstreams.computeIfAbsent(upstreamId, Series::new).add(second, sum, sink);
            sums.add(sum);
        });
        Snapshot all = sum(sums);
        if (all != Snapshot.EMPTY) {
            everything.add(second, all, sink);
        }
        return all;
    }

    /** Adds what ended in a second of the past, and tells how many calls that were. */
    synchronized long addLate(long second, long through, List<Batch.Delta> deltas) {
        long calls = 0;
        for (Batch.Delta delta : deltas) {
            long upstreamId = delta.upstreamId();
            Snapshot snapshot = delta.snapshot();
            if (forgotten.contains(upstreamId)) {
                continue;
            }
            calls += snapshot.calls();
            Series series = endpoint(delta.endpointId(), upstreamId);
            long id = endpoints.containsKey(delta.endpointId()) ? delta.endpointId() : LiveMetrics.otherOf(upstreamId);
            delta.callers().forEach(caller -> series.addCaller(second, caller));
            for (Series each : List.of(series, upstreams.computeIfAbsent(upstreamId, Series::new), everything)) {
                each.addLate(second, through, snapshot, sink);
            }
            if (second / 60 < through / 60) {
                Map<Block.Key, Snapshot> minute = late.computeIfAbsent(second / 60, any -> new HashMap<>());
                minute.merge(new Block.Key(upstreamId, id), snapshot, Snapshot::plus);
                minute.merge(new Block.Key(upstreamId, MinuteRow.WHOLE_UPSTREAM), snapshot, Snapshot::plus);
            }
        }
        return calls;
    }

    /** What came late of minutes that have ended, by minute. */
    synchronized Map<Long, List<MinuteRow>> takeLate() {
        Map<Long, List<MinuteRow>> taken = new TreeMap<>();
        late.forEach((minute, rows) -> taken.put(
                minute,
                rows.entrySet().stream()
                        .filter(row -> !forgotten.contains(row.getKey().upstreamId()))
                        .map(row -> new MinuteRow(
                                row.getKey().upstreamId(), row.getKey().endpointId(), row.getValue()))
                        .toList()));
        late.clear();
        return taken;
    }

    /** Ends a minute, drops what was not called for long, and gives the rows of all that was counted in it. */
    synchronized List<MinuteRow> closeMinute(long minute) {
        List<MinuteRow> rows = new ArrayList<>();
        everything.closeMinute(minute, sink);
        upstreams.forEach((id, series) -> {
            Snapshot closed = series.closeMinute(minute, sink);
            if (closed != Snapshot.EMPTY) {
                rows.add(new MinuteRow(id, MinuteRow.WHOLE_UPSTREAM, closed));
            }
        });
        endpoints.forEach((id, series) -> {
            Snapshot closed = series.closeMinute(minute, sink);
            if (closed != Snapshot.EMPTY) {
                rows.add(new MinuteRow(series.upstreamId(), id, closed));
            }
        });
        long oldest = (minute - Series.MINUTES + 1) * 60;
        endpoints.values().removeIf(series -> series.lastSecond() < oldest);
        upstreams.values().removeIf(series -> series.lastSecond() < oldest);
        return rows;
    }

    /** Adds a minute of before this process; the oldest comes first. */
    synchronized void restore(long minute, List<MinuteRow> rows) {
        List<Snapshot> sums = new ArrayList<>();
        for (MinuteRow row : rows) {
            if (row.endpointId() == MinuteRow.WHOLE_UPSTREAM) {
                upstreams.computeIfAbsent(row.upstreamId(), Series::new).restore(minute, row.snapshot(), sink);
                sums.add(row.snapshot());
            } else {
                endpoint(row.endpointId(), row.upstreamId()).restore(minute, row.snapshot(), sink);
            }
        }
        Snapshot all = sum(sums);
        if (all != Snapshot.EMPTY) {
            everything.restore(minute, all, sink);
        }
        keepWithin(0);
    }

    /** Drops everything of an upstream, also what still comes. */
    synchronized void forget(long upstreamId) {
        forgotten.add(upstreamId);
        endpoints.values().removeIf(series -> series.upstreamId() == upstreamId);
        if (upstreams.remove(upstreamId) != null) {
            Series rest = new Series(0);
            rest.absorb(upstreams.values(), tally, sink);
            everything = rest;
        }
    }

    /** Whether an upstream is gone. */
    synchronized boolean isForgotten(long upstreamId) {
        return forgotten.contains(upstreamId);
    }

    synchronized void clear() {
        endpoints.clear();
        upstreams.clear();
        everything = new Series(0);
    }

    /** Merges the quietest endpoints until everything live, with what others hold, fits a tenth below the budget. */
    synchronized void keepWithin(long heldElsewhere) {
        weigh(heldElsewhere);
        if (retained <= budget) {
            return;
        }
        Map<Long, List<Series>> quietest = new HashMap<>();
        long aim = budget / 10 * 9;
        long left = retained;
        for (Map.Entry<Long, Series> entry : byCalls()) {
            if (left <= aim) {
                break;
            }
            Series series = entry.getValue();
            if (entry.getKey() != LiveMetrics.otherOf(series.upstreamId())) {
                endpoints.remove(entry.getKey());
                quietest.computeIfAbsent(series.upstreamId(), id -> new ArrayList<>())
                        .add(series);
                left -= weight(series);
                merged++;
            }
        }
        quietest.forEach((upstreamId, series) -> endpoints
                .computeIfAbsent(LiveMetrics.otherOf(upstreamId), id -> new Series(upstreamId))
                .absorb(series, tally, sink));
        weigh(heldElsewhere);
    }

    /** Bytes on the heap of everything live. */
    long retained() {
        return retained;
    }

    /** How many endpoints were merged for want of memory. */
    long merged() {
        return merged;
    }

    private Series endpoint(long endpointId, long upstreamId) {
        Series known = endpoints.get(endpointId);
        if (known != null) {
            return known;
        }
        long id = retained < budget / 10 * 9 ? endpointId : LiveMetrics.otherOf(upstreamId);
        return endpoints.computeIfAbsent(id, any -> new Series(upstreamId));
    }

    private List<Map.Entry<Long, Series>> byCalls() {
        record Ranked(Map.Entry<Long, Series> entry, long calls) {}
        return endpoints.entrySet().stream()
                .map(entry -> new Ranked(entry, entry.getValue().recentCalls()))
                .sorted(Comparator.comparingLong(Ranked::calls))
                .map(Ranked::entry)
                .toList();
    }

    private Snapshot sum(Collection<Snapshot> snapshots) {
        tally.clear();
        snapshots.forEach(tally::add);
        return tally.snapshot();
    }

    private void weigh(long heldElsewhere) {
        long bytes = heldElsewhere + 300_000 + everything.retained();
        for (Series series : upstreams.values()) {
            bytes += weight(series);
        }
        for (Series series : endpoints.values()) {
            bytes += weight(series);
        }
        retained = bytes;
    }

    /** A series with its place in the map: entry, boxed id, two cells of the table. */
    private static long weight(Series series) {
        return series.retained() + 32 + 24 + 8;
    }
}
