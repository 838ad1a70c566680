package io.zol0.metrics;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * Records any named series. What is told is put together to pieces of five seconds, of which the last hour stays in memory,
 * and to minutes, which go to the history. Nothing here waits for a database.
 */
@Service
public class SeriesRecorder implements SmartLifecycle {
    /** Phase of life: whoever records starts later and stops earlier, so that the last values are kept. */
    public static final int PHASE = LiveMetrics.PHASE;

    private static final Logger log = LoggerFactory.getLogger(SeriesRecorder.class);
    private static final double LARGEST = 1e30;
    private static final int CLOCK_TOLERANCE_SLOTS = 60 / LiveSeries.SLOT_SECONDS;

    private final SeriesSettings settings;
    private final Clock clock;
    private final Supplier<List<SeriesSource>> sources;
    private final SeriesRings rings;
    private final SeriesNotes notes;
    private final LongAdder dropped = new LongAdder();
    private volatile SeriesSink sink = SeriesSink.NONE;
    private volatile long through;
    private volatile long liveFromSlot;
    private @Nullable Sampler sampler;
    private @Nullable Beat beat;

    @Autowired
    SeriesRecorder(SeriesSettings settings, ObjectProvider<SeriesSource> sources, ObjectProvider<Clock> clock) {
        this(settings, () -> sources.orderedStream().toList(), clock.getIfUnique(Clock::systemUTC));
    }

    SeriesRecorder(SeriesSettings settings, Supplier<List<SeriesSource>> sources, Clock clock) {
        this.settings = settings;
        this.sources = sources;
        this.clock = clock;
        this.rings = new SeriesRings(settings.most(), settings.budget().toBytes());
        this.notes = new SeriesNotes(clock.instant());
        begin(clock.instant());
    }

    /** Tells what a gauge says now. What is no number, or beyond 1e30, is dropped and counted. */
    public void set(SeriesKey key, double value) {
        require(key, SeriesKind.GAUGE);
        tell(key, value);
    }

    /** Adds to a counter; an amount below 0 is dropped and counted. */
    public void add(SeriesKey key, double amount) {
        require(key, SeriesKind.COUNTER);
        tell(key, amount);
    }

    /** Says something about a series, now. */
    public void note(SeriesKey key, String text) {
        note(key, clock.instant(), text);
    }

    /** Says something about a series at a time, now or before. Beyond 20 a minute of one series, or 500 of all, it is dropped and counted. */
    public void note(SeriesKey key, Instant at, String text) {
        if (!rings.isForgotten(key.subject())) {
            Instant now = clock.instant();
            notes.add(new SeriesNote(key, at.isAfter(now) ? now : at, text));
        }
    }

    /** What was told last of a series within the last hour: a gauge's value, or a counter's amount in five seconds. */
    public OptionalDouble latest(SeriesKey key) {
        LiveSeries series = rings.of(key);
        return series == null
                ? OptionalDouble.empty()
                : series.latest().map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    /** The series that were told something in the last hour. */
    public List<SeriesKey> live() {
        return rings.keys();
    }

    /** Drops all series of a subject, live and in the history, and all of an upstream with it; late values are dropped too. */
    public void forget(Subject gone) {
        rings.forget(gone);
        notes.forget(gone);
        sink.forget(gone);
    }

    /** What recording does and takes. */
    public SeriesEffort effort() {
        return new SeriesEffort(
                rings.size(), settings.most(), dropped.sum(), notes.dropped(), rings.retained(), liveFrom());
    }

    @Override
    public synchronized void start() {
        if (beat == null) {
            sampler = new Sampler(sources.get(), settings.most(), this::tell);
            beat = new Beat("series", clock, this::tick);
        }
    }

    /** Gives the running minute to the history. */
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
                closeSlot(Math.max(through, slotOf(clock.instant())));
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

    /** Ends each minute into a sink from now on. */
    void feed(SeriesSink minutes) {
        sink = minutes;
    }

    /** Adds minutes of before this process, which then are live from a time on. */
    synchronized void restore(SeriesKey key, long minute, SeriesRow row) {
        LiveSeries series = rings.isForgotten(key.subject()) ? null : rings.toTell(key);
        if (series != null) {
            series.restore(minute, row);
        }
    }

    /** Adds a piece of before the running minute that the history has; one that is not live any more is passed over. */
    synchronized void addLate(SeriesKey key, long slot, SeriesRow row) {
        if (slot < Math.max(liveFromSlot, oldestMinute() * LiveSeries.SLOTS) || rings.isForgotten(key.subject())) {
            return;
        }
        LiveSeries series = rings.toTell(key);
        if (series == null) {
            dropped.increment();
        } else {
            series.addLate(slot, row);
        }
    }

    /** All minutes from a time on were restored. */
    synchronized void restoredFrom(long minute) {
        liveFromSlot = Math.min(liveFromSlot, Math.max(minute, oldestMinute()) * LiveSeries.SLOTS);
    }

    /** Ends the piece that ended last before {@code now}, after the sources were asked. */
    synchronized void tick(Instant now) {
        long slot = slotOf(now) - 1;
        if (through - slot > CLOCK_TOLERANCE_SLOTS) {
            log.warn("The clock went back to {}: the live series begin again.", now);
            flush();
            rings.clear();
            begin(now);
        }
        if (slot > through) {
            if (sampler != null) {
                sampler.ask();
            }
            closeSlot(slot);
        }
    }

    /** The live piece of a series, oldest first, from one piece on to another, both included. */
    void forEach(SeriesKey key, long from, long to, LiveSeries.Visitor visitor) {
        LiveSeries series = rings.of(key);
        if (series != null) {
            series.forEach(from, Math.min(to, through), visitor);
        }
    }

    /** Since when a series is known here. */
    Optional<Instant> firstSeen(SeriesKey key) {
        LiveSeries series = rings.of(key);
        return Optional.ofNullable(series)
                .filter(each -> each.firstSlot() != Long.MAX_VALUE)
                .map(each -> Instant.ofEpochSecond(each.firstSlot() * LiveSeries.SLOT_SECONDS));
    }

    SeriesNotes notes() {
        return notes;
    }

    /** From when on there are points of five seconds. */
    Instant liveFrom() {
        return Instant.ofEpochSecond(liveFromSlot * LiveSeries.SLOT_SECONDS);
    }

    /** Until when pieces of five seconds have ended. */
    Instant liveTo() {
        return Instant.ofEpochSecond((through + 1) * LiveSeries.SLOT_SECONDS);
    }

    private void begin(Instant now) {
        through = slotOf(now) - 1;
        liveFromSlot = through + 1;
    }

    private void tell(SeriesKey key, double value) {
        boolean fits =
                key.name().kind() == SeriesKind.GAUGE ? Math.abs(value) <= LARGEST : value >= 0 && value <= LARGEST;
        LiveSeries known = rings.of(key);
        if (known == null && rings.isForgotten(key.subject())) {
            return;
        }
        LiveSeries series = !fits ? null : known != null ? known : rings.toTell(key);
        if (series == null) {
            dropped.increment();
        } else {
            series.tell(value);
        }
    }

    private void closeSlot(long slot) {
        if (Math.floorDiv(slot, LiveSeries.SLOTS) > Math.floorDiv(through, LiveSeries.SLOTS)) {
            flush();
        }
        rings.closeSlot(slot);
        through = slot;
        long oldest = Math.max(oldestMinute(), Math.floorDiv(liveFromSlot, LiveSeries.SLOTS));
        long kept = rings.keepWithin(oldest, Math.floorDiv(slot, LiveSeries.SLOTS));
        liveFromSlot = Math.max(liveFromSlot, kept * LiveSeries.SLOTS);
    }

    private long oldestMinute() {
        return Math.floorDiv(through, LiveSeries.SLOTS) - LiveSeries.MINUTES + 1;
    }

    /** Ends the running minute. */
    private void flush() {
        long minute = Math.floorDiv(through, LiveSeries.SLOTS);
        var rows = rings.closeMinute(minute);
        var said = notes.closeMinute(
                Instant.ofEpochSecond((minute + 1) * 60),
                Instant.ofEpochSecond((minute - LiveSeries.MINUTES + 1) * 60));
        if (!rows.isEmpty() || !said.isEmpty()) {
            sink.accept(SeriesBlock.of(minute, rows, said));
        }
    }

    private static long slotOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), LiveSeries.SLOT_SECONDS);
    }

    private static void require(SeriesKey key, SeriesKind kind) {
        if (key.name().kind() != kind) {
            throw new IllegalArgumentException(
                    key.name().text() + " is a " + key.name().kind() + ", but was used as a " + kind + ".");
        }
    }
}
