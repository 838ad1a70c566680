package io.zol0.metrics;

import io.zol0.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
    private static final String CALLS = "call";
    private static final String SERIES = "series";
    private static final String SINGLES = "single_call";
    private static final String REPLAY = "replay_minute";
    private static final String PAGES = "page_vital";
    private static final String NOTES = "series_note";

    /** What may go where the disk runs full: of days that are as old the first of these. */
    private static final List<String> FIRST_TO_GO =
            List.of(REPLAY, SINGLES, SERIES + "_minute", CALLS + "_minute", CALLS + "_five_minutes");

    /** Less than this on the disk is too little, as {@code /health} has it. */
    private static final DataSize LEAST = DataSize.ofGigabytes(1);

    private final RetentionTable table;
    private final RetentionSettings settings;
    private final RollupSettings rollups;
    private final Clock clock;
    private LongSupplier free = () -> Long.MAX_VALUE;

    @Autowired
    Retention(
            DataSource database,
            RetentionSettings settings,
            RollupSettings rollups,
            Home home,
            ObjectProvider<Clock> clock) {
        this(new RetentionTable(database), settings, rollups, clock.getIfUnique(Clock::systemUTC));
        free = () -> freeBytes(home);
    }

    Retention(RetentionTable table, RetentionSettings settings, RollupSettings rollups, Clock clock) {
        this.table = table;
        this.settings = settings;
        this.rollups = rollups;
        this.clock = clock;
    }

    /** What each kind of history takes now. */
    public Answer<List<HistorySize>> sizes() {
        return History.asked(() -> List.of(
                sizeOf(HistorySize.Kind.CALLS, CALLS + "_minute", settings.calls(), settings.callsSize()),
                sizeOf(
                        HistorySize.Kind.CALL_FIVE_MINUTES,
                        CALLS + "_five_minutes",
                        settings.calls(),
                        settings.callsSize()),
                sizeOf(HistorySize.Kind.CALL_HOURS, CALLS + "_hour", rollups.hours(), null),
                sizeOfDays(HistorySize.Kind.CALL_DAYS, CALLS),
                sizeOf(HistorySize.Kind.SERIES, SERIES + "_minute", settings.series(), settings.seriesSize()),
                sizeOf(HistorySize.Kind.SERIES_HOURS, SERIES + "_hour", rollups.hours(), null),
                sizeOfDays(HistorySize.Kind.SERIES_DAYS, SERIES),
                sizeOf(HistorySize.Kind.SINGLES, SINGLES, settings.singles(), settings.singlesSize()),
                sizeOf(HistorySize.Kind.REPLAY, REPLAY, settings.replay(), settings.replaySize()),
                new HistorySize(
                        HistorySize.Kind.PAGES,
                        DataSize.ofBytes(table.bytesOf(PAGES)),
                        table.oldestPage().orElse(null),
                        settings.calls(),
                        null),
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
            drop(Chain.CALL, Grain.MINUTE, settings.calls(), settings.callsSize());
            drop(Chain.CALL, Grain.FIVE_MINUTES, settings.calls(), settings.callsSize());
            drop(Chain.CALL, Grain.HOUR, rollups.hours(), null);
            table.deleteDays(CALLS, clock.instant().minus(rollups.days()));
            drop(SINGLES, settings.singles(), settings.singlesSize(), Optional.empty());
            drop(REPLAY, settings.replay(), settings.replaySize(), Optional.empty());
            int gone = drop(Chain.SERIES, Grain.MINUTE, settings.series(), settings.seriesSize())
                    + drop(Chain.SERIES, Grain.HOUR, rollups.hours(), null)
                    + table.deleteDays(SERIES, clock.instant().minus(rollups.days()));
            if (gone > 0) {
                table.deleteNames(clock.instant().minus(settings.series()));
            }
            table.deleteNotes(clock.instant().minus(settings.notes()));
        } catch (DataAccessException | TransactionException away) {
            log.warn("Old history stays for another hour: {}", Courier.words(away));
        }
    }

    /**
     * Where the disk of the embedded database runs full, drops the oldest days of measurements, whatever they are, until there is
     * room again; settings, alerts and the audit stay, and so do today and yesterday.
     */
    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void makeRoom() {
        try {
            makeRoom(free);
        } catch (DataAccessException | TransactionException away) {
            log.warn(
                    "The disk has less than {} GB left, and no old day could be dropped: {}",
                    LEAST.toGigabytes(),
                    Courier.words(away));
        }
    }

    /** @param left bytes that are left on the disk, asked anew after each day */
    void makeRoom(LongSupplier left) {
        while (left.getAsLong() < LEAST.toBytes()) {
            LocalDate first = LocalDate.MAX;
            String oldest = null;
            for (String name : FIRST_TO_GO) {
                LocalDate day = table.partitions(name).stream()
                        .map(Partition::day)
                        .findFirst()
                        .orElse(LocalDate.MAX);
                if (day.isBefore(first)) {
                    first = day;
                    oldest = name;
                }
            }
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            if (oldest == null || !first.isBefore(today.minusDays(1)) || table.drop(oldest, first.plusDays(1)) == 0) {
                log.warn("The disk has less than {} GB left, and no day of measurements can go.", LEAST.toGigabytes());
                return;
            }
            log.warn("The disk has less than {} GB left: {} of {} was dropped.", LEAST.toGigabytes(), oldest, first);
        }
    }

    /** Bytes left where the embedded database lies; of the disk of another one nothing is known here. */
    private static long freeBytes(Home home) {
        try {
            return Files.exists(home.folder().resolve("db").resolve("postmaster.pid"))
                    ? Files.getFileStore(home.folder()).getUsableSpace()
                    : Long.MAX_VALUE;
        } catch (IOException unreadable) {
            log.warn("How much of the disk is left cannot be read, so that nothing is dropped for it.", unreadable);
            return Long.MAX_VALUE;
        }
    }

    /** Drops days of a grain; one of which the coarser rows are not made yet stays. */
    private int drop(Chain chain, Grain grain, Duration kept, @Nullable DataSize most) {
        return drop(
                chain.table(grain),
                kept,
                most,
                chain.coarser(grain).flatMap(coarser -> table.firstDue(chain, coarser)));
    }

    /** Drops days of a table, none from the first needed one on. */
    private int drop(String name, Duration kept, @Nullable DataSize most, Optional<LocalDate> needed) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(kept.toDays());
        if (most != null) {
            first = later(first, firstFitting(table.partitions(name), most.toBytes()));
        }
        first = earlier(first, today.minusDays(1));
        first = earlier(first, needed.orElse(first));
        int dropped = table.drop(name, first);
        if (dropped > 0) {
            log.info("Days of {} before {} that were dropped: {}", name, first, dropped);
        }
        return dropped;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
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

    private HistorySize sizeOfDays(HistorySize.Kind kind, String name) {
        return new HistorySize(
                kind,
                DataSize.ofBytes(table.bytesOf(name + "_day")),
                table.oldestDay(name).orElse(null),
                rollups.days(),
                null);
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
