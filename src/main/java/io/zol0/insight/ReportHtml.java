package io.zol0.insight;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A report as a piece of HTML without scripts, in a form that prints well; all texts are escaped. */
public final class ReportHtml {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final StringBuilder html = new StringBuilder();

    private ReportHtml() {}

    /** The report within one element. */
    public static String of(Report report) {
        ReportHtml made = new ReportHtml();
        made.html.append("<article class=\"report\">");
        made.write(report);
        return made.html.append("</article>").toString();
    }

    /** A whole page with a style of its own, to be printed or sent. */
    public static String page(Report report) {
        return """
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s · ZoL0</title><style>
                body{font:14px/1.5 system-ui,sans-serif;max-width:820px;margin:32px auto;padding:0 16px;color:#1b2430}
                table{border-collapse:collapse;width:100%%}th,td{text-align:left;padding:4px 8px;border-bottom:1px solid #d5dbe3}
                td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}h2{margin:24px 0 8px;font-size:17px}
                @media print{body{margin:0}h2{break-after:avoid}tr,li{break-inside:avoid}}
                </style></head><body>%s</body></html>
                """.formatted(escaped(report.title()), of(report));
    }

    private void write(Report report) {
        heading(1, report.title());
        paragraph("%s to %s, UTC.".formatted(TIME.format(report.from()), TIME.format(report.to())));
        heading(2, "What happened");
        paragraph(sentence(report.total(), report.before()));
        if (!report.upstreams().isEmpty()) {
            table(
                    List.of("Upstream", "Calls", "p95", "Failed", "From the cache", "Calls before", "p95 before"),
                    report.upstreams().stream()
                            .map(each -> List.of(
                                    each.name(),
                                    count(each.now().calls()),
                                    time(each.now()),
                                    share(each.now().failedShare(), each.now()),
                                    share(each.now().cachedShare(), each.now()),
                                    count(each.before().calls()),
                                    time(each.before())))
                            .toList());
        }
        heading(2, "Health");
        if (report.health().isEmpty()) {
            paragraph("Too little was measured for a score.");
        } else {
            table(
                    List.of("What", "Mean", "Lowest", "When", "What took most then"),
                    report.health().stream()
                            .map(each -> List.of(
                                    each.name(),
                                    number(each.mean()),
                                    number(each.lowest()),
                                    TIME.format(each.lowestAt()),
                                    each.worst() == null ? "nothing" : each.worst()))
                            .toList());
        }
        heading(2, "Alerts");
        paragraph(
                report.alertCount() == 0
                        ? "No rule raised one."
                        : "%d were raised%s"
                                .formatted(
                                        report.alertCount(),
                                        report.alertCount() > report.alerts().size()
                                                ? "; the newest %d of them:"
                                                        .formatted(
                                                                report.alerts().size())
                                                : ":"));
        list(report.alerts());
        heading(2, "What was changed, and what it brought");
        if (report.changes().isEmpty()) {
            paragraph("Nothing that ZoL0 knows of.");
        }
        list(report.changes().stream().map(ReportHtml::change).toList());
        heading(2, "What depends on what");
        if (report.findings().isEmpty()) {
            paragraph("No dependency that is hardly there by chance was found.");
        }
        list(report.findings());
        heading(2, "Cost");
        Report.CostLine cost = report.cost();
        paragraph(
                cost == null
                        ? "No price is set."
                        : "%s %s were spent, %s in the time before; the cache saved %s."
                                .formatted(
                                        money(cost.spent()),
                                        cost.currency(),
                                        money(cost.before()),
                                        money(cost.saved())));
        heading(2, "What to do next");
        list(report.next());
    }

    private static String sentence(Report.Figures now, Report.Figures before) {
        if (now.calls() == 0) {
            return "Nothing was called.";
        }
        String said = "%s calls, p95 %s, %s failed, %s came from the cache."
                .formatted(count(now.calls()), time(now), share(now.failedShare(), now), share(now.cachedShare(), now));
        return before.calls() == 0
                ? said + " There is no time before to hold it against."
                : said
                        + " In the time before: %s calls, p95 %s, %s failed."
                                .formatted(count(before.calls()), time(before), share(before.failedShare(), before));
    }

    private static String change(Report.ChangeLine line) {
        String said = "%s: %s.".formatted(TIME.format(line.at()), line.sentence());
        Report.Figures before = line.before();
        Report.Figures after = line.after();
        Interval failed = line.failed();
        if (before == null || after == null || failed == null) {
            return said
                    + " What it brought cannot be told: too few calls an hour before or after, or no single upstream.";
        }
        return said
                + " In the hour after p95 was %s instead of %s, and %s failed instead of %s (difference %+.2f points, 95 %% interval %+.2f to %+.2f%s)."
                        .formatted(
                                time(after),
                                time(before),
                                share(after.failedShare(), after),
                                share(before.failedShare(), before),
                                failed.value() * 100,
                                failed.low() * 100,
                                failed.high() * 100,
                                failed.isClear() ? "" : ", which may be chance");
    }

    private void heading(int level, String text) {
        html.append("<h")
                .append(level)
                .append('>')
                .append(escaped(text))
                .append("</h")
                .append(level)
                .append('>');
    }

    private void paragraph(String text) {
        html.append("<p>").append(escaped(text)).append("</p>");
    }

    private void list(List<String> items) {
        if (!items.isEmpty()) {
            html.append("<ul>");
            items.forEach(item -> html.append("<li>").append(escaped(item)).append("</li>"));
            html.append("</ul>");
        }
    }

    private void table(List<String> heads, List<List<String>> rows) {
        html.append("<div class=\"report-table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">")
                .append("<table><thead><tr>");
        heads.forEach(
                head -> html.append("<th scope=\"col\">").append(escaped(head)).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
    }

    private static String time(Report.Figures figures) {
        return figures.calls() == 0 ? "–" : HealthTerms.millis(figures.p95());
    }

    private static String share(double share, Report.Figures of) {
        return of.calls() == 0 ? "–" : String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String number(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    private static String money(double amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
