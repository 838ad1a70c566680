package io.zol0.ui.audit;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.users.AuditEntry;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a field was and what it became. */
class ChangeTable extends Div {
    ChangeTable(AuditEntry entry) {
        addClassName("change");
        Map<String, String> before = orEmpty(entry.before());
        Map<String, String> after = orEmpty(entry.after());
        Set<String> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        if (!fields.isEmpty()) {
            NativeTable table = new NativeTable();
            NativeTableRow head = table.getHead().addRow();
            head.add(new NativeTableHeaderCell(""));
            if (entry.before() != null) {
                head.add(new NativeTableHeaderCell("Before"));
            }
            head.add(new NativeTableHeaderCell(entry.before() == null ? "Recorded" : "After"));
            fields.forEach(field -> {
                NativeTableRow row = table.getBody().addRow();
                NativeTableHeaderCell name = new NativeTableHeaderCell(words(field));
                name.getElement().setAttribute("scope", "row");
                row.add(name);
                if (entry.before() != null) {
                    row.add(new NativeTableCell(before.getOrDefault(field, "–")));
                }
                row.add(new NativeTableCell(after.getOrDefault(field, "–")));
            });
            add(table);
        }
        Paragraph where = new Paragraph("Entry %d, %s, by %s%s. Its hash begins with %s."
                .formatted(
                        entry.number(),
                        entry.at(),
                        entry.who(),
                        entry.origin() == null ? "" : " from " + entry.origin(),
                        entry.hash().substring(0, Math.min(16, entry.hash().length()))));
        where.addClassNames("quiet", "breaks");
        add(where);
    }

    /** {@code connectTimeout} as people write it: connect timeout. */
    static String words(String field) {
        return field.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> fields) {
        return fields == null ? Map.of() : fields;
    }
}
