package io.zol0.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes the coarser rows of calls by adding up counts and merging sketches, endpoint by endpoint. The row of a whole upstream has its
 * endpoints as a sheet. Of five minutes there are such rows alone, with a second sheet of what is not in the first.
 */
final class CallMaking implements Rollup.Making {
    private static final int ROWS_AT_A_TIME = 500;
    private static final byte[] NO_ENDPOINTS = {};

    @Override
    public void make(JdbcTemplate jdbc, Grain grain, Grain finer, Instant at, boolean adding) {
        List<Piece> sources = new ArrayList<>();
        sources.add(new Piece(finer, at, at.plus(grain.length())));
        if (adding) {
            sources.add(new Piece(grain, at, at.plus(grain.length())));
        }
        List<MinuteRow> rows = merged(jdbc, sources);
        jdbc.update("delete from call_%1$s where %1$s = ?".formatted(grain.column()), CallRows.at(at));
        insert(jdbc, grain, at, rows);
    }

    private static List<MinuteRow> merged(JdbcTemplate jdbc, List<Piece> sources) {
        List<MinuteRow> single = new ArrayList<>();
        List<Piece> inRows = sources.stream()
                .filter(piece -> piece.grain() != Grain.FIVE_MINUTES)
                .toList();
        if (!inRows.isEmpty()) {
            EachEndpoint merging = new EachEndpoint(taken(single));
            jdbc.query(
                    union(inRows, "") + " order by upstream_id, endpoint_id",
                    row -> {
                        merging.add(CallRows.row(row));
                    },
                    parameters(inRows));
            merging.finish();
        }
        List<Piece> inSheets = sources.stream()
                .filter(piece -> piece.grain() == Grain.FIVE_MINUTES)
                .toList();
        if (inSheets.isEmpty()) {
            return single;
        }
        List<MinuteRow> all = new ArrayList<>();
        UpstreamSheets merging = new UpstreamSheets(sheets(single), taken(all));
        jdbc.query(
                union(inSheets, ", endpoints, endpoint_times") + " order by upstream_id",
                row -> {
                    MinuteRow whole = CallRows.row(row);
                    merging.add(
                            whole.upstreamId(),
                            new Sheet.Writer()
                                    .add(whole.endpointId(), whole.snapshot())
                                    .toBytes());
                    merging.add(whole.upstreamId(), row.getBytes("endpoints"));
                    merging.add(whole.upstreamId(), row.getBytes("endpoint_times"));
                },
                parameters(inSheets));
        merging.finish();
        return all;
    }

    private static EachEndpoint.Visitor taken(List<MinuteRow> rows) {
        return (upstreamId, endpointId, sum) -> {
            if (!sum.isEmpty()) {
                rows.add(new MinuteRow(upstreamId, endpointId, sum.snapshot()));
            }
        };
    }

    private static TreeMap<Long, byte[]> sheets(List<MinuteRow> rows) {
        TreeMap<Long, Sheet.Writer> writers = new TreeMap<>();
        for (MinuteRow row : rows) {
            writers.computeIfAbsent(row.upstreamId(), any -> new Sheet.Writer()).add(row.endpointId(), row.snapshot());
        }
        TreeMap<Long, byte[]> sheets = new TreeMap<>();
        writers.forEach((upstreamId, writer) -> sheets.put(upstreamId, writer.toBytes()));
        return sheets;
    }

    private static void insert(JdbcTemplate jdbc, Grain grain, Instant at, List<MinuteRow> made) {
        boolean five = grain == Grain.FIVE_MINUTES;
        List<MinuteRow> ofEndpoints = made.stream().filter(row -> !isWhole(row)).toList();
        Map<Long, byte[]> totals = sheets(ofEndpoints.stream()
                .map(row -> new MinuteRow(
                        row.upstreamId(), row.endpointId(), row.snapshot().totals()))
                .toList());
        Map<Long, byte[]> times = !five
                ? Map.of()
                : sheets(ofEndpoints.stream()
                        .map(row -> new MinuteRow(
                                row.upstreamId(),
                                row.endpointId(),
                                row.snapshot().beyondTotals()))
                        .toList());
        List<MinuteRow> rows = new ArrayList<>(wholes(made, totals));
        rows.addAll(five ? List.of() : ofEndpoints);

        List<String> columns = new ArrayList<>(List.of(grain.column(), "upstream_id", "endpoint_id"));
        columns.addAll(CallRows.COLUMNS);
        columns.add("endpoints");
        int sheets = columns.size();
        if (five) {
            columns.add("endpoint_times");
        }
        jdbc.batchUpdate(
                "insert into call_%s (%s) values (%s)"
                        .formatted(
                                grain.column(),
                                String.join(", ", columns),
                                String.join(", ", Collections.nCopies(columns.size(), "?"))),
                rows,
                ROWS_AT_A_TIME,
                (statement, row) -> {
                    statement.setObject(1, CallRows.at(at));
                    statement.setLong(2, row.upstreamId());
                    statement.setLong(3, row.endpointId());
                    CallRows.fill(statement, 4, row.snapshot());
                    statement.setBytes(
                            sheets, isWhole(row) ? totals.getOrDefault(row.upstreamId(), NO_ENDPOINTS) : null);
                    if (five) {
                        statement.setBytes(sheets + 1, times.getOrDefault(row.upstreamId(), NO_ENDPOINTS));
                    }
                });
    }

    /** The rows of whole upstreams, an empty one where there is none for a sheet to be in. */
    private static Collection<MinuteRow> wholes(List<MinuteRow> made, Map<Long, byte[]> sheets) {
        TreeMap<Long, MinuteRow> wholes = new TreeMap<>();
        sheets.keySet().forEach(id -> wholes.put(id, new MinuteRow(id, MinuteRow.WHOLE_UPSTREAM, Snapshot.EMPTY)));
        made.stream().filter(CallMaking::isWhole).forEach(row -> wholes.put(row.upstreamId(), row));
        return wholes.values();
    }

    private static boolean isWhole(MinuteRow row) {
        return row.endpointId() == MinuteRow.WHOLE_UPSTREAM;
    }

    private static String union(List<Piece> pieces, String moreColumns) {
        return "select * from ("
                + String.join(
                        " union all ",
                        pieces.stream()
                                .map(piece -> "select %2$s from call_%1$s where %1$s >= ? and %1$s < ?"
                                        .formatted(
                                                piece.grain().column(), CallRows.columns(piece.grain()) + moreColumns))
                                .toList())
                + ") as rows";
    }

    private static Object[] parameters(List<Piece> pieces) {
        return pieces.stream()
                .flatMap(piece -> Stream.of(CallRows.at(piece.from()), CallRows.at(piece.to())))
                .toArray();
    }
}
