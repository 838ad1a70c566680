package io.zol0.insight;

import java.util.List;

/** A report as plain text, for whoever reads mail without HTML. */
final class ReportText implements ReportLayout.Paper {
    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    static String of(Report report) {
        ReportText made = new ReportText();
        ReportLayout.write(report, made);
        return made.text.toString();
    }

    @Override
    public void heading(int level, String heading) {
        text.append(text.isEmpty() ? "" : "\n")
                .append(heading)
                .append('\n')
                .append((level == 1 ? "=" : "-").repeat(heading.length()))
                .append('\n');
    }

    @Override
    public void paragraph(String paragraph) {
        text.append(paragraph).append('\n');
    }

    @Override
    public void list(List<String> items) {
        items.forEach(item -> text.append("* ").append(item).append('\n'));
    }

    /** A line a row, each cell with its head: columns would break in a narrow window. */
    @Override
    public void table(List<String> heads, List<List<String>> rows) {
        for (List<String> row : rows) {
            text.append("* ").append(row.getFirst());
            for (int i = 1; i < row.size(); i++) {
                text.append(i == 1 ? ": " : ", ")
                        .append(heads.get(i))
                        .append(' ')
                        .append(row.get(i));
            }
            text.append('\n');
        }
    }
}
