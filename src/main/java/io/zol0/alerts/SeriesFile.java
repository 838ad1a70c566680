package io.zol0.alerts;

import io.zol0.home.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV file with the columns timestamp and value, read row by row; what is wrong in it is said with its line. */
class SeriesFile {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd['T'][' ']HH:mm[:ss]" + "[.SSSSSSSSS][.SSSSSS][.SSS][XXX]");

    private final Path file;
    private final BufferedReader in;
    private final int timestamp;
    private final int value;
    private int line = 1;

    SeriesFile(Path file, BufferedReader in) throws IOException {
        this.file = file;
        this.in = in;
        String header = in.readLine();
        List<String> columns = header == null
                ? List.of()
                : Arrays.stream(header.replace("\uFEFF", "").split(",", -1))
                        .map(String::strip)
                        .toList();
        timestamp = columns.indexOf("timestamp");
        value = columns.indexOf("value");
        if (timestamp < 0 || value < 0) {
            throw refusal("names no columns \"timestamp\" and \"value\"; the first line should be: timestamp,value");
        }
    }

    /** The next row, or null at the end; empty lines are passed over. */
    @Nullable
    Row next() throws IOException {
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            line++;
            if (!text.isBlank()) {
                return row(text);
            }
        }
        return null;
    }

    private Row row(String text) {
        String[] cells = text.split(",", -1);
        if (cells.length <= Math.max(timestamp, value)) {
            throw refusal("has " + cells.length + " of the columns that the first line names: \"" + shown(text) + "\"");
        }
        String time = cells[timestamp].strip();
        String number = cells[value].strip();
        return new Row(time, number, time(time), number(number));
    }

    private Instant time(String time) {
        try {
            TemporalAccessor parsed = TIME.parseBest(time, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw refusal("has no time such as 2026-01-31 23:59:00 but \"" + shown(time) + "\"");
        }
    }

    /** An empty cell is a point that was not measured, as NaN is. */
    private double number(String number) {
        if (number.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw refusal("has no number such as 12.5 but \"" + shown(number) + "\"");
        }
    }

    private Refusal refusal(String what) {
        return new Refusal(file + ", line " + line + " " + what + ".");
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /**
     * A point of the series.
     *
     * @param timestamp as it is written
     * @param number as it is written
     */
    record Row(String timestamp, String number, Instant at, double value) {}
}
