package io.zol0.insight;

import java.util.List;

/** A report as a piece of HTML without scripts, in a form that prints well; all texts are escaped. */
public final class ReportHtml implements ReportLayout.Paper {
    private final StringBuilder html = new StringBuilder();

    private ReportHtml() {}

    /** The report within one element. */
    public static String of(Report report) {
        ReportHtml made = new ReportHtml();
        made.html.append("<article class=\"report\">");
        ReportLayout.write(report, made);
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

    @Override
    public void heading(int level, String text) {
        html.append("<h")
                .append(level)
                .append('>')
                .append(escaped(text))
                .append("</h")
                .append(level)
                .append('>');
    }

    @Override
    public void paragraph(String text) {
        html.append("<p>").append(escaped(text)).append("</p>");
    }

    @Override
    public void list(List<String> items) {
        if (!items.isEmpty()) {
            html.append("<ul>");
            items.forEach(item -> html.append("<li>").append(escaped(item)).append("</li>"));
            html.append("</ul>");
        }
    }

    @Override
    public void table(List<String> heads, List<List<String>> rows) {
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

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
