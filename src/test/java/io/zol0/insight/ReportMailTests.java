package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a report by mail is due. */
class ReportMailTests {
    @Test
    void the_report_of_a_day_is_due_the_day_after_at_its_hour_of_its_zone() {
        ReportMail mail = mail(Reports.Kind.DAY, 7, "Europe/Berlin");
        assertThat(mail.due(Instant.parse("2026-11-26T05:59:59Z"))).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(mail.due(Instant.parse("2026-11-26T06:00:00Z"))).isEqualTo(LocalDate.of(2026, 11, 25));
        assertThat(mail.due(Instant.parse("2026-11-27T05:00:00Z"))).isEqualTo(LocalDate.of(2026, 11, 25));
    }

    @Test
    void the_report_of_a_week_is_due_on_the_monday_after() {
        ReportMail mail = mail(Reports.Kind.WEEK, 8, "UTC");
        assertThat(mail.due(Instant.parse("2026-11-23T07:59:00Z"))).isEqualTo(LocalDate.of(2026, 11, 9));
        assertThat(mail.due(Instant.parse("2026-11-23T08:00:00Z"))).isEqualTo(LocalDate.of(2026, 11, 16));
        assertThat(mail.due(Instant.parse("2026-11-29T23:00:00Z"))).isEqualTo(LocalDate.of(2026, 11, 16));
    }

    @Test
    void at_midnight_it_waits_until_the_last_minute_is_in_the_history() {
        ReportMail mail = mail(Reports.Kind.DAY, 0, "Asia/Kolkata");
        assertThat(mail.due(Instant.parse("2026-11-25T18:32:00Z"))).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(mail.due(Instant.parse("2026-11-25T18:33:00Z"))).isEqualTo(LocalDate.of(2026, 11, 25));
    }

    @Test
    void an_hour_that_the_clocks_leave_out_is_the_one_after() {
        ReportMail mail = mail(Reports.Kind.DAY, 2, "Europe/Berlin");
        assertThat(mail.due(Instant.parse("2026-03-29T00:59:00Z"))).isEqualTo(LocalDate.of(2026, 3, 27));
        assertThat(mail.due(Instant.parse("2026-03-29T01:00:00Z"))).isEqualTo(LocalDate.of(2026, 3, 28));
    }

    private static ReportMail mail(Reports.Kind kind, int hour, String zone) {
        return new ReportMail(1, true, kind, hour, ZoneId.of(zone), 1, List.of(), 1);
    }
}
