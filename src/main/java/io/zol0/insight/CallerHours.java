package io.zol0.insight;

import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.CallerOf;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Sketch;
import io.zol0.users.Itself;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings who called what to the database, and how long that took, in hours: each five minutes once, up to an hour late where the
 * database was away. Of more than {@value #MOST_ROWS} in five minutes those with fewest calls are left out. Kept for 90 days. Nodes
 * take turns, since the times of an hour are read, added to and written back.
 */
@Component
class CallerHours {
    static final int MOST_ROWS = 5_000;
    static final Duration STEP = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration REMEMBERED = Duration.ofHours(2);
    private static final int LATE_STEPS = 11;
    private static final int LONGEST_NAME = 200;
    private static final Logger LOG = LoggerFactory.getLogger(CallerHours.class);

    private final LiveMetrics live;
    private final Upstreams upstreams;
    /** What this process brought, of the last two hours. */
    private final Set<Instant> brought = ConcurrentHashMap.newKeySet();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final short node;
    private final Clock clock;

    CallerHours(
            LiveMetrics live,
            Upstreams upstreams,
            DataSource database,
            PlatformTransactionManager transactions,
            @Value("${zol0.metrics.node:1}") short node,
            Clock clock) {
        this.live = live;
        this.upstreams = upstreams;
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(transactions);
        this.node = node;
        this.clock = clock;
    }

    /** Brings what is due. */
    @Scheduled(initialDelay = 60, fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    void bring() {
        Instant newest = Dependencies.floor(clock.instant().minus(GRACE), STEP).minus(STEP);
        try {
            for (int late = LATE_STEPS; late >= 0; late--) {
                bring(newest.minus(STEP.multipliedBy(late)));
            }
            jdbc.update("delete from caller_hour where hour < ?", at(newest.minus(KEPT)));
            jdbc.update("delete from caller_step where step < ?", at(newest.minus(Duration.ofHours(3))));
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("Who called what waits for the database", away);
        }
    }

    /** Brings the five minutes that began then, unless they were brought. */
    void bring(Instant step) {
        if (brought.contains(step)) {
            return;
        }
        List<CallerOf> all = live.callersIn(step);
        if (all.isEmpty()) {
            remember(step);
            return;
        }
        Set<Long> there = Itself.ask(upstreams::all).stream().map(Upstream::id).collect(Collectors.toSet());
        List<CallerOf> busiest = all.stream()
                .filter(each -> there.contains(each.upstreamId()))
                .sorted(Comparator.comparingLong((CallerOf each) -> each.share().calls())
                        .reversed())
                .limit(MOST_ROWS)
                .sorted(Comparator.comparingLong(CallerOf::endpointId)
                        .thenComparing(each -> each.share().caller()))
                .toList();
        transaction.executeWithoutResult(status -> {
            jdbc.queryForList("select pg_advisory_xact_lock(hashtext('zol0 callers'))");
            if (jdbc.update("insert into caller_step (step, node) values (?, ?) on conflict do nothing", at(step), node)
                    == 0) {
                return;
            }
            Instant hour = Dependencies.floor(step, Duration.ofHours(1));
            Map<Key, Sketch> known = known(hour, busiest);
            jdbc.batchUpdate(
                    "insert into caller_hour as known (hour, upstream_id, endpoint_id, caller, calls, failed, sketch)"
                            + " values (?, ?, ?, ?, ?, ?, ?) on conflict (hour, upstream_id, endpoint_id, caller)"
                            + " do update set calls = known.calls + excluded.calls, failed = known.failed + excluded.failed,"
                            + " sketch = excluded.sketch",
                    busiest.stream()
                            .map(each -> new Object[] {
                                at(hour),
                                each.upstreamId(),
                                each.endpointId(),
                                shortened(each.share().caller()),
                                each.share().calls(),
                                each.share().failed(),
                                bytes(known.getOrDefault(Key.of(each), Sketch.EMPTY)
                                        .merge(each.times()))
                            })
                            .toList());
        });
        remember(step);
    }

    /** Of whom times are kept in an hour. */
    private record Key(long endpointId, String caller) {
        static Key of(CallerOf each) {
            return new Key(each.endpointId(), shortened(each.share().caller()));
        }
    }

    /** The times of an hour so far of those that are to be brought. */
    private Map<Key, Sketch> known(Instant hour, List<CallerOf> some) {
        Map<Key, Sketch> known = new HashMap<>();
        jdbc.query(
                "select endpoint_id, caller, sketch from caller_hour"
                        + " where hour = ? and endpoint_id = any (?) and caller = any (?) and sketch is not null",
                row -> {
                    known.put(new Key(row.getLong("endpoint_id"), row.getString("caller")), sketch(row));
                },
                at(hour),
                some.stream().map(CallerOf::endpointId).distinct().toArray(Long[]::new),
                some.stream().map(each -> Key.of(each).caller()).distinct().toArray(String[]::new));
        return known;
    }

    private void remember(Instant step) {
        brought.add(step);
        brought.removeIf(old -> old.isBefore(step.minus(REMEMBERED)));
    }

    /** What a caller did at an endpoint. */
    record Row(long upstreamId, long endpointId, String caller, long calls, long failed) {}

    /** Who called what in whole hours from a time on and before another, within some upstreams. */
    List<Row> between(Instant from, Instant to, Set<Long> upstreamIds) {
        return jdbc.query(
                "select upstream_id, endpoint_id, caller, sum(calls) as calls, sum(failed) as failed from caller_hour"
                        + " where hour >= ? and hour < ? and upstream_id = any (?) group by upstream_id, endpoint_id, caller",
                (row, number) -> new Row(
                        row.getLong("upstream_id"),
                        row.getLong("endpoint_id"),
                        row.getString("caller"),
                        row.getLong("calls"),
                        row.getLong("failed")),
                at(from),
                at(to),
                upstreamIds.toArray(Long[]::new));
    }

    /** What one caller did in each hour from a time on and before another, within some upstreams. */
    List<CallerCounts.Count> of(String caller, Instant from, Instant to, Set<Long> upstreamIds) {
        return jdbc.query(
                "select hour, upstream_id, endpoint_id, calls, failed, sketch from caller_hour"
                        + " where hour >= ? and hour < ? and upstream_id = any (?) and caller = ? order by hour",
                (row, number) -> new CallerCounts.Count(
                        row.getObject("hour", OffsetDateTime.class).toInstant(),
                        row.getLong("upstream_id"),
                        row.getLong("endpoint_id"),
                        row.getLong("calls"),
                        row.getLong("failed"),
                        sketch(row)),
                at(from),
                at(to),
                upstreamIds.toArray(Long[]::new),
                caller);
    }

    /** How long calls of a caller to an endpoint took in some hour. */
    record Timed(long endpointId, String caller, Sketch times) {}

    /** The same of some callers, where times were kept, without telling the hours apart. */
    List<Timed> timed(Collection<String> callers, Instant from, Instant to, Set<Long> upstreamIds) {
        return jdbc.query(
                "select endpoint_id, caller, sketch from caller_hour"
                        + " where hour >= ? and hour < ? and upstream_id = any (?) and caller = any (?) and sketch is not null",
                (row, number) -> new Timed(row.getLong("endpoint_id"), row.getString("caller"), sketch(row)),
                at(from),
                at(to),
                upstreamIds.toArray(Long[]::new),
                callers.toArray(String[]::new));
    }

    /** The first hour of which anything is known. */
    Optional<Instant> first() {
        return Optional.ofNullable(jdbc.queryForObject("select min(hour) from caller_hour", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    /** One that cannot be read is none: of fewer calls than there were times are known then, which is told. */
    private static Sketch sketch(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("sketch");
        return bytes == null ? Sketch.EMPTY : Sketch.read(bytes).orElse(Sketch.EMPTY);
    }

    private static byte @Nullable [] bytes(Sketch times) {
        return times.isEmpty() ? null : times.bytes();
    }

    private static String shortened(String caller) {
        return caller.length() > LONGEST_NAME ? caller.substring(0, LONGEST_NAME) : caller;
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
