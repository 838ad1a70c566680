package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCsvTests {
    @Test
    void an_entry_is_a_line() {
        assertThat(line("ann", "binance"))
                .isEqualTo("7,2026-11-24T03:00:00Z,ann,192.0.2.7,Upstream changed,binance,x=1,x=2,ab\r\n");
        assertThat(AuditCsv.HEAD.split(",")).hasSize(9);
    }

    @Test
    void what_would_break_a_line_is_quoted() {
        assertThat(line("ann", "say \"hi\", then\r\nleave"))
                .isEqualTo(
                        "7,2026-11-24T03:00:00Z,ann,192.0.2.7,Upstream changed,\"say \"\"hi\"\", then\r\nleave\",x=1,x=2,ab\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"https://example.org\")"})
    void nothing_is_a_formula(String subject) {
        assertThat(line("ann", subject)).contains(",\"'" + subject.replace("\"", "\"\"") + "\",");
        assertThat(line(subject, "x")).contains(",\"'" + subject.replace("\"", "\"\"") + "\",");
    }

    private static String line(String who, String subject) {
        return AuditCsv.line(new AuditEntry(
                7,
                Instant.parse("2026-11-24T03:00:00Z"),
                who,
                "192.0.2.7",
                "UPSTREAM_CHANGED",
                subject,
                Map.of("x", "1"),
                Map.of("x", "2"),
                "ab"));
    }
}
