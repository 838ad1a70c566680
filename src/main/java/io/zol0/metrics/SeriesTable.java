package io.zol0.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of named series. Its methods throw {@link org.springframework.dao.DataAccessException} where the database is away. */
final class SeriesTable {
    private static final int QUERY_TIMEOUT_SECONDS = 60;
    private static final int ROWS_AT_A_TIME = 500;
    private static final int PIECE_BYTES = 64 * 1024;
    private static final String COLUMNS = "count, sum, coalesce(min, sum / count) as min,"
            + " coalesce(max, sum / count) as max, coalesce(last, sum / count) as last";

    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DayPartitions partitions;
    private final Batches batches;
    private final Due due;
    private final TransactionTemplate oneMoment;
    private final Set<SeriesKey> known = new HashSet<>();

    SeriesTable(DataSource database) {
        this.database = database;
        jdbc = new JdbcTemplate(database);
        jdbc.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        jdbc.setFetchSize(ROWS_AT_A_TIME);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        partitions = new DayPartitions(jdbc, "series_minute");
        batches = new Batches(jdbc, "series_writer");
        due = new Due(jdbc, Chain.SERIES);
        oneMoment = new TransactionTemplate(new JdbcTransactionManager(database));
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneMoment.setReadOnly(true);
    }

    /** Takes a minute, hour or day that was read. */
    interface Visitor {
        void row(Instant minute, SeriesRow row);
    }

    /** Takes a minute of any series that was read. */
    interface VisitorOfAll {
        void row(SeriesKey key, long minute, SeriesRow row);
    }

    /** Writes a block, unless the batch of that number of this run has been written. */
    void write(short node, UUID run, long batch, SeriesBlock block) {
        makePartition(DayPartitions.dayOf(block.minute()));
        transaction.executeWithoutResult(status -> {
            if (batches.isNew(node, run, batch)) {
                name(block);
                writeRows(node, block);
                writeNotes(block);
                if (!block.rows().isEmpty()) {
                    due.markMinute(Instant.ofEpochSecond(block.minute() * 60));
                }
            }
        });
        known.addAll(block.rows().keySet());
    }

    /** Writes what was told late of minutes that have ended, all of it or nothing. */
    void writeLate(short node, Map<Long, Map<SeriesKey, SeriesRow>> byMinute) {
        byMinute.keySet().stream().map(DayPartitions::dayOf).distinct().forEach(this::makePartition);
        Set<SeriesKey> keys = new HashSet<>();
        byMinute.values().forEach(rows -> keys.addAll(rows.keySet()));
        Instant first = Instant.ofEpochSecond(
                byMinute.keySet().stream().mapToLong(minute -> minute).min().orElse(0) * 60);
        transaction.executeWithoutResult(status -> {
            name(keys, first);
            jdbc.execute((ConnectionCallback<Boolean>) connection -> copy(connection, node, byMinute));
            byMinute.keySet().stream()
                    .map(minute -> Grain.HOUR.floor(Instant.ofEpochSecond(minute * 60)))
                    .distinct()
                    .forEach(hour -> due.mark(Grain.HOUR, hour));
        });
        known.addAll(keys);
    }

    private static boolean copy(Connection connection, short node, Map<Long, Map<SeriesKey, SeriesRow>> byMinute)
            throws SQLException {
        String command = "copy series_minute (minute, series_id, node, minutes, count, sum, min, max, last)"
                + " from stdin (format binary)";
        CopyRows rows = new CopyRows();
        try (OutputStream out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), command)) {
            for (var minute : byMinute.entrySet()) {
                Instant at = Instant.ofEpochSecond(minute.getKey() * 60);
                for (var each : minute.getValue().entrySet()) {
                    SeriesRow row = each.getValue();
                    double mean = row.sum() / row.count();
                    rows.row(9)
                            .time(at)
                            .bigint(each.getKey().id())
                            .smallint(node)
                            .smallint(1)
                            .integer((int) row.count())
                            .real(row.sum())
                            .real(row.min() == mean ? null : (Double) row.min())
                            .real(row.max() == mean ? null : (Double) row.max())
                            .real(row.last() == mean ? null : (Double) row.last());
                    if (rows.size() > PIECE_BYTES) {
                        rows.moveTo(out);
                    }
                }
            }
            rows.end(out);
            return true;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Makes the partition of a day where there is none. With each new day names that may have gone are told again. */
    void makePartition(LocalDate day) {
        if (partitions.make(day)) {
            known.clear();
        }
    }

    /** Forgets what is there, since the database may be another one when it is back. */
    void doubt() {
        partitions.doubt();
        known.clear();
    }

    void deleteOldWriters() {
        batches.deleteOld();
    }

    /** Deletes all of a subject, or all of an upstream, however long it takes. */
    void delete(Subject gone) {
        known.removeIf(key -> gone.takesAlong(key.subject()));
        List<Object> parameters = gone.kind() == Subject.Kind.UPSTREAM
                ? List.of(gone.id())
                : List.of(gone.kind().name(), gone.id(), gone.upstreamId());
        String which = "select id from series where "
                + (gone.kind() == Subject.Kind.UPSTREAM
                        ? "upstream_id = ?"
                        : "subject_kind = ? and subject_id = ? and upstream_id = ?");
        JdbcTemplate patient = new JdbcTemplate(database);
        transaction.executeWithoutResult(status -> {
            Object[] values = parameters.toArray();
            Rollup.hold(patient, Chain.SERIES);
            for (Grain grain : Chain.SERIES.grains()) {
                patient.update(
                        "delete from " + Chain.SERIES.table(grain) + " where series_id in (" + which + ")", values);
            }
            patient.update("delete from series_note where series_id in (" + which + ")", values);
            patient.update("delete from series where id in (" + which + ")", values);
        });
    }

    /** What was recorded of a series from a time on and before another, oldest first, none coarser than that. */
    void read(SeriesKey key, Instant from, Instant to, Grain coarsest, Visitor visitor) {
        oneMoment.executeWithoutResult(
                status -> due.pieces(from, to, coarsest, grain -> true).forEach(piece -> read(key, piece, visitor)));
    }

    private void read(SeriesKey key, Piece piece, Visitor visitor) {
        String column = piece.grain().column();
        jdbc.query(
                "select %1$s as at, %2$s from series_%1$s where series_id = ? and %1$s >= ? and %1$s < ? order by %1$s"
                        .formatted(column, COLUMNS),
                row -> {
                    visitor.row(time(row, "at"), row(row));
                },
                key.id(),
                at(piece.from()),
                at(piece.to()));
    }

    /** Every minute of a node from a time on, oldest first; what was written in parts is put together. */
    void readAll(short node, Instant from, VisitorOfAll visitor) {
        transaction.executeWithoutResult(status -> jdbc.query(
                """
                select minute, series_id, sum(count) as count, sum(sum) as sum, min(coalesce(min, sum / count)) as min,
                       max(coalesce(max, sum / count)) as max, (array_agg(coalesce(last, sum / count)))[1] as last,
                       name, kind, unit, subject_kind, subject_id, upstream_id
                from series_minute join series on id = series_id where node = ? and minute >= ?
                group by minute, series_id, series.id order by minute""",
                row -> {
                    visitor.row(key(row), time(row, "minute").getEpochSecond() / 60, row(row));
                },
                node,
                at(from)));
    }

    /** The series whose names begin so, at most so many, the oldest first. */
    List<SeriesKey> named(String beginning, int most) {
        return jdbc.query(
                "select name, kind, unit, subject_kind, subject_id, upstream_id from series"
                        + " where starts_with(name, ?) order by first_seen, id limit ?",
                (row, number) -> key(row),
                beginning,
                most);
    }

    /** Since when a series is recorded. */
    Optional<Instant> firstSeen(SeriesKey key) {
        return jdbc
                .query("select first_seen from series where id = ?", (row, number) -> time(row, "first_seen"), key.id())
                .stream()
                .findFirst();
    }

    /** The newest notes of a series from a time on and before another, oldest first. */
    List<SeriesNote> notes(SeriesKey key, Instant from, Instant to, int most) {
        return jdbc.query(
                        "select at, text from series_note where series_id = ? and at >= ? and at < ?"
                                + " order by at desc, id desc limit ?",
                        (row, number) -> new SeriesNote(key, time(row, "at"), row.getString("text")),
                        key.id(),
                        at(from),
                        at(to),
                        most)
                .reversed();
    }

    private void name(SeriesBlock block) {
        Set<SeriesKey> keys = new HashSet<>(block.rows().keySet());
        block.notes().forEach(note -> keys.add(note.key()));
        keys.removeAll(known);
        name(keys, Instant.ofEpochSecond(block.minute() * 60));
    }

    /** A series that is told of an earlier time than all before was first seen then. */
    private void name(Set<SeriesKey> keys, Instant at) {
        jdbc.batchUpdate(
                "insert into series (id, name, kind, unit, subject_kind, subject_id, upstream_id, first_seen)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update"
                        + " set first_seen = least(series.first_seen, excluded.first_seen)",
                List.copyOf(keys),
                ROWS_AT_A_TIME,
                (statement, key) -> {
                    statement.setLong(1, key.id());
                    statement.setString(2, key.name().text());
                    statement.setString(3, key.name().kind().name());
                    statement.setString(4, key.name().unit());
                    statement.setString(5, key.subject().kind().name());
                    statement.setLong(6, key.subject().id());
                    statement.setLong(7, key.subject().upstreamId());
                    statement.setObject(8, at(at));
                });
    }

    private void writeRows(short node, SeriesBlock block) {
        OffsetDateTime minute = at(Instant.ofEpochSecond(block.minute() * 60));
        jdbc.batchUpdate(
                "insert into series_minute (minute, series_id, node, minutes, count, sum, min, max, last)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                block.rows().entrySet(),
                ROWS_AT_A_TIME,
                (statement, entry) -> {
                    SeriesRow row = entry.getValue();
                    double mean = row.sum() / row.count();
                    statement.setObject(1, minute);
                    statement.setLong(2, entry.getKey().id());
                    statement.setShort(3, node);
                    statement.setInt(4, block.minutes());
                    statement.setLong(5, row.count());
                    statement.setDouble(6, row.sum());
                    statement.setObject(7, row.min() == mean ? null : row.min(), Types.DOUBLE);
                    statement.setObject(8, row.max() == mean ? null : row.max(), Types.DOUBLE);
                    statement.setObject(9, row.last() == mean ? null : row.last(), Types.DOUBLE);
                });
    }

    private void writeNotes(SeriesBlock block) {
        jdbc.batchUpdate(
                "insert into series_note (at, series_id, text) values (?, ?, ?)",
                block.notes(),
                ROWS_AT_A_TIME,
                (statement, note) -> {
                    statement.setObject(1, at(note.at()));
                    statement.setLong(2, note.key().id());
                    statement.setString(3, note.text());
                });
    }

    private static SeriesKey key(ResultSet row) throws SQLException {
        return new SeriesName(row.getString("name"), SeriesKind.valueOf(row.getString("kind")), row.getString("unit"))
                .of(new Subject(
                        Subject.Kind.valueOf(row.getString("subject_kind")),
                        row.getLong("subject_id"),
                        row.getLong("upstream_id")));
    }

    private static SeriesRow row(ResultSet row) throws SQLException {
        return new SeriesRow(
                row.getLong("count"),
                row.getDouble("sum"),
                row.getDouble("min"),
                row.getDouble("max"),
                row.getDouble("last"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
