package io.zol0.insight;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What a report says in which order, on whatever it is written. */
final class ReportLayout {
    private ReportLayout() {}

    /** Something a report can be written on. */
    interface Paper {
        /** @param level 1 for the title, 2 for a section */
        void heading(int level, String text);

        void paragraph(String text);

        void list(List<String> items);

        void table(List<String> heads, List<List<String>> rows);
    }

    /** What happened, in a sentence or two. */
    static String summary(Report report) {
        return sentence(report.total(), report.before());
    }

    static void write(Report report, Paper paper) {
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(report.zone());
        paper.heading(1, report.title());
        paper.paragraph("%s to %s, %s."
                .formatted(
                        time.format(report.from()),
                        time.format(report.to()),
                        report.zone().getId()));
        paper.heading(2, "What happened");
        paper.paragraph(sentence(report.total(), report.before()));
        if (!report.upstreams().isEmpty()) {
            paper.table(
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
        paper.heading(2, "Health");
        if (report.health().isEmpty()) {
            paper.paragraph("Too little was measured for a score.");
        } else {
            paper.table(
                    List.of("What", "Mean", "Lowest", "When", "What took most then"),
                    report.health().stream()
                            .map(each -> List.of(
                                    each.name(),
                                    number(each.mean()),
                                    number(each.lowest()),
                                    time.format(each.lowestAt()),
                                    each.worst() == null ? "nothing" : each.worst()))
                            .toList());
        }
        paper.heading(2, "Alerts");
        paper.paragraph(
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
        paper.list(report.alerts());
        paper.heading(2, "What was changed, and what it brought");
        if (report.changes().isEmpty()) {
            paper.paragraph("Nothing that ZoL0 knows of.");
        }
        paper.list(report.changes().stream().map(line -> change(line, time)).toList());
        paper.heading(2, "What depends on what");
        if (report.findings().isEmpty()) {
            paper.paragraph("No dependency that is hardly there by chance was found.");
        }
        paper.list(report.findings());
        paper.heading(2, "Cost");
        Report.CostLine cost = report.cost();
        paper.paragraph(
                cost == null
                        ? "No price is set."
                        : "%s %s were spent, %s in the time before; the cache saved %s."
                                .formatted(
                                        money(cost.spent()),
                                        cost.currency(),
                                        money(cost.before()),
                                        money(cost.saved())));
        paper.heading(2, "What to do next");
        paper.list(report.next());
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

    private static String change(Report.ChangeLine line, DateTimeFormatter time) {
        String said = "%s: %s.".formatted(time.format(line.at()), line.sentence());
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
}
