package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What was measured of calls, read from minutes and what is made of them alike: the coarsest that fits. */
final class CallTable {
    private static final int QUERY_TIMEOUT_SECONDS = 60;
    private static final int ROWS_AT_A_TIME = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate oneMoment;
    private final EndpointTable endpoints;
    private final Due due;

    CallTable(DataSource database) {
        jdbc = new BinaryTemplate(database);
        jdbc.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        jdbc.setFetchSize(ROWS_AT_A_TIME);
        oneMoment = new TransactionTemplate(new JdbcTransactionManager(database));
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneMoment.setReadOnly(true);
        endpoints = new EndpointTable(database, Duration.ofSeconds(QUERY_TIMEOUT_SECONDS));
        due = new Due(jdbc, Chain.CALL);
    }

    /** Takes a row that was read, with the beginning of its minute, hour or day. */
    interface Visitor {
        void row(Instant from, MinuteRow row);
    }

    /** The rows of a scope from a time on and before another, oldest first, none coarser than that. */
    void read(Scope scope, Instant from, Instant to, Grain coarsest, Visitor visitor) {
        List<Object> parameters = new ArrayList<>();
        String where = CallRows.where(scope, parameters);
        oneMoment.executeWithoutResult(status -> due.pieces(from, to, coarsest, grain -> hasRows(scope, grain))
                .forEach(piece -> query(piece, where, parameters, visitor)));
    }

    /** Of five minutes there are no rows of single endpoints, which would be as many bytes as their minutes. */
    private static boolean hasRows(Scope scope, Grain grain) {
        return grain != Grain.FIVE_MINUTES || !(scope instanceof Scope.OfEndpoint);
    }

    /** What was counted of single endpoints of some upstreams, without first bytes and overheads; the sums are used again. */
    void readEndpoints(Collection<Long> upstreams, Instant from, Instant to, EachEndpoint.Visitor visitor) {
        oneMoment.executeWithoutResult(
                status -> endpoints.read(upstreams, due.pieces(from, to, Grain.DAY, grain -> true), visitor));
    }

    /** Calls and failures of every upstream and endpoint in whole minutes. */
    List<History.Calls> calls(Instant from, Instant to) {
        String failed = Outcome.FAILED.name().toLowerCase(Locale.ROOT);
        String all = Stream.of(Outcome.values())
                .map(outcome -> "coalesce(" + outcome.name().toLowerCase(Locale.ROOT) + ", 0)")
                .collect(Collectors.joining(" + "));
        return jdbc.query(
                "select upstream_id, endpoint_id, sum(" + all + ") as calls, coalesce(sum(" + failed + "), 0) as failed"
                        + " from call_minute where minute >= ? and minute < ? group by upstream_id, endpoint_id",
                (row, number) -> new History.Calls(
                        row.getLong("upstream_id"),
                        row.getLong("endpoint_id") == MinuteRow.WHOLE_UPSTREAM ? 0 : row.getLong("endpoint_id"),
                        row.getLong("calls"),
                        row.getLong("failed")),
                CallRows.at(from),
                CallRows.at(to));
    }

    /** The first minute of a scope, or the first coarser row where nothing finer is left. */
    Optional<Instant> first(Scope scope) {
        Instant from = Instant.EPOCH;
        @Nullable Instant to = null;
        for (Grain grain : Chain.CALL.grains().reversed()) {
            Optional<Instant> found = first(scope, grain, from, to);
            if (found.isPresent()) {
                from = found.get();
                to = from.plus(grain.length());
            }
        }
        return to == null ? Optional.empty() : Optional.of(from);
    }

    /** The newest minute that was written of those from a time on. */
    Optional<Instant> newest(Instant from) {
        return Optional.ofNullable(jdbc.queryForObject(
                        "select max(minute) from call_minute where minute >= ?",
                        OffsetDateTime.class,
                        CallRows.at(from)))
                .map(OffsetDateTime::toInstant);
    }

    private Optional<Instant> first(Scope scope, Grain grain, Instant from, @Nullable Instant to) {
        List<Object> parameters = new ArrayList<>();
        String where = CallRows.where(scope, parameters);
        parameters.add(CallRows.at(from));
        if (to != null) {
            parameters.add(CallRows.at(to));
        }
        String column = grain.column();
        return Optional.ofNullable(jdbc.queryForObject(
                        "select min(" + column + ") from call_" + column + " where " + where + " and " + column
                                + " >= ?" + (to == null ? "" : " and " + column + " < ?"),
                        OffsetDateTime.class,
                        parameters.toArray()))
                .map(OffsetDateTime::toInstant);
    }

    private void query(Piece piece, String where, List<Object> scope, Visitor visitor) {
        List<Object> parameters = new ArrayList<>(scope);
        parameters.add(CallRows.at(piece.from()));
        parameters.add(CallRows.at(piece.to()));
        jdbc.query(
                select(piece.grain(), where),
                row -> {
                    visitor.row(CallRows.time(row), CallRows.row(row));
                },
                parameters.toArray());
    }

    static String select(Grain grain, String where) {
        String column = grain.column();
        return "select %2$s from call_%1$s where %3$s and %1$s >= ? and %1$s < ? order by %1$s"
                .formatted(column, CallRows.columns(grain), where);
    }
}
