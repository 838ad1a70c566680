package io.zol0.metrics;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * The live windows: the last hour of every endpoint, from memory.
 *
 * <p>A recorder hands over what it counted, and once a second all that was handed over is added to the second that just
 * ended. Windows of up to five minutes are made of seconds, longer ones of the whole minutes within them and the running
 * minute. Nothing here waits for a database.
 */
@Service
public class LiveMetrics implements SmartLifecycle {
    /** Phase of life: whoever records starts later and stops earlier, so that its last calls are counted. */
    public static final int PHASE = 100;

    private static final Logger log = LoggerFactory.getLogger(LiveMetrics.class);
    private static final int CLOCK_TOLERANCE_SECONDS = 60;

    private final Clock clock;
    private final Intake intake = new Intake();
    private final Visits visits = new Visits();
    private final Samples samples;
    private final Rings rings;
    private final Reader reader;
    private final Listeners listeners = new Listeners();
    private final List<WeakReference<LoopRecorder>> recorders = new CopyOnWriteArrayList<>();
    private final Tally tally = new Tally();
    private volatile MinuteSink minutes = MinuteSink.NONE;
    private volatile SingleSink singles = SingleSink.NONE;
    private volatile ReplaySink replay = ReplaySink.NONE;
    private final Keeping keeping;
    private volatile Reach reach;
    private volatile long recorded;
    private volatile long unsampled;
    private volatile long unkept;
    private @Nullable Beat beat;

    /** Windows with the standard budget and the system's clock, for use outside of the application. */
    public LiveMetrics() {
        this(MetricsSettings.standard(), SingleSettings.standard(), Clock.systemUTC());
    }

    @Autowired
    LiveMetrics(MetricsSettings settings, SingleSettings singles, ObjectProvider<Clock> clock) {
        this(settings, singles, clock.getIfUnique(Clock::systemUTC));
    }

    LiveMetrics(MetricsSettings settings, Clock clock) {
        this(settings, SingleSettings.standard(), clock);
    }

    LiveMetrics(MetricsSettings settings, SingleSettings singles, Clock clock) {
        long budget = settings.budget().toBytes();
        this.clock = clock;
        this.keeping = new Keeping(singles);
        this.samples = new Samples(budget / 8);
        this.rings = new Rings(budget);
        this.reader = new Reader(rings);
        this.reach = Reach.startingAt(clock.instant().getEpochSecond());
    }

    /** The id under which the calls of an upstream are counted that have no place of their own, the same as in the catalog. */
    public static long otherOf(long upstreamId) {
        return -upstreamId;
    }

    /** A recorder for one thread. */
    public CallRecorder recorder() {
        return loopRecorder();
    }

    LoopRecorder loopRecorder() {
        LoopRecorder recorder = new LoopRecorder(intake, samples, keeping, visits, true);
        recorders.removeIf(known -> known.get() == null);
        recorders.add(new WeakReference<>(recorder));
        return recorder;
    }

    /** What was measured of a scope in the last {@code window}, 1 s to 1 h. */
    public Stats stats(Scope scope, Duration window) {
        return reader.stats(scope, reach.window(window));
    }

    /**
     * The whole seconds of the last {@code window} (1 s to 5 min), oldest first; a second without calls is there too, one
     * of before this process is not.
     *
     * @throws IllegalArgumentException for a longer window, whose seconds are not kept; {@link #minutes} are
     */
    public List<Tick> ticks(Scope scope, Duration window) {
        if (window.toSeconds() > Series.SECONDS) {
            throw new IllegalArgumentException("Seconds are kept for %d s; a window of %d s has to be read by minutes."
                    .formatted(Series.SECONDS, window.toSeconds()));
        }
        Reach now = reach;
        return reader.ticks(scope, now.seconds(window), now);
    }

    /**
     * The whole minutes within the last hour, oldest first, as far as it was measured; a minute without calls is there too, also
     * one in which ZoL0 did not run. The one that runs is not.
     */
    public List<Tick> minutes(Scope scope) {
        return reader.minutes(scope, reach);
    }

    /** Every endpoint that was called in the last {@code window}. */
    public List<EndpointStats> endpoints(Duration window) {
        return reader.endpoints(window, reach);
    }

    /** Who called an endpoint in the last hour, in steps of five minutes, busiest first. */
    public List<CallerShare> callers(long endpointId) {
        Series series = rings.ofEndpoint(endpointId);
        return series == null ? List.of() : series.callers(reach.through());
    }

    /** The same with how long their calls took, which is added up now. */
    public List<CallerTimes> callerTimes(long endpointId) {
        Series series = rings.ofEndpoint(endpointId);
        return series == null ? List.of() : series.callerTimes(reach.through());
    }

    /** Who called what in the five minutes that began at a time, a multiple of five minutes within the last hour that has ended. */
    public List<CallerOf> callersIn(Instant fiveMinutes) {
        long step = fiveMinutes.getEpochSecond() / 300;
        List<CallerOf> all = new ArrayList<>();
        rings.endpoints()
                .forEach((endpointId, series) -> series.callersOf(step)
                        .forEach(caller -> all.add(
                                new CallerOf(endpointId, series.upstreamId(), caller.share(), caller.times()))));
        return all;
    }

    /** Who was seen at which address since this was asked last, at most 1,000 pairs. */
    public List<Visit> takeVisits() {
        return visits.take();
    }

    /** The slowest calls of an endpoint in the last hour, slowest first, at most 20. */
    public List<CallSample> slowest(long endpointId) {
        return samples.slowest(endpointId, Instant.ofEpochSecond(reach.through()));
    }

    /** The newest failed or refused calls of an endpoint, newest first, at most 50. */
    public List<CallSample> failed(long endpointId) {
        return samples.failed(endpointId);
    }

    /** The newest failed calls of all endpoints, newest first, at most 200. */
    public List<CallSample> newestErrors() {
        return samples.errors();
    }

    /** Calls of an endpoint by time and latency band over the last {@code window}, at most 1 h. */
    public HeatMap heatMap(long endpointId, Duration window) {
        return reader.heatMap(endpointId, window, reach);
    }

    /**
     * Keeps every call of an endpoint in the history until a time. No where that is done for 100 endpoints already; of one
     * thread of the gateway at most 10,000 calls a second are kept, and what is not is counted.
     */
    public boolean keepEvery(long endpointId, Instant until) {
        return keeping.every(endpointId, until);
    }

    /** Keeps of an endpoint what is kept of any. */
    public void keepSome(long endpointId) {
        keeping.no(endpointId);
    }

    /** Calls that were to be kept, but were too many at a time. */
    public long unkept() {
        return unkept;
    }

    /**
     * Calls {@code listener} after each second was counted, on a thread of the windows: it must not block. Running the
     * answer ends it. At most 1,000 may listen at a time.
     *
     * @throws IllegalStateException if there are that many
     */
    public Runnable onSecond(Consumer<Tick> listener) {
        return listeners.add(listener);
    }

    /** Drops all that was measured of an upstream, live and in the history; late calls of it are dropped as well. */
    public void forget(long upstreamId) {
        rings.forget(upstreamId);
        samples.forget(upstreamId);
        reader.forgetListings();
        minutes.forget(upstreamId);
        singles.forget(upstreamId);
        replay.forget(upstreamId);
    }

    /** What was measured so far and what it takes. */
    public Effort effort() {
        return new Effort(
                recorded,
                unsampled,
                intake.heldBack(),
                rings.merged(),
                rings.retained(),
                intake.depth(),
                Intake.MOST_IN_LANE * recorders.size());
    }

    /** Ends each minute into a sink from now on. */
    void feed(MinuteSink sink) {
        minutes = sink;
    }

    /** The newest second that was counted. */
    long through() {
        return reach.through();
    }

    /** A recorder of calls that ended in one second of the past. */
    LoopRecorder lateRecorder(long second) {
        return new LoopRecorder(intake, samples, keeping, visits, second % keeping.sampleSeconds() == 0);
    }

    /** Counts what came late, each batch in its second. */
    synchronized void addLate(SortedMap<Long, Batch> batches) {
        long through = reach.through();
        batches.forEach((second, batch) -> {
            recorded += rings.addLate(Math.min(second, through), through, batch.deltas());
            keep(batch);
        });
        reader.forgetListings();
    }

    /** Keeps the single calls that a recorder has so far, without waiting for the second to end. */
    void keepNow(LoopRecorder recorder) {
        List<CallSample> kept = recorder.takeKept();
        if (!kept.isEmpty()) {
            singles.accept(notForgotten(kept.stream()));
        }
    }

    /** Keeps single calls in a sink from now on. */
    void feed(SingleSink sink) {
        singles = sink;
    }

    /** Keeps what is for replay in a sink from now on. */
    void feed(ReplaySink sink) {
        replay = sink;
    }

    /** Adds a minute of before this process; the oldest comes first, and none after the first {@link #tick}. */
    void restore(long minute, List<MinuteRow> rows) {
        rings.restore(minute, rows);
        reach = reach.withMinutesFrom(minute * 60);
    }

    /** Counts what was handed over as the second that ended last before {@code now}. */
    synchronized void tick(Instant now) {
        keeping.expire(now);
        long second = now.getEpochSecond() - 1;
        if (reach.through() - second > CLOCK_TOLERANCE_SECONDS) {
            log.warn(
                    "The clock went back from {} to {}: the live windows begin again.",
                    Instant.ofEpochSecond(reach.through()),
                    now);
            flush();
            rings.clear();
            reach = Reach.startingAt(second);
        }
        if (second > reach.through()) {
            count(second);
        }
    }

    @Override
    public synchronized void start() {
        if (beat == null) {
            beat = new Beat("metrics", clock, this::tick);
        }
    }

    /** Counts what recorders handed over until now and gives the running minute to the history. */
    @Override
    public void stop() {
        Beat running;
        synchronized (this) {
            running = beat;
            beat = null;
        }
        if (running != null) {
            running.end();
            synchronized (this) {
                count(Math.max(reach.through(), clock.instant().getEpochSecond()));
                flush();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return beat != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void count(long second) {
        if (second / 60 > reach.through() / 60) {
            flush();
        }
        List<Batch> batches = intake.take();
        Snapshot all = rings.add(second, batches);
        for (Batch batch : batches) {
            keep(batch);
        }
        replay.second(
                second,
                batches.stream()
                        .flatMap(batch -> batch.deltas().stream())
                        .filter(delta -> !rings.isForgotten(delta.upstreamId()))
                        .toList());
        recorded += all.calls();
        rings.keepWithin(held());
        reach = reach.to(second);
        reader.forgetListings();
        if (!listeners.isEmpty()) {
            tally.clear();
            tally.add(all);
            listeners.tell(new Tick(Instant.ofEpochSecond(second), tally.stats(Duration.ofSeconds(1))));
        }
    }

    private synchronized void keep(Batch batch) {
        batch.samples().stream()
                .filter(sample -> !rings.isForgotten(sample.upstreamId()))
                .forEach(samples::add);
        singles.accept(notForgotten(
                Stream.concat(batch.kept().stream(), batch.samples().stream().filter(LiveMetrics::isOnlyLookedAt))));
        unsampled += batch.unsampled();
        unkept += batch.unkept();
    }

    private List<CallSample> notForgotten(Stream<CallSample> calls) {
        return calls.filter(call -> !rings.isForgotten(call.upstreamId())).toList();
    }

    /** Whether a sample is not among those that are kept for another reason. */
    private static boolean isOnlyLookedAt(CallSample sample) {
        return sample.why() == Kept.FAILED || sample.why() == Kept.SLOW;
    }

    /** Ends the running minute. */
    private void flush() {
        long minute = reach.through() / 60;
        List<MinuteRow> rows = rings.closeMinute(minute);
        if (!rows.isEmpty()) {
            minutes.accept(minute, rows);
        }
        rings.takeLate().forEach(minutes::accept);
        replay.endMinute();
        samples.age(Instant.ofEpochSecond(reach.through()));
    }

    /** Bytes held beside the rings. */
    private long held() {
        long bytes = samples.retained();
        for (WeakReference<LoopRecorder> known : recorders) {
            LoopRecorder recorder = known.get();
            bytes += recorder == null ? 0 : recorder.retained();
        }
        return bytes;
    }
}
