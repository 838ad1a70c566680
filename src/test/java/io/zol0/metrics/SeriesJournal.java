package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** A process of ZoL0 as far as series go, with a clock of its own, whose sources are asked as they are when it runs. */
public final class SeriesJournal implements AutoCloseable {
    private static final int SLOT = LiveSeries.SLOT_SECONDS;

    private final HandClock clock;
    private final SeriesRecorder recorder;
    private final Sampler sampler;
    private final SeriesStore store;
    private final DataSource database;

    public SeriesJournal(DataSource database, Instant now, SeriesSource... sources) {
        this.database = database;
        SeriesSettings settings = SeriesSettings.standard();
        clock = new HandClock(now);
        recorder = new SeriesRecorder(settings, List::of, clock);
        sampler = new Sampler(List.of(sources), settings.most(), (key, value) -> {
            if (key.name().kind() == SeriesKind.GAUGE) {
                recorder.set(key, value);
            } else {
                recorder.add(key, value);
            }
        });
        store = new SeriesStore(recorder, new SeriesTable(database), settings, (short) 1, clock);
        store.start();
    }

    /** Lets so much time pass, in which sources are asked every five seconds. */
    public void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second += SLOT) {
            sampler.ask();
            clock.pass(SLOT);
            recorder.tick(clock.now);
        }
    }

    /** Ends it, as a process of ZoL0 ends: the running minute is written as well. */
    @Override
    public void close() {
        recorder.start();
        recorder.stop();
        store.stop();
    }

    /** The minutes of a series as another process reads them, which has nothing in memory. */
    public List<SeriesPoint> minutes(SeriesKey key, Instant from, Instant to) {
        Clock later = new HandClock(clock.now.plus(Duration.ofHours(2)));
        SeriesRecorder other = new SeriesRecorder(SeriesSettings.standard(), List::of, later);
        Answer<List<SeriesPoint>> read =
                new SeriesHistory(other, new SeriesTable(database), later).points(key, from, to, Duration.ofMinutes(1));
        return ((Answer.Found<List<SeriesPoint>>) read).value();
    }
}
