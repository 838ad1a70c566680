package io.zol0.metrics;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the rows of minutes, hours and days of calls have in common. */
final class CallRows {
    /** In the order of the counts of a snapshot. */
    static final List<String> COUNTS = Stream.of(
                    Stream.of(StatusClass.values()).map(Enum::name),
                    Stream.of(Outcome.values()).map(Enum::name),
                    Stream.of("BYTES_IN", "BYTES_OUT"))
            .flatMap(names -> names)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();

    private static final List<String> SKETCHES = List.of("total", "first_byte", "overhead");

    /** The columns of a snapshot. */
    static final List<String> COLUMNS =
            Stream.of(COUNTS, SKETCHES).flatMap(List::stream).toList();

    private static final int FIRST_COUNT = 4;

    private CallRows() {}

    /** The condition that holds for the rows of a scope; its parameters are added. */
    static String where(Scope scope, List<Object> parameters) {
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

    /** Sets the columns of a snapshot, from a place on. */
    static void fill(PreparedStatement statement, int from, Snapshot snapshot) throws SQLException {
        int at = from;
        for (long count : snapshot.counts()) {
            statement.setObject(at++, count == 0 ? null : count, Types.BIGINT);
        }
        for (Sketch sketch : List.of(snapshot.total(), snapshot.firstByte(), snapshot.overhead())) {
            statement.setBytes(at++, sketch.size() == 0 ? null : sketch.bytes());
        }
    }

    /** What a query begins with: time, upstream and endpoint, and then the columns of a snapshot. */
    static String columns(Grain grain) {
        return grain.column() + " as at, upstream_id, endpoint_id, " + String.join(", ", COLUMNS);
    }

    /** The row of a query that begins with {@link #columns}. */
    static MinuteRow row(ResultSet row) throws SQLException {
        int at = FIRST_COUNT + Snapshot.COUNTS;
        return new MinuteRow(
                row.getLong(2),
                row.getLong(3),
                new Snapshot(counts(row, FIRST_COUNT), sketch(row, at), sketch(row, at + 1), sketch(row, at + 2)));
    }

    /** The time of the row of a query that begins with {@link #columns}. */
    static Instant time(ResultSet row) throws SQLException {
        return row.getObject(1, OffsetDateTime.class).toInstant();
    }

    /** Counts and the sketch of total times, from a column on. */
    static Snapshot totals(ResultSet row, int from) throws SQLException {
        return new Snapshot(counts(row, from), sketch(row, from + Snapshot.COUNTS), Sketch.EMPTY, Sketch.EMPTY);
    }

    private static long[] counts(ResultSet row, int from) throws SQLException {
        long[] counts = new long[Snapshot.COUNTS];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = row.getLong(from + i);
        }
        return counts;
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Sketch sketch(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? Sketch.EMPTY : Sketch.unread(bytes);
    }
}
