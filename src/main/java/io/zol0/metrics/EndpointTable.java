package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What was counted of single endpoints, read for lists of them: of what is made of minutes from the sheets of upstreams,
 * else row by row. Each call is within the caller's transaction.
 */
final class EndpointTable {
    private static final int ROWS_AT_A_TIME = 500;

    /** A sheet is as large as its upstream has endpoints, up to some MB. */
    private static final int SHEETS_AT_A_TIME = 16;

    /** Some thousands of minutes with their sketches are sorted without going to disk. */
    private static final String MEMORY_TO_SORT = "32MB";

    /**
     * Minutes that are found by endpoint. What was written since the last vacuum is in no summary of pages, so that by time all of it
     * would be gone through, which for a few minutes takes longer than the list.
     */
    private static final Duration FEW = Duration.ofMinutes(30);

    private static final String SCANS =
            "select set_config('enable_bitmapscan', '%1$s', true), set_config('enable_seqscan', '%1$s', true)";

    private static final String WHOLE = "endpoint_id = " + MinuteRow.WHOLE_UPSTREAM;
    private static final String OF_SPAN = " and upstream_id = any (?) and %1$s >= ? and %1$s < ?";
    private static final String SHEETS =
            "select upstream_id, endpoints from call_%1$s where " + WHOLE + OF_SPAN + " and endpoints is not null";
    private static final String WITHOUT_SHEETS =
            "select distinct %1$s as at from call_%1$s where " + WHOLE + OF_SPAN + " and endpoints is null order by at";
    private static final String ROWS = "select upstream_id, endpoint_id, " + String.join(", ", CallRows.COUNTS)
            + ", total from call_%1$s where not " + WHOLE + OF_SPAN;

    private final JdbcTemplate rows;
    private final JdbcTemplate sheets;

    EndpointTable(DataSource database, Duration timeout) {
        rows = new BinaryTemplate(database);
        rows.setFetchSize(ROWS_AT_A_TIME);
        rows.setQueryTimeout((int) timeout.toSeconds());
        sheets = new BinaryTemplate(database);
        sheets.setFetchSize(SHEETS_AT_A_TIME);
        sheets.setQueryTimeout((int) timeout.toSeconds());
    }

    /** What was counted of each endpoint of some upstreams, without first bytes and overheads; the sums are used again. */
    void read(Collection<Long> upstreams, List<Piece> pieces, EachEndpoint.Visitor visitor) {
        List<Piece> made =
                pieces.stream().filter(piece -> piece.grain() != Grain.MINUTE).toList();
        List<Piece> single = new ArrayList<>(
                pieces.stream().filter(piece -> piece.grain() == Grain.MINUTE).toList());
        made.forEach(piece -> addWithoutSheets(upstreams, piece, single));
        UpstreamSheets all = new UpstreamSheets(readRows(upstreams, single), visitor);
        if (!made.isEmpty()) {
            sheets.query(
                    union(SHEETS, made) + " order by upstream_id",
                    row -> {
                        all.add(row.getLong(1), row.getBytes(2));
                    },
                    parameters(upstreams, made));
        }
        all.finish();
    }

    /** What was made before there were sheets: all rows of a time are made together, so that all have one or none has. */
    private void addWithoutSheets(Collection<Long> upstreams, Piece piece, List<Piece> single) {
        rows.query(
                WITHOUT_SHEETS.formatted(piece.grain().column()),
                row -> {
                    Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
                    new Piece(piece.grain(), at, at.plus(piece.grain().length())).addTo(single);
                },
                parameters(upstreams, List.of(piece)));
    }

    /** Makes a sheet of the single rows of each upstream. */
    private TreeMap<Long, byte[]> readRows(Collection<Long> upstreams, List<Piece> pieces) {
        TreeMap<Long, Sheet.Writer> made = new TreeMap<>();
        if (!pieces.isEmpty()) {
            rows.queryForList("select set_config('work_mem', ?, true)", MEMORY_TO_SORT);
            boolean few = length(pieces).compareTo(FEW) <= 0;
            if (few) {
                rows.queryForList(SCANS.formatted("off"));
            }
            rows.query(
                    union(ROWS, pieces) + " order by upstream_id, endpoint_id",
                    row -> {
                        made.computeIfAbsent(row.getLong(1), any -> new Sheet.Writer())
                                .add(row.getLong(2), CallRows.totals(row, 3));
                    },
                    parameters(upstreams, pieces));
            if (few) {
                rows.queryForList(SCANS.formatted("on"));
            }
        }
        TreeMap<Long, byte[]> bytes = new TreeMap<>();
        made.forEach((upstreamId, sheet) -> bytes.put(upstreamId, sheet.toBytes()));
        return bytes;
    }

    private static Duration length(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> Duration.between(piece.from(), piece.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static String union(String select, List<Piece> pieces) {
        return String.join(
                " union all ",
                pieces.stream()
                        .map(piece -> select.formatted(piece.grain().column()))
                        .toList());
    }

    private static Object[] parameters(Collection<Long> upstreams, List<Piece> pieces) {
        List<Object> parameters = new ArrayList<>();
        for (Piece piece : pieces) {
            parameters.add(upstreams.toArray(Long[]::new));
            parameters.add(CallRows.at(piece.from()));
            parameters.add(CallRows.at(piece.to()));
        }
        return parameters.toArray();
    }
}
