package io.zol0.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes hours and days of calls by adding up counts and merging sketches, endpoint by endpoint; together with an hour its pieces of
 * five minutes, of whole upstreams alone, which charts of a day are made of.
 */
final class CallMaking implements Rollup.Making {
    private static final int ROWS_AT_A_TIME = 500;
    private static final String WHOLE = " where endpoint_id = " + MinuteRow.WHOLE_UPSTREAM;
    private static final String COLUMNS = String.join(", ", CallRows.COLUMNS);

    @Override
    public void make(JdbcTemplate jdbc, Grain grain, Instant at, boolean adding) {
        List<MinuteRow> rows = merged(jdbc, grain, at, adding);
        String column = grain.column();
        if (grain == Grain.HOUR) {
            makeFives(jdbc, at, adding);
        }
        jdbc.update("delete from call_%1$s where %1$s = ?".formatted(column), CallRows.at(at));
        insert(jdbc, grain, at, rows);
    }

    private static void makeFives(JdbcTemplate jdbc, Instant hour, boolean adding) {
        for (Instant at = hour;
                at.isBefore(hour.plus(Grain.HOUR.length()));
                at = at.plus(Grain.FIVE_MINUTES.length())) {
            List<MinuteRow> rows = merged(jdbc, Grain.FIVE_MINUTES, at, adding);
            jdbc.update("delete from call_five_minutes where five_minutes = ?", CallRows.at(at));
            insert(jdbc, Grain.FIVE_MINUTES, at, rows);
        }
    }

    private static void insert(JdbcTemplate jdbc, Grain grain, Instant at, List<MinuteRow> rows) {
        String column = grain.column();
        jdbc.batchUpdate(
                "insert into call_%1$s (%1$s, upstream_id, endpoint_id, %2$s) values (?, ?, ?, %3$s)"
                        .formatted(
                                column, COLUMNS, String.join(", ", Collections.nCopies(CallRows.COLUMNS.size(), "?"))),
                rows,
                ROWS_AT_A_TIME,
                (statement, row) -> {
                    statement.setObject(1, CallRows.at(at));
                    statement.setLong(2, row.upstreamId());
                    statement.setLong(3, row.endpointId());
                    CallRows.fill(statement, 4, row.snapshot());
                });
    }

    private static List<MinuteRow> merged(JdbcTemplate jdbc, Grain grain, Instant at, boolean adding) {
        List<MinuteRow> made = new ArrayList<>();
        EachEndpoint merging = new EachEndpoint(
                (upstreamId, endpointId, tally) -> made.add(new MinuteRow(upstreamId, endpointId, tally.snapshot())));
        List<Object> parameters = new ArrayList<>(List.of(CallRows.at(at), CallRows.at(at.plus(grain.length()))));
        String rows = select(grain.finer(), "%1$s >= ? and %1$s < ?");
        if (adding) {
            rows += " union all " + select(grain, "%1$s = ?");
            parameters.add(CallRows.at(at));
        }
        jdbc.query(
                "select * from (" + rows + ") as rows" + (grain == Grain.FIVE_MINUTES ? WHOLE : "")
                        + " order by upstream_id, endpoint_id",
                row -> {
                    merging.add(CallRows.row(row));
                },
                parameters.toArray());
        merging.finish();
        return made;
    }

    private static String select(Grain grain, String condition) {
        return ("select %1$s as at, upstream_id, endpoint_id, " + COLUMNS + " from call_%1$s where " + condition)
                .formatted(grain.column());
    }
}
