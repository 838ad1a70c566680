package io.zol0.metrics;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of minutes for replay, a partition a day. */
final class ReplayTable {
    private static final int QUERY_TIMEOUT_SECONDS = 60;
    private static final int ROWS_AT_A_TIME = 500;
    private static final String INSERT =
            "insert into replay_minute (minute, node, upstream_id, endpoint_id, calls, cached, queued, refused_by_us,"
                    + " refused_by_provider, failed, arrivals, urls_below, urls)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DayPartitions partitions;
    private final Batches batches;

    ReplayTable(DataSource database) {
        jdbc = new JdbcTemplate(database);
        jdbc.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        jdbc.setFetchSize(ROWS_AT_A_TIME);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        partitions = new DayPartitions(jdbc, "replay_minute");
        batches = new Batches(jdbc, "replay_writer");
    }

    /** Writes minutes, unless the batch of that number of this run has been written. */
    void write(short node, UUID run, long batch, ReplayPortion portion) {
        portion.rows().stream()
                .map(row -> DayPartitions.dayOf(row.minute()))
                .distinct()
                .forEach(partitions::make);
        transaction.executeWithoutResult(status -> {
            if (batches.isNew(node, run, batch)) {
                jdbc.batchUpdate(
                        INSERT,
                        portion.rows(),
                        ROWS_AT_A_TIME,
                        (statement, row) -> fill(statement, node, row.minute(), row.row()));
            }
        });
    }

    /** Minutes of an upstream, or of one endpoint of it, oldest first. */
    void read(long upstreamId, Optional<Long> endpointId, Instant from, Instant to, Consumer<ReplayMinute> visitor) {
        List<Object> parameters = new ArrayList<>(List.of(CallRows.at(from), CallRows.at(to), upstreamId));
        endpointId.ifPresent(parameters::add);
        // Within a transaction, as only there rows come a few at a time.
        transaction.executeWithoutResult(status -> jdbc.query(
                "select * from replay_minute where minute >= ? and minute < ? and upstream_id = ?"
                        + (endpointId.isPresent() ? " and endpoint_id = ?" : "")
                        + " order by minute, endpoint_id, node",
                row -> {
                    visitor.accept(minute(row));
                },
                parameters.toArray()));
    }

    void makePartition(LocalDate day) {
        partitions.make(day);
    }

    /** Forgets which partitions are there, since the database may be another one when it is back. */
    void doubtPartitions() {
        partitions.doubt();
    }

    void delete(long upstreamId) {
        jdbc.update("delete from replay_minute where upstream_id = ?", upstreamId);
    }

    void deleteOldWriters() {
        batches.deleteOld();
    }

    private static void fill(PreparedStatement statement, short node, long minute, ReplayRow row) throws SQLException {
        statement.setObject(1, CallRows.at(Instant.ofEpochSecond(minute * 60)));
        statement.setShort(2, node);
        statement.setLong(3, row.upstreamId);
        statement.setLong(4, row.endpointId);
        statement.setLong(5, row.calls());
        statement.setLong(6, row.count(Outcome.CACHED));
        statement.setLong(7, row.count(Outcome.QUEUED));
        statement.setLong(8, row.count(Outcome.REFUSED_BY_US));
        statement.setLong(9, row.count(Outcome.REFUSED_BY_PROVIDER));
        statement.setLong(10, row.count(Outcome.FAILED));
        statement.setBytes(11, row.arrivals());
        statement.setLong(12, row.below());
        statement.setBytes(13, row.urls());
    }

    private static ReplayMinute minute(ResultSet row) throws SQLException {
        return ReplayRow.read(
                row.getObject("minute", java.time.OffsetDateTime.class).toInstant(),
                row.getInt("node"),
                row.getLong("upstream_id"),
                row.getLong("endpoint_id"),
                row.getBytes("arrivals"),
                new ReplayMinute.Happened(
                        row.getLong("calls"),
                        row.getLong("cached"),
                        row.getLong("queued"),
                        row.getLong("refused_by_us"),
                        row.getLong("refused_by_provider"),
                        row.getLong("failed")),
                row.getLong("urls_below"),
                row.getBytes("urls"));
    }
}
