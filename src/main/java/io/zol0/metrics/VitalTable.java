package io.zol0.metrics;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of vitals. */
final class VitalTable {
    /** Whose rows those are that were put together. */
    private static final UUID TOGETHER = new UUID(0, 0);

    private static final int ROWS_AT_A_TIME = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /** What is known of one vital in an hour. */
    record Row(VitalKey key, Sketch sketch) {}

    VitalTable(DataSource database) {
        jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(ROWS_AT_A_TIME);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    /** Writes what a process counted so far in an hour, in place of what it wrote before. */
    void write(UUID run, Instant hour, Collection<Row> rows) {
        jdbc.batchUpdate("""
                insert into page_vital (hour, page_id, device, vital, run, count, sketch) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (hour, page_id, device, vital, run) do update
                set count = excluded.count, sketch = excluded.sketch""", rows, ROWS_AT_A_TIME, (statement, row) -> {
            statement.setObject(1, CallRows.at(hour));
            statement.setLong(2, row.key().pageId());
            statement.setString(3, row.key().device().name());
            statement.setString(4, row.key().vital().name());
            statement.setObject(5, run);
            statement.setLong(6, row.sketch().count());
            statement.setBytes(7, row.sketch().bytes());
        });
    }

    /** Takes what is known of one vital in an hour, or in a day whose hours were put together. */
    interface Taker {
        void take(Instant hour, VitalKey key, Sketch sketch);
    }

    /** Everything from a time on and before another, but for some hours of one process. */
    Map<VitalKey, Sketch> read(Instant from, Instant to, UUID run, Set<Instant> hoursInMemory) {
        Map<VitalKey, Sketch> all = new HashMap<>();
        read(from, to, null, run, hoursInMemory, (hour, key, sketch) -> all.merge(key, sketch, Sketch::merge));
        return all;
    }

    /** The same of one page, or of all where that is null, hour by hour. */
    void read(Instant from, Instant to, @Nullable Long pageId, UUID run, Set<Instant> hoursInMemory, Taker taker) {
        transaction.executeWithoutResult(status -> jdbc.query(
                "select hour, page_id, device, vital, run, sketch from page_vital"
                        + " where hour >= ? and hour < ? and page_id = coalesce(cast(? as bigint), page_id)",
                row -> {
                    Instant hour = row.getObject("hour", OffsetDateTime.class).toInstant();
                    if (!run.equals(row.getObject("run", UUID.class)) || !hoursInMemory.contains(hour)) {
                        VitalKey key = new VitalKey(
                                row.getLong("page_id"),
                                Device.valueOf(row.getString("device")),
                                Vital.valueOf(row.getString("vital")));
                        Sketch.read(row.getBytes("sketch")).ifPresent(sketch -> taker.take(hour, key, sketch));
                    }
                },
                CallRows.at(from),
                CallRows.at(to),
                pageId));
    }

    /** Puts the hours of each day before one together, which makes long windows quick to read. */
    void putTogether(Instant before) {
        List<Instant> days = jdbc.query(
                "select distinct date_trunc('day', hour, 'UTC') as day from page_vital where hour < ? and run <> ?",
                (row, number) -> row.getObject("day", OffsetDateTime.class).toInstant(),
                CallRows.at(before),
                TOGETHER);
        for (Instant day : days) {
            Instant end = day.plus(1, ChronoUnit.DAYS);
            transaction.executeWithoutResult(status -> {
                jdbc.queryForList("select pg_advisory_xact_lock(hashtext('page_vital'))");
                Map<VitalKey, Sketch> all = read(day, end, TOGETHER, Set.of());
                jdbc.update("delete from page_vital where hour >= ? and hour < ?", CallRows.at(day), CallRows.at(end));
                write(
                        TOGETHER,
                        day,
                        all.entrySet().stream()
                                .map(each -> new Row(each.getKey(), each.getValue()))
                                .toList());
            });
        }
    }

    void deleteBefore(Instant time) {
        jdbc.update("delete from page_vital where hour < ?", CallRows.at(time));
    }
}
