package io.zol0.ui.experience;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.zol0.metrics.Device;
import io.zol0.metrics.PageVital;
import io.zol0.metrics.Vital;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vitals as a table: a row a page and class of device, a column a vital; the pages with most samples come first. */
class VitalRows extends Div {
    /** Most rows that are shown. */
    static final int MOST = 100;

    private record Place(String page, Device device) {}

    VitalRows(String name, String first, List<Vital> columns, List<PageVital> all) {
        addClassName("vitals");
        NativeTable table = new NativeTable();
        table.addClassName("rows");
        table.getElement().setAttribute("aria-label", name);
        NativeTableRow head = table.getHead().addRow();
        head(head, first, "name");
        head(head, "Device", "device");
        columns.forEach(vital -> head(head, Judged.name(vital) + ", p75", "number"));
        var body = table.addBody();
        rows(all).entrySet().stream().limit(MOST).forEach(each -> {
            NativeTableRow row = body.addRow();
            cell(row, "", each.getKey().page(), "name");
            cell(row, "Device", each.getKey().device().name().toLowerCase(Locale.ROOT), "device");
            columns.forEach(vital -> value(row, vital, each.getValue().get(vital)));
        });
        add(table);
    }

    private static Map<Place, Map<Vital, PageVital>> rows(List<PageVital> all) {
        Map<Place, Map<Vital, PageVital>> rows = new LinkedHashMap<>();
        all.forEach(
                each -> rows.computeIfAbsent(new Place(each.page(), each.device()), any -> new EnumMap<>(Vital.class))
                        .put(each.vital(), each));
        Map<Place, Map<Vital, PageVital>> sorted = new LinkedHashMap<>();
        rows.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<Place, Map<Vital, PageVital>> each) -> -each.getValue().values().stream()
                                        .mapToLong(PageVital::samples)
                                        .max()
                                        .orElse(0))
                        .thenComparing(each -> each.getKey().page()))
                .forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return sorted;
    }

    private static void head(NativeTableRow row, String title, String className) {
        NativeTableHeaderCell cell = row.addHeaderCell();
        cell.setText(title);
        cell.getElement().setAttribute("scope", "col");
        cell.addClassName(className);
    }

    private static void cell(NativeTableRow row, String label, String text, String className) {
        NativeTableCell cell = row.addDataCell();
        cell.setText(text);
        cell.addClassName(className);
        cell.getElement().setAttribute("title", text);
        cell.getElement().setAttribute("data-label", label);
    }

    private static void value(NativeTableRow row, Vital vital, @Nullable PageVital value) {
        NativeTableCell cell = row.addDataCell();
        cell.addClassName("number");
        cell.getElement().setAttribute("data-label", Judged.name(vital));
        if (value == null) {
            cell.setText("–");
            return;
        }
        Span figure = new Span(Judged.figure(value));
        figure.addClassName("vital-figure");
        Span basis = new Span(Judged.basis(value));
        basis.addClassName("quiet");
        cell.addClassName("vital-" + Judged.style(value));
        cell.add(figure, basis);
    }
}
