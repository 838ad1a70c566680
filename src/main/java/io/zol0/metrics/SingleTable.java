package io.zol0.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of single calls, a partition a day. */
final class SingleTable {
    private static final int QUERY_TIMEOUT_SECONDS = 30;
    private static final int PIECE_BYTES = 256 * 1024;
    private static final String COLUMNS = "at, id, upstream_id, endpoint_id, why, outcome, status, total, first_byte,"
            + " overhead, bytes_in, bytes_out, caller, method, target, failure";
    private static final int COLUMN_COUNT = 16;

    /** By the numbers of the table, which never change. */
    private static final List<Kept> REASONS = List.of(Kept.FAILED, Kept.SLOW, Kept.SAMPLED, Kept.EVERY);

    private static final List<Outcome> OUTCOMES = List.of(
            Outcome.SERVED,
            Outcome.CACHED,
            Outcome.QUEUED,
            Outcome.REFUSED_BY_US,
            Outcome.REFUSED_BY_PROVIDER,
            Outcome.FAILED,
            Outcome.ABORTED_BY_CALLER);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DayPartitions partitions;
    private final Batches batches;

    SingleTable(DataSource database) {
        jdbc = new JdbcTemplate(database);
        jdbc.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        partitions = new DayPartitions(jdbc, "single_call");
        batches = new Batches(jdbc, "single_call_writer");
    }

    /** Writes calls under ids that count from one on, unless the batch of that number of this run has been written. */
    void write(short node, UUID run, long batch, long firstId, List<CallSample> calls) {
        calls.stream().map(call -> dayOf(call.at())).distinct().forEach(partitions::make);
        transaction.executeWithoutResult(status -> {
            if (batches.isNew(node, run, batch)) {
                jdbc.execute((ConnectionCallback<Boolean>) connection -> {
                    copy(connection, firstId, calls);
                    return true;
                });
            }
        });
    }

    void makePartition(LocalDate day) {
        partitions.make(day);
    }

    /** Forgets which partitions are there, since the database may be another one when it is back. */
    void doubtPartitions() {
        partitions.doubt();
    }

    /** Deletes all calls of an upstream. */
    void delete(long upstreamId) {
        jdbc.update("delete from single_call where upstream_id = ?", upstreamId);
    }

    void deleteOldWriters() {
        batches.deleteOld();
    }

    /** At most so many calls, in the order that is asked for. */
    List<KeptCall> read(CallQuestion question, int most) {
        boolean newest = question.order() == CallQuestion.Order.NEWEST;
        List<Object> parameters = new ArrayList<>();
        StringBuilder query = new StringBuilder("select " + COLUMNS + " from single_call where at >= ? and at < ?");
        parameters.add(at(question.from()));
        parameters.add(at(question.to()));
        where(question.scope(), query, parameters);
        if (!question.outcomes().isEmpty()) {
            query.append(" and outcome = any (?)");
            parameters.add(question.outcomes().stream().map(OUTCOMES::indexOf).toArray(Integer[]::new));
        }
        if (question.caller() != null) {
            query.append(" and caller = ?");
            parameters.add(question.caller());
        }
        CallPlace after = question.after();
        if (after != null) {
            query.append(newest ? " and (at, id) < (?, ?)" : " and (total, id) < (?, ?)");
            parameters.add(
                    newest ? at(Instant.EPOCH.plus(after.key(), java.time.temporal.ChronoUnit.MICROS)) : after.key());
            parameters.add(after.id());
        }
        query.append(newest ? " order by at desc, id desc" : " order by total desc, id desc")
                .append(" limit ?");
        parameters.add(most);
        return jdbc.query(query.toString(), (row, number) -> call(row), parameters.toArray());
    }

    /** The place of a call in a list. */
    static CallPlace place(CallQuestion.Order order, KeptCall kept) {
        return new CallPlace(
                switch (order) {
                    case NEWEST -> CopyRows.micros(kept.call().at());
                    case SLOWEST -> micros(kept.call().total());
                },
                kept.id());
    }

    private static void copy(Connection connection, long firstId, List<CallSample> calls) throws SQLException {
        String command = "copy single_call (" + COLUMNS + ") from stdin (format binary)";
        long id = firstId;
        CopyRows rows = new CopyRows();
        try (OutputStream out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), command)) {
            for (CallSample call : calls) {
                add(rows, id++, call);
                if (rows.size() > PIECE_BYTES) {
                    rows.moveTo(out);
                }
            }
            rows.end(out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void add(CopyRows rows, long id, CallSample call) {
        rows.row(COLUMN_COUNT)
                .time(call.at())
                .bigint(id)
                .bigint(call.upstreamId())
                .bigint(call.endpointId())
                .smallint(REASONS.indexOf(call.why()))
                .smallint(OUTCOMES.indexOf(call.outcome()))
                .smallint(call.status())
                .bigint(micros(call.total()))
                .bigint(micros(call.firstByte()))
                .bigint(micros(call.overhead()))
                .bigint(call.bytesIn())
                .bigint(call.bytesOut())
                .text(call.caller())
                .text(call.method())
                .text(call.target())
                .text(call.failure());
    }

    private static KeptCall call(ResultSet row) throws SQLException {
        return new KeptCall(
                row.getLong("id"),
                new CallSample(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getLong("endpoint_id"),
                        row.getLong("upstream_id"),
                        row.getString("caller"),
                        row.getString("method"),
                        row.getString("target"),
                        row.getInt("status"),
                        OUTCOMES.get(row.getInt("outcome")),
                        row.getLong("bytes_in"),
                        row.getLong("bytes_out"),
                        time(row.getLong("first_byte")),
                        time(row.getLong("total")),
                        time(row.getLong("overhead")),
                        row.getString("failure"),
                        REASONS.get(row.getInt("why"))));
    }

    private static void where(Scope scope, StringBuilder query, List<Object> parameters) {
        switch (scope) {
            case Scope.Everything() -> {}
            case Scope.OfUpstream(long id) -> {
                query.append(" and upstream_id = ?");
                parameters.add(id);
            }
            case Scope.OfUpstreams(Set<Long> ids) -> {
                query.append(" and upstream_id = any (?)");
                parameters.add(ids.toArray(Long[]::new));
            }
            case Scope.OfEndpoint(long id) -> {
                query.append(" and endpoint_id = ?");
                parameters.add(id);
            }
        }
    }

    static LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1000;
    }

    private static Duration time(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
