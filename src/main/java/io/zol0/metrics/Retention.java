package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.util.unit.DataSize;

/** Keeps the history within its days and bytes, each hour, by dropping its oldest days; today and yesterday always stay. */
@Service
public class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final String CALLS = "call_minute";
    private static final String SERIES = "series_minute";
    private static final String SINGLES = "single_call";
    private static final String NOTES = "series_note";

    private final RetentionTable table;
    private final RetentionSettings settings;
    private final Clock clock;

    @Autowired
    Retention(DataSource database, RetentionSettings settings, ObjectProvider<Clock> clock) {
        this(new RetentionTable(database), settings, clock.getIfUnique(Clock::systemUTC));
    }

    Retention(RetentionTable table, RetentionSettings settings, Clock clock) {
        this.table = table;
        this.settings = settings;
        this.clock = clock;
    }

    /** What each kind of history takes now. */
    public Answer<List<HistorySize>> sizes() {
        return History.asked(() -> List.of(
                sizeOf(HistorySize.Kind.CALLS, CALLS, settings.calls(), settings.callsSize()),
                sizeOf(HistorySize.Kind.SERIES, SERIES, settings.series(), settings.seriesSize()),
                sizeOf(HistorySize.Kind.SINGLES, SINGLES, settings.singles(), settings.singlesSize()),
                new HistorySize(
                        HistorySize.Kind.NOTES,
                        DataSize.ofBytes(table.bytesOf(NOTES)),
                        table.oldestNote().orElse(null),
                        settings.notes(),
                        null)));
    }

    /** What the whole database takes, settings and all. */
    public Answer<DataSize> databaseSize() {
        return History.asked(() -> DataSize.ofBytes(table.bytesOfDatabase()));
    }

    @Scheduled(fixedDelay = 60, initialDelay = 10, timeUnit = TimeUnit.MINUTES)
    void keep() {
        try {
            drop(CALLS, settings.calls(), settings.callsSize());
            drop(SINGLES, settings.singles(), settings.singlesSize());
            if (drop(SERIES, settings.series(), settings.seriesSize()) > 0) {
                table.deleteNames(clock.instant().minus(settings.series()));
            }
            table.deleteNotes(clock.instant().minus(settings.notes()));
        } catch (DataAccessException | TransactionException away) {
            log.warn("Old history stays for another hour: {}", Courier.words(away));
        }
    }

    private int drop(String kind, Duration kept, @Nullable DataSize most) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate yesterday = today.minusDays(1);
        LocalDate first = today.minusDays(kept.toDays());
        if (most != null) {
            LocalDate fitting = firstFitting(table.partitions(kind), most.toBytes());
            first = fitting.isAfter(first) ? fitting : first;
        }
        int dropped = table.drop(kind, first.isAfter(yesterday) ? yesterday : first);
        if (dropped > 0) {
            log.info("Days of {} before {} that were dropped: {}", kind, first, dropped);
        }
        return dropped;
    }

    /** The first day that stays when the days from the newest on may take so many bytes. */
    static LocalDate firstFitting(List<Partition> oldestFirst, long most) {
        LocalDate first = LocalDate.MAX;
        long bytes = 0;
        for (Partition partition : oldestFirst.reversed()) {
            bytes += partition.bytes();
            if (bytes > most) {
                return first;
            }
            first = partition.day();
        }
        return LocalDate.MIN;
    }

    private HistorySize sizeOf(HistorySize.Kind kind, String name, Duration kept, @Nullable DataSize most) {
        List<Partition> partitions = table.partitions(name);
        Instant oldest = partitions.isEmpty()
                ? null
                : partitions.getFirst().day().atStartOfDay(ZoneOffset.UTC).toInstant();
        return new HistorySize(
                kind,
                DataSize.ofBytes(partitions.stream().mapToLong(Partition::bytes).sum()),
                oldest,
                kept,
                most);
    }
}
