package io.zol0.metrics;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of minutes. Its methods throw {@link org.springframework.dao.DataAccessException} where the database is away. */
final class MinuteTable {
    private static final int QUERY_TIMEOUT_SECONDS = 60;
    private static final int ROWS_AT_A_TIME = 500;

    /** In the order of the counts of a snapshot. */
    private static final List<String> COUNTS = Stream.of(
                    Stream.of(StatusClass.values()).map(Enum::name),
                    Stream.of(Outcome.values()).map(Enum::name),
                    Stream.of("BYTES_IN", "BYTES_OUT"))
            .flatMap(names -> names)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();

    private static final List<String> COLUMNS = Stream.of(
                    Stream.of("minute", "node", "minutes", "upstream_id", "endpoint_id"),
                    COUNTS.stream(),
                    Stream.of("total", "first_byte", "overhead"))
            .flatMap(names -> names)
            .toList();

    private static final String INSERT = "insert into call_minute (" + String.join(", ", COLUMNS) + ") values ("
            + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";

    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DayPartitions partitions;
    private final Batches batches;

    MinuteTable(DataSource database) {
        this.database = database;
        jdbc = new JdbcTemplate(database);
        jdbc.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        jdbc.setFetchSize(ROWS_AT_A_TIME);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        partitions = new DayPartitions(jdbc, "call_minute");
        batches = new Batches(jdbc, "call_minute_writer");
    }

    /** Takes a row that was read. */
    interface Visitor {
        void row(Instant minute, MinuteRow row);
    }

    /** Takes how many calls there were in a minute, or in several from one on. */
    interface CountVisitor {
        void count(Instant minute, int minutes, long calls);
    }

    /** Writes a block, unless the batch of that number of this run has been written. */
    void write(short node, UUID run, long batch, Block block) {
        makePartition(DayPartitions.dayOf(block.minute()));
        transaction.executeWithoutResult(status -> {
            if (batches.isNew(node, run, batch)) {
                jdbc.batchUpdate(
                        INSERT,
                        block.rows().entrySet(),
                        ROWS_AT_A_TIME,
                        (statement, row) -> fill(statement, node, block, row.getKey(), row.getValue()));
            }
        });
    }

    /** Makes the partition of a day where there is none. */
    void makePartition(LocalDate day) {
        partitions.make(day);
    }

    /** Forgets which partitions are there, since the database may be another one when it is back. */
    void doubtPartitions() {
        partitions.doubt();
    }

    /** Deletes all rows of an upstream, however long it takes. */
    void delete(long upstreamId) {
        new JdbcTemplate(database).update("delete from call_minute where upstream_id = ?", upstreamId);
    }

    void deleteOldWriters() {
        batches.deleteOld();
    }

    /** Every row of a node from a time on, oldest first. */
    void readAll(short node, Instant from, Visitor visitor) {
        read("where node = ? and minute >= ? order by minute", visitor, node, at(from));
    }

    /** The rows of a scope from a time on and before another, oldest first. */
    void read(Scope scope, Instant from, Instant to, Visitor visitor) {
        List<Object> parameters = new ArrayList<>();
        String where = where(scope, parameters);
        parameters.add(at(from));
        parameters.add(at(to));
        read("where " + where + " and minute >= ? and minute < ? order by minute", visitor, parameters.toArray());
    }

    /** How many calls of a scope there were from a time on and before another that were not answered from the cache. */
    void readCounts(Scope scope, Instant from, Instant to, CountVisitor visitor) {
        List<Object> parameters = new ArrayList<>();
        String where = where(scope, parameters);
        parameters.add(at(from));
        parameters.add(at(to));
        transaction.executeWithoutResult(status -> jdbc.query(
                "select minute, minutes, coalesce(served, 0) + coalesce(queued, 0) + coalesce(refused_by_us, 0)"
                        + " + coalesce(refused_by_provider, 0) + coalesce(failed, 0) + coalesce(aborted_by_caller, 0)"
                        + " as calls from call_minute where " + where + " and minute >= ? and minute < ?",
                row -> {
                    visitor.count(
                            row.getObject("minute", OffsetDateTime.class).toInstant(),
                            row.getInt("minutes"),
                            row.getLong("calls"));
                },
                parameters.toArray()));
    }

    /** The first minute of a scope. */
    Optional<Instant> first(Scope scope) {
        List<Object> parameters = new ArrayList<>();
        String where = where(scope, parameters);
        OffsetDateTime first = jdbc.queryForObject(
                "select min(minute) from call_minute where " + where, OffsetDateTime.class, parameters.toArray());
        return Optional.ofNullable(first).map(OffsetDateTime::toInstant);
    }

    private void read(String condition, Visitor visitor, Object... parameters) {
        transaction.executeWithoutResult(status -> jdbc.query(
                "select " + String.join(", ", COLUMNS) + " from call_minute " + condition,
                row -> {
                    visitor.row(
                            row.getObject("minute", OffsetDateTime.class).toInstant(),
                            new MinuteRow(row.getLong("upstream_id"), row.getLong("endpoint_id"), snapshot(row)));
                },
                parameters));
    }

    private static String where(Scope scope, List<Object> parameters) {
        return switch (scope) {
            case Scope.Everything() -> "endpoint_id = " + MinuteRow.WHOLE_UPSTREAM;
            case Scope.OfUpstream(long id) -> {
                parameters.add(id);
                yield "endpoint_id = " + MinuteRow.WHOLE_UPSTREAM + " and upstream_id = ?";
            }
            case Scope.OfUpstreams(Set<Long> ids) -> {
                parameters.add(ids.toArray(Long[]::new));
                yield "endpoint_id = " + MinuteRow.WHOLE_UPSTREAM + " and upstream_id = any (?)";
            }
            case Scope.OfEndpoint(long id) -> {
                parameters.add(id);
                yield "endpoint_id = ?";
            }
        };
    }

    private static void fill(PreparedStatement statement, short node, Block block, Block.Key key, Snapshot snapshot)
            throws SQLException {
        int at = 1;
        statement.setObject(at++, at(Instant.ofEpochSecond(block.minute() * 60)));
        statement.setShort(at++, node);
        statement.setInt(at++, block.minutes());
        statement.setLong(at++, key.upstreamId());
        statement.setLong(at++, key.endpointId());
        for (long count : snapshot.counts()) {
            statement.setObject(at++, count == 0 ? null : count, Types.BIGINT);
        }
        for (Sketch sketch : List.of(snapshot.total(), snapshot.firstByte(), snapshot.overhead())) {
            statement.setBytes(at++, sketch.size() == 0 ? null : sketch.bytes());
        }
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        long[] counts = new long[Snapshot.COUNTS];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = row.getLong(COUNTS.get(i));
        }
        return new Snapshot(counts, sketch(row, "total"), sketch(row, "first_byte"), sketch(row, "overhead"));
    }

    private static Sketch sketch(ResultSet row, String column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        if (bytes == null) {
            return Sketch.EMPTY;
        }
        String minute = row.getString("minute");
        return Sketch.read(bytes)
                .orElseThrow(() -> new DataRetrievalFailureException(
                        "the column " + column + " of a row of " + minute + " in call_minute is damaged"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
