package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * How pages felt in browsers: what they report becomes sketches by the hour, page and class of device. At most {@link #MOST}
 * pages a day have figures of their own, and as many resources of upstreams; further ones share those of {@link #OTHER} or of
 * {@link #OTHER_RESOURCES}.
 */
@Service
public class PageVitals implements DisposableBean {
    /** Most pages of a day, and most resources. */
    public static final int MOST = 200;

    /** What pages beyond are called. */
    public static final String OTHER = "(other pages)";

    /** What resources of an upstream beyond are called, after its name. */
    public static final String OTHER_RESOURCES = "/(other resources)";

    private static final Logger log = LoggerFactory.getLogger(PageVitals.class);

    /** Hours that wait in memory while the database is away; of older ones what waits is lost, and counted. */
    private static final int MOST_HOURS = 24;

    private final VitalTable table;
    private final SubjectNames names;
    private final Duration kept;
    private final Clock clock;
    private final UUID run = UUID.randomUUID();
    private final ConcurrentSkipListMap<Instant, Map<VitalKey, VitalCell>> hours = new ConcurrentSkipListMap<>();
    private final NamesOfDay pages = new NamesOfDay(MOST);
    private final NamesOfDay resources = new NamesOfDay(MOST);
    private final LongAdder lost = new LongAdder();
    private Instant tidied = Instant.MIN;

    @Autowired
    PageVitals(DataSource database, SubjectNames names, RetentionSettings retention, ObjectProvider<Clock> clock) {
        this(new VitalTable(database), names, retention.calls(), clock.getIfUnique(Clock::systemUTC));
    }

    PageVitals(VitalTable table, SubjectNames names, Duration kept, Clock clock) {
        this.table = table;
        this.names = names;
        this.kept = kept;
        this.clock = clock;
    }

    /** Counts what a browser measured now; what cannot have been measured is passed over. */
    public void record(String page, Device device, Vital vital, double value) {
        if (!vital.isPossible(value)) {
            return;
        }
        Instant now = clock.instant();
        String named = switch (vital) {
            case UPSTREAM -> page;
            case RESOURCE -> resources.takes(page, now) ? page : PageVital.upstreamOf(page) + OTHER_RESOURCES;
            case LCP, INP, CLS, FCP, TTFB -> pages.takes(page, now) ? page : OTHER;
        };
        names.subject(Subject.Kind.PAGE, named)
                .ifPresent(subject -> hours.computeIfAbsent(
                                now.truncatedTo(ChronoUnit.HOURS), any -> new ConcurrentHashMap<>())
                        .computeIfAbsent(new VitalKey(subject.id(), device, vital), any -> new VitalCell())
                        .add(Math.round(value * vital.scale())));
    }

    /** What was measured in the hours and days from a time on, and this hour, by page, device and vital. */
    public Answer<List<PageVital>> since(Instant from) {
        return History.asked(() -> {
            Set<Instant> mine = Set.copyOf(hours.keySet());
            Instant end = clock.instant().plus(1, ChronoUnit.HOURS);
            Map<VitalKey, Sketch> all = table.read(from, end, run, mine);
            inMemory(from).forEach((key, sketch) -> all.merge(key, sketch, Sketch::merge));
            return told(all);
        });
    }

    /** What was measured of a page in an hour, or in a day of which no hours are kept any more. */
    public record Hour(Instant at, List<PageVital> vitals) {}

    /** What was measured of one page in the hours and days from a time on, and this hour, oldest first; hours without a visit are left out. */
    public Answer<List<Hour>> byHour(String page, Instant from) {
        long pageId = Subject.named(Subject.Kind.PAGE, page).id();
        return History.asked(() -> {
            Set<Instant> mine = Set.copyOf(hours.keySet());
            SortedMap<Instant, Map<VitalKey, Sketch>> byHour = new TreeMap<>();
            VitalTable.Taker taker = (hour, key, sketch) ->
                    byHour.computeIfAbsent(hour, any -> new HashMap<>()).merge(key, sketch, Sketch::merge);
            table.read(from, clock.instant().plus(1, ChronoUnit.HOURS), pageId, run, mine, taker);
            hours.tailMap(from, true)
                    .forEach((hour, cells) -> cells.forEach((key, cell) -> {
                        if (key.pageId() == pageId) {
                            taker.take(hour, key, cell.sketch());
                        }
                    }));
            return byHour.entrySet().stream()
                    .map(each -> new Hour(each.getKey(), told(each.getValue())))
                    .toList();
        });
    }

    /** What was measured in this hour and the one before by this process, from memory alone. */
    List<PageVital> lately() {
        return told(inMemory(clock.instant().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS)));
    }

    /** How many figures were lost, since the database was away for too long. */
    long lost() {
        return lost.sum();
    }

    /** Brings what was counted to the database, and puts old hours together once a day. */
    @Scheduled(fixedDelay = 20, timeUnit = TimeUnit.SECONDS)
    void write() {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        try {
            for (var each : hours.entrySet()) {
                write(each.getKey(), each.getValue());
                if (each.getKey().isBefore(hour.minus(1, ChronoUnit.HOURS))) {
                    hours.remove(each.getKey());
                }
            }
            tidy(hour);
        } catch (DataAccessException | TransactionException away) {
            log.debug("What browsers measured waits for the database", away);
        }
        while (hours.size() > MOST_HOURS) {
            var oldest = hours.pollFirstEntry();
            if (oldest != null) {
                oldest.getValue()
                        .values()
                        .forEach(cell -> lost.add(cell.sketch().count()));
            }
        }
    }

    @Override
    public void destroy() {
        write();
    }

    private void write(Instant hour, Map<VitalKey, VitalCell> cells) {
        Map<VitalCell, VitalTable.Row> due = new HashMap<>();
        cells.forEach((key, cell) -> {
            if (!cell.isWritten()) {
                due.put(cell, new VitalTable.Row(key, cell.sketch()));
            }
        });
        if (!due.isEmpty()) {
            table.write(run, hour, due.values());
            due.forEach((cell, row) -> cell.written(row.sketch()));
        }
    }

    private void tidy(Instant hour) {
        Instant day = hour.truncatedTo(ChronoUnit.DAYS);
        if (!day.equals(tidied)) {
            table.putTogether(day.minus(1, ChronoUnit.DAYS));
            table.deleteBefore(day.minus(kept));
            tidied = day;
        }
    }

    private Map<VitalKey, Sketch> inMemory(Instant from) {
        Map<VitalKey, Sketch> all = new HashMap<>();
        hours.tailMap(from, true)
                .values()
                .forEach(cells -> cells.forEach((key, cell) -> all.merge(key, cell.sketch(), Sketch::merge)));
        return all;
    }

    private List<PageVital> told(Map<VitalKey, Sketch> all) {
        List<PageVital> told = new ArrayList<>();
        Map<Long, Optional<String>> known = new TreeMap<>();
        all.forEach((key, sketch) -> known.computeIfAbsent(
                        key.pageId(), id -> names.nameOf(new Subject(Subject.Kind.PAGE, id, 0)))
                .ifPresent(page -> told.add(new PageVital(
                        page,
                        key.device(),
                        key.vital(),
                        sketch.count(),
                        sketch.percentile(0.75) / key.vital().scale()))));
        told.sort(Comparator.comparing(PageVital::page)
                .thenComparing(PageVital::device)
                .thenComparing(PageVital::vital));
        return told;
    }
}
