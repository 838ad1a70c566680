package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * Takes calls that did not come through the gateway into the same windows and minutes. A call counts when it ended: one of
 * the running minute as it comes, a later one in the minute that it belongs to, live and in the history.
 */
@Service
public class ReportedCalls implements SmartLifecycle {
    /** How long ago a call may have ended. */
    public static final Duration LATEST = Duration.ofHours(1);

    /** How far ahead of ours the clock of whoever reports may go. */
    public static final Duration AHEAD = Duration.ofMinutes(1);

    private static final int LANES = 4;

    /** Calls of a long batch after which its single calls are handed over, so that all of them have room. */
    private static final int PIECE = 5_000;

    private final LiveMetrics live;
    private final Clock clock;
    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private @Nullable Beat beat;

    @Autowired
    ReportedCalls(LiveMetrics live, ObjectProvider<Clock> clock) {
        this(live, clock.getIfUnique(Clock::systemUTC));
    }

    ReportedCalls(LiveMetrics live, Clock clock) {
        this.live = live;
        this.clock = clock;
        for (int i = 0; i < LANES; i++) {
            lanes.add(new Lane(live));
        }
    }

    /** What counts for one batch at a time. */
    private static final class Lane {
        private final ReentrantLock lock = new ReentrantLock();
        private final LoopRecorder recorder;
        private final LateCalls late;

        Lane(LiveMetrics live) {
            recorder = live.loopRecorder();
            late = new LateCalls(live);
        }
    }

    /** When a call ended. */
    public static Instant endOf(Call call) {
        return Instant.ofEpochMilli(endMillis(call));
    }

    /** Why a call that ended then cannot be counted, in words; null where it can be. */
    public @Nullable String problemOf(Instant end) {
        Instant now = clock.instant();
        if (end.isAfter(now.plus(AHEAD))) {
            return "It ended at " + end
                    + ", which is in the future; it may be ahead of this server's clock by a minute.";
        }
        if (end.isBefore(now.minus(LATEST))) {
            return "It ended at " + end + ", which is too long ago; report it within an hour.";
        }
        return null;
    }

    /** Counts calls of which {@link #problemOf} knows no problem. Waits for others that report, but for no database. */
    public void record(List<? extends Call> calls) {
        Lane lane = lanes.get(Math.floorMod(turn.getAndIncrement(), LANES));
        lane.lock.lock();
        try {
            long through = live.through();
            long minute = Math.floorDiv(through + 1, 60) * 60;
            int counted = 0;
            for (Call call : calls) {
                if (++counted % PIECE == 0) {
                    live.keepNow(lane.recorder);
                }
                long second = Math.floorDiv(endMillis(call), 1000);
                if (second >= minute) {
                    lane.recorder.record(call);
                } else {
                    lane.late.record(second, through, call);
                }
            }
        } finally {
            lane.lock.unlock();
        }
    }

    /**
     * Counts many calls at once, of which only how often they took how long is known.
     *
     * @param like what is the same of all: endpoint, upstream, caller, outcome, and when they ended at the latest
     * @param bounds the lower bound of each bucket and the upper one of the last, ascending, in microseconds
     * @param counts how many calls took between two bounds
     */
    public void record(Call like, double[] bounds, long[] counts) {
        Snapshot snapshot = Spreading.of(like, bounds, counts);
        long calls = snapshot.calls();
        if (calls > 0) {
            boolean failed = like.outcome() == Outcome.FAILED;
            String caller = Targets.printable(like.caller(), 64);
            Batch.Delta delta = new Batch.Delta(
                    like.endpointId(),
                    like.upstreamId(),
                    snapshot,
                    List.of(new CallerTimes(new CallerShare(caller, calls, failed ? calls : 0), snapshot.total())),
                    UrlSample.Urls.NONE);
            Batch batch = new Batch(List.of(delta), List.of(), List.of(), 0, 0, new AtomicInteger());
            live.addLate(new TreeMap<>(Map.of(Math.floorDiv(endMillis(like), 1000), batch)));
        }
    }

    /** Hands over what was counted. */
    void drain() {
        for (Lane lane : lanes) {
            lane.lock.lock();
            try {
                lane.recorder.drain();
                lane.late.handOver();
            } finally {
                lane.lock.unlock();
            }
        }
    }

    @Override
    public synchronized void start() {
        if (beat == null) {
            beat = new Beat("reported calls", clock, now -> drain());
        }
    }

    @Override
    public synchronized void stop() {
        if (beat != null) {
            beat.end();
            beat = null;
            drain();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return beat != null;
    }

    @Override
    public int getPhase() {
        return LiveMetrics.PHASE + 50;
    }

    private static long endMillis(Call call) {
        return call.arrivedAtMillis() + call.totalNanos() / 1_000_000;
    }
}
