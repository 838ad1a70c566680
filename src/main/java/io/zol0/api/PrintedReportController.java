package io.zol0.api;

import io.zol0.insight.ReportHtml;
import io.zol0.insight.Reports;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The report of a day or a week as a page of its own, to be printed, kept or sent on. */
@RestController
class PrintedReportController {
    private final Reports reports;

    PrintedReportController(Reports reports) {
        this.reports = reports;
    }

    /**
     * The report of the day or week in which a day is.
     *
     * @param kind {@code day} or {@code week}
     * @param day such as {@code 2026-11-23}
     * @param zone in which days begin and times are told, such as {@code Europe/Berlin}; UTC where it is not said
     */
    @GetMapping(path = "/api/reports/{kind}/{day}", produces = MediaType.TEXT_HTML_VALUE)
    String report(
            @PathVariable String kind, @PathVariable String day, @RequestParam(defaultValue = "UTC") String zone) {
        return ReportHtml.page(HistoryAway.require(reports.of(kindOf(kind), dayOf(day), ReportMailBody.zone(zone))));
    }

    private static Reports.Kind kindOf(String kind) {
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "day" -> Reports.Kind.DAY;
            case "week" -> Reports.Kind.WEEK;
            default -> throw Unfit.sense("kind", "There are reports of a day and of a week.");
        };
    }

    private static LocalDate dayOf(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException e) {
            throw Unfit.sense("day", "Write a day as 2026-11-23.");
        }
    }
}
