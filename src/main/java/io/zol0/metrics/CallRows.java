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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.dao.DataRetrievalFailureException;

/** What the rows of minutes, hours and days of calls have in common. */
final class CallRows {
    /** In the order of the counts of a snapshot. */
    private static final List<String> COUNTS = Stream.of(
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

    /** The columns of a snapshot without first bytes and overheads. */
    static final List<String> TOTALS = Stream.of(
                    COUNTS, List.of("total", "null::bytea as first_byte", "null::bytea as overhead"))
            .flatMap(List::stream)
            .toList();

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

    /** The row's snapshot; the row's time is in the column {@code at}. */
    static Snapshot snapshot(ResultSet row) throws SQLException {
        long[] counts = new long[Snapshot.COUNTS];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = row.getLong(COUNTS.get(i));
        }
        return new Snapshot(counts, sketch(row, "total"), sketch(row, "first_byte"), sketch(row, "overhead"));
    }

    static MinuteRow row(ResultSet row) throws SQLException {
        return new MinuteRow(row.getLong("upstream_id"), row.getLong("endpoint_id"), snapshot(row));
    }

    static Instant time(ResultSet row) throws SQLException {
        return row.getObject("at", OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Sketch sketch(ResultSet row, String column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        if (bytes == null) {
            return Sketch.EMPTY;
        }
        Optional<Sketch> sketch = Sketch.read(bytes);
        if (sketch.isEmpty()) {
            throw new DataRetrievalFailureException("the column " + column + " of a row of " + row.getString("at")
                    + " of the history of calls is damaged");
        }
        return sketch.get();
    }
}
