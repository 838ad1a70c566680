package io.zol0.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.TimedSeries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

class CsvReaderTests {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final List<String> taken = new ArrayList<>();

    @Test
    void columns_beside_value_and_time_are_labels() throws Exception {
        Uploaded uploaded =
                read("time,value,country,plan\r\n2026-11-26T11:00:00Z,12.5,DE,\"pro, \"\"yearly\"\"\"\r\n,1,,\n");
        assertThat(taken).containsExactly("country=DE, plan=\"pro, \\\"yearly\\\"\" 12.5 2026-11-26T11:00:00Z");
        assertThat(uploaded.accepted()).isEqualTo(1);
        assertThat(uploaded.problems()).extracting(Uploaded.Problem::line).containsExactly(3L);
    }

    @Test
    void a_file_without_times_is_of_now_and_a_mark_of_utf_8_and_other_separators_are_known() throws Exception {
        assertThat(read("\uFEFFvalue;country\n3;Österreich\n\n4;\n").accepted()).isEqualTo(2);
        assertThat(taken).containsExactly("country=Österreich 3.0 " + NOW, " 4.0 " + NOW);
    }

    @Test
    void a_broken_line_breaks_no_other() throws Exception {
        String file = "time,value,a\n"
                + "2026-11-26,1,x\n" // 2
                + "2026-11-26,2\n"
                + "2026-11-26,\"3,x\n"
                + "2026-11-26,\"4\"4,x\n"
                + "yesterday,5,x\n"
                + "2026-11-26,six,x\n"
                + "2026-11-26,7," + "x".repeat(200) + "\n"
                + "2026-11-26,8," + "x".repeat(CsvLines.LONGEST) + "\n"
                + "2026-11-26,9," + ",".repeat(200) + "\n"
                + "2026-11-26,10,\u0000\n"
                + "2026-11-26,NaN,x\n"
                + "2026-11-26,11,<script>alert(1)</script>";
        Uploaded uploaded = read(file);
        assertThat(uploaded.problems())
                .extracting(Uploaded.Problem::line)
                .containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(uploaded.problems()).extracting(Uploaded.Problem::detail).doesNotContain("");
        assertThat(taken)
                .containsExactly(
                        "a=x 1.0 2026-11-26T00:00:00Z", "a=\"<script>alert(1)</script>\" 11.0 2026-11-26T00:00:00Z");
    }

    @Test
    void what_is_no_utf_8_is_told_by_its_line() throws Exception {
        Uploaded uploaded = new CsvReader(this::take, values -> {}, NOW.toEpochMilli())
                .read(new ByteArrayInputStream("value,a\n1,caf\u00e9\n2,x\n".getBytes(ISO_8859_1)));
        assertThat(uploaded.problems()).containsExactly(new Uploaded.Problem(2, "The line is not in UTF-8."));
        assertThat(uploaded.accepted()).isEqualTo(1);
    }

    @Test
    void a_million_rows_with_broken_ones_among_them_come_piece_by_piece() throws Exception {
        int rows = 1_000_000;
        long[] handed = {0, 0};
        Uploaded uploaded = new CsvReader(
                        (labels, value, at, to) -> {
                            to.add(new TimedSeries.Value(KEY, at, value));
                            return null;
                        },
                        values -> {
                            handed[0] += values.size();
                            handed[1] = Math.max(handed[1], values.size());
                        },
                        0)
                .read(rows(rows));
        assertThat(uploaded.accepted()).isEqualTo(rows - rows / 1000);
        assertThat(uploaded.refused()).isEqualTo(rows / 1000);
        assertThat(uploaded.problems()).hasSize(Uploaded.MOST_PROBLEMS);
        assertThat(uploaded.problems().getFirst().line()).isEqualTo(2);
        assertThat(handed[0]).isEqualTo(uploaded.accepted());
        assertThat(handed[1]).isLessThanOrEqualTo(CsvReader.PIECE + 1);
    }

    @Test
    void a_database_that_goes_away_is_told_with_the_line_to_go_on_from() throws Exception {
        int[] pieces = {0};
        Uploaded uploaded = new CsvReader(
                        (labels, value, at, to) -> {
                            to.add(new TimedSeries.Value(KEY, at, value));
                            return null;
                        },
                        values -> {
                            if (++pieces[0] == 2) {
                                throw new DataAccessResourceFailureException("away");
                            }
                        },
                        0)
                .read(rows(100_000));
        assertThat(uploaded.accepted()).isEqualTo(CsvReader.PIECE);
        assertThat(uploaded.stopped()).contains("from line " + (CsvReader.PIECE + 2 + uploaded.refused() - 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|The file is empty.",
                "time,amount|must name the columns",
                "value,value|twice",
                "value,1st|cannot be a label",
                "\"value|cannot be read"
            })
    void a_first_line_that_names_no_columns_is_refused_with_a_sentence(String header, String sentence) {
        assertThatThrownBy(() -> read(header)).isInstanceOf(NotTaken.class).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T10:00:00Z, 2026-11-26T10:00:00Z",
        "2026-11-26T10:00:00+02:00, 2026-11-26T08:00:00Z",
        "2026-11-26 10:00:00, 2026-11-26T10:00:00Z",
        "2026-11-26T10:00, 2026-11-26T10:00:00Z",
        "2026-11-26, 2026-11-26T00:00:00Z",
        "1764151200, 2025-11-26T10:00:00Z",
        "1764151200123, 2025-11-26T10:00:00.123Z"
    })
    void times_are_read_as_people_write_them(String text, Instant time) {
        assertThat(CsvReader.time(text)).isEqualTo(time.toEpochMilli());
    }

    private static final SeriesKey KEY = SeriesName.gauge("business.x", "").ofWhole();

    private Uploaded read(String file) throws IOException {
        return new CsvReader(this::take, values -> {}, NOW.toEpochMilli())
                .read(new ByteArrayInputStream(file.getBytes(UTF_8)));
    }

    private String take(Labels labels, double value, long at, List<TimedSeries.Value> to) {
        if (Double.isNaN(value)) {
            return "no number";
        }
        taken.add(labels.text() + " " + value + " " + Instant.ofEpochMilli(at));
        return null;
    }

    /** A row in a thousand is broken, the first one too; made as it is read. */
    private static InputStream rows(int count) {
        return new InputStream() {
            private byte[] line = "time,value,shop\n".getBytes(UTF_8);
            private int at;
            private int made;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (at == line.length) {
                    if (made == count) {
                        return -1;
                    }
                    line = ((made % 1000 == 0 ? "never," : (1_764_000_000L + made) + ",") + made + ",s" + made % 7
                                    + "\n")
                            .getBytes(UTF_8);
                    made++;
                    at = 0;
                }
                int some = Math.min(length, line.length - at);
                System.arraycopy(line, at, into, offset, some);
                at += some;
                return some;
            }
        };
    }
}
