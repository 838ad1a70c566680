package io.zol0.ingest;

import io.zol0.metrics.TimedSeries;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Reads a file of values row by row, and hands over some thousand at a time. */
final class CsvReader {
    static final int MOST_ROWS = 5_000_000;

    /** Values that are handed over together. */
    static final int PIECE = 20_000;

    /** From here on a bare number is milliseconds since 1970, below it seconds: 1973 in the one, 5138 in the other. */
    private static final long FIRST_MILLIS = 100_000_000_000L;

    private final Adding adding;
    private final Consumer<List<TimedSeries.Value>> to;
    private final long nowMillis;
    private final Labels labels = new Labels();
    private final List<TimedSeries.Value> piece = new ArrayList<>();
    private final List<Uploaded.Problem> problems = new ArrayList<>();
    private long accepted;
    private long refused;
    private long inPiece;

    /** Adds a value with its labels and time to a list; gives what is wrong with it, or null. */
    @FunctionalInterface
    interface Adding {
        @Nullable
        String add(Labels labels, double value, long atMillis, List<TimedSeries.Value> to);
    }

    /** @param to takes each piece; the list is another's again after the call */
    CsvReader(Adding adding, Consumer<List<TimedSeries.Value>> to, long nowMillis) {
        this.adding = adding;
        this.to = to;
        this.nowMillis = nowMillis;
    }

    /**
     * Reads it to its end, or up to where rows cannot be kept.
     *
     * @throws NotTaken where its first line is not that of such a file
     */
    Uploaded read(InputStream body) throws IOException {
        CsvLines lines = new CsvLines(body);
        CsvColumns columns = switch (lines.header()) {
            case CsvLines.Line.Row(List<String> fields) -> CsvColumns.of(fields);
            case CsvLines.Line.Broken(String why) -> throw NotTaken.unfit("The first line cannot be read. " + why);
            case null -> throw NotTaken.unfit("The file is empty.");
        };
        long begun = lines.number();
        try {
            for (CsvLines.Line line = lines.next(); line != null; line = lines.next()) {
                if (accepted + inPiece + refused == MOST_ROWS) {
                    handOver();
                    return done("A file has at most " + MOST_ROWS + " rows; those from line " + lines.number()
                            + " on were not read.");
                }
                String wrong = switch (line) {
                    case CsvLines.Line.Row(List<String> fields) -> take(columns, fields);
                    case CsvLines.Line.Broken(String why) -> why;
                };
                if (wrong == null) {
                    inPiece++;
                } else {
                    refused++;
                    if (problems.size() < Uploaded.MOST_PROBLEMS) {
                        problems.add(new Uploaded.Problem(lines.number(), wrong));
                    }
                }
                if (piece.size() >= PIECE) {
                    handOver();
                    begun = lines.number();
                }
            }
            handOver();
            return done(null);
        } catch (DataAccessException | TransactionException away) {
            return done("The database does not answer. The rows from line " + (begun + 1)
                    + " on do not count; send them again in a file of their own.");
        }
    }

    private Uploaded done(@Nullable String stopped) {
        return new Uploaded(accepted, refused, problems, stopped);
    }

    private void handOver() {
        to.accept(piece);
        piece.clear();
        accepted += inPiece;
        inPiece = 0;
    }

    private @Nullable String take(CsvColumns columns, List<String> fields) {
        if (fields.size() != columns.names().size()) {
            return "The line has " + fields.size() + " fields, the first line "
                    + columns.names().size() + ".";
        }
        labels.clear();
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i).strip();
            if (i != columns.value() && i != columns.time() && !field.isEmpty()) {
                String wrong = labels.put(columns.names().get(i), field);
                if (wrong != null) {
                    return wrong;
                }
            }
        }
        double value;
        try {
            value = Double.parseDouble(fields.get(columns.value()).strip());
        } catch (NumberFormatException other) {
            return "The value is no number; write it as 1234.5.";
        }
        Long at = columns.time() < 0
                ? (Long) nowMillis
                : time(fields.get(columns.time()).strip());
        if (at == null) {
            return "The time is none; write 2026-11-23T12:00:00Z, 2026-11-23 12:00:00 or 2026-11-23 (UTC), or the"
                    + " seconds or milliseconds since 1970.";
        }
        return adding.add(labels, value, at, piece);
    }

    static @Nullable Long time(String text) {
        try {
            if (text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.isEmpty()) {
                long number = Long.parseLong(text);
                return number >= FIRST_MILLIS ? number : number * 1000;
            }
            if (text.length() == 10) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
            }
            if (text.length() > 10 && text.charAt(10) == ' ') {
                return time(text.substring(0, 10) + "T" + text.substring(11));
            }
            if (text.endsWith("Z")) {
                return Instant.parse(text).toEpochMilli();
            }
            return text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10
                    ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException | ArithmeticException other) {
            return null;
        }
    }
}
