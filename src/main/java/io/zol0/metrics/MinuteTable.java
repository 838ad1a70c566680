package io.zol0.metrics;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of minutes. Its methods throw {@link org.springframework.dao.DataAccessException} where the database is away. */
final class MinuteTable {
    private static final int QUERY_TIMEOUT_SECONDS = 60;
    private static final int ROWS_AT_A_TIME = 500;

    private static final List<String> COLUMNS = Stream.of(
                    Stream.of("minute", "node", "minutes", "upstream_id", "endpoint_id"), CallRows.COLUMNS.stream())
            .flatMap(names -> names)
            .toList();

    private static final String INSERT = "insert into call_minute (" + String.join(", ", COLUMNS) + ") values ("
            + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";

    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DayPartitions partitions;
    private final Batches batches;
    private final Due due;
    private final CallTable past;

    MinuteTable(DataSource database) {
        this.database = database;
        jdbc = new JdbcTemplate(database);
        jdbc.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        jdbc.setFetchSize(ROWS_AT_A_TIME);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        partitions = new DayPartitions(jdbc, "call_minute");
        batches = new Batches(jdbc, "call_minute_writer");
        due = new Due(jdbc, Chain.CALL);
        past = new CallTable(database);
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
                due.markMinute(Instant.ofEpochSecond(block.minute() * 60));
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

    /** Deletes all rows of an upstream, those that are made of minutes as well, however long it takes. */
    void delete(long upstreamId) {
        JdbcTemplate patient = new JdbcTemplate(database);
        transaction.executeWithoutResult(status -> {
            Rollup.hold(patient, Chain.CALL);
            for (Grain grain : Chain.CALL.grains()) {
                patient.update("delete from " + Chain.CALL.table(grain) + " where upstream_id = ?", upstreamId);
            }
        });
    }

    /** What was measured, minutes and what is made of them alike. */
    CallTable past() {
        return past;
    }

    void deleteOldWriters() {
        batches.deleteOld();
    }

    /** Every row of a node from a time on, oldest first. */
    void readAll(short node, Instant from, CallTable.Visitor visitor) {
        transaction.executeWithoutResult(status -> jdbc.query(
                "select " + CallRows.columns(Grain.MINUTE)
                        + " from call_minute where node = ? and minute >= ? order by minute",
                row -> {
                    visitor.row(CallRows.time(row), CallRows.row(row));
                },
                node,
                CallRows.at(from)));
    }

    /** How many calls of a scope there were from a time on and before another that were not answered from the cache. */
    void readCounts(Scope scope, Instant from, Instant to, CountVisitor visitor) {
        List<Object> parameters = new ArrayList<>();
        String where = CallRows.where(scope, parameters);
        parameters.add(CallRows.at(from));
        parameters.add(CallRows.at(to));
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

    private static void fill(PreparedStatement statement, short node, Block block, Block.Key key, Snapshot snapshot)
            throws SQLException {
        statement.setObject(1, CallRows.at(Instant.ofEpochSecond(block.minute() * 60)));
        statement.setShort(2, node);
        statement.setInt(3, block.minutes());
        statement.setLong(4, key.upstreamId());
        statement.setLong(5, key.endpointId());
        CallRows.fill(statement, 6, snapshot);
    }
}
