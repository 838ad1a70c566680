package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.home.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomaliesTests {
    @TempDir
    Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void folders() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        out = folder.resolve("out");
    }

    @Test
    void each_file_has_its_scores_at_the_same_place_row_by_row() throws IOException {
        int spike = 10 * Scene.DAY + 60;
        double[] values = Scene.daily(12, 1).with(spike, spike + 1, x -> x + 50).values;
        StringBuilder text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < values.length; i++) {
            text.append(Scene.at(i).toString().replace('T', ' ').replace("Z", ""))
                    .append(',')
                    .append(values[i])
                    .append('\n');
        }
        write("servers/cpu.csv", text.toString());
        assertThat(Anomalies.run(data, out)).startsWith("Scored 3456 points of 1 file; ");

        List<String> rows = Files.readAllLines(out.resolve("servers/cpu.csv"));
        assertThat(rows).hasSize(values.length + 1);
        assertThat(rows.getFirst()).isEqualTo("timestamp,value,anomaly_score");
        assertThat(rows.get(1)).isEqualTo("2026-03-02 00:00:00," + values[0] + ",0.0");
        assertThat(score(rows.get(spike + 1))).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void times_may_have_a_zone_and_numbers_may_be_missing() throws IOException {
        write(
                "a.csv",
                "value,timestamp\n1,2026-01-01T00:00:00Z\n,2026-01-01T00:05:00+00:00\nNaN,2026-01-01 00:10:00\n\n");
        Anomalies.run(data, out);
        assertThat(Files.readAllLines(out.resolve("a.csv")))
                .containsExactly(
                        "timestamp,value,anomaly_score",
                        "2026-01-01T00:00:00Z,1,0.0",
                        "2026-01-01T00:05:00+00:00,,0.0",
                        "2026-01-01 00:10:00,NaN,0.0");
    }

    @Test
    void what_is_wrong_in_a_file_is_said_with_its_line_and_nothing_is_left_behind() throws IOException {
        refuses("", "line 1 names no columns \"timestamp\" and \"value\"");
        refuses("time,number\n", "line 1 names no columns");
        refuses("timestamp,value\n2026-01-01 00:00:00\n", "line 2 has 1 of the columns");
        refuses("timestamp,value\n2026-01-01 00:00:00,1\nyesterday,2\n", "line 3 has no time such as");
        refuses("timestamp,value\n2026-01-01 00:00:00,many\n", "line 2 has no number such as 12.5 but \"many\"");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void folders_that_do_not_fit_are_refused() throws IOException {
        assertThatThrownBy(() -> Anomalies.run(folder.resolve("nowhere"), out))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is no folder");
        assertThatThrownBy(() -> Anomalies.run(data, out))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no file that ends in .csv");
        write("a.csv", "timestamp,value\n");
        assertThatThrownBy(() -> Anomalies.run(data, data.resolve("scores")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("must lie outside");
    }

    private void refuses(String text, String sentence) throws IOException {
        write("bad.csv", text);
        assertThatThrownBy(() -> Anomalies.run(data, out))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("bad.csv, " + sentence);
    }

    private void write(String name, String text) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static double score(String row) {
        return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1));
    }
}
