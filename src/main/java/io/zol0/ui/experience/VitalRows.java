package io.zol0.ui.experience;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.zol0.metrics.Device;
import io.zol0.metrics.PageVital;
import io.zol0.metrics.PageVitals;
import io.zol0.metrics.Vital;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Vitals as a table: a row a page and class of device, a column a vital. */
class VitalRows extends Div {
    /** Those with most samples come first, at most a hundred. */
    static final Order BY_SAMPLES =
            new Order(Comparator.comparingLong(PageVital::samples).reversed(), 100);

    /** Those that took longest come first, at most twenty; what has too few samples comes after them. */
    static final Order SLOWEST = new Order(
            Comparator.comparing(PageVital::isEnough)
                    .thenComparingDouble(PageVital::p75)
                    .reversed(),
            20);

    /** In which order rows come, by what comes first in it of each, and how many. */
    record Order(Comparator<PageVital> by, int most) {}

    record Place(String page, Device device) {}

    /** @param path of the page that says more of one of them */
    VitalRows(
            String name,
            String first,
            List<Vital> columns,
            List<PageVital> all,
            Order order,
            UnaryOperator<String> path) {
        addClassName("vitals");
        NativeTable table = new NativeTable();
        table.addClassName("rows");
        table.getElement().setAttribute("aria-label", name);
        NativeTableRow head = table.getHead().addRow();
        head(head, first, "name");
        head(head, "Device", "device");
        columns.forEach(vital -> head(head, Judged.name(vital) + ", p75", "number"));
        var body = table.addBody();
        rows(all, order).entrySet().stream().limit(order.most()).forEach(each -> {
            NativeTableRow row = body.addRow();
            String page = each.getKey().page();
            cell(row, "", page, "name").add(new Anchor(path.apply(page), page));
            String device = each.getKey().device().name().toLowerCase(Locale.ROOT);
            cell(row, "Device", device, "device").setText(device);
            columns.forEach(vital -> value(row, vital, each.getValue().get(vital)));
        });
        add(table);
    }

    static Map<Place, Map<Vital, PageVital>> rows(List<PageVital> all, Order order) {
        Map<Place, Map<Vital, PageVital>> rows = new LinkedHashMap<>();
        all.stream()
                .sorted(order.by().thenComparing(PageVital::page).thenComparing(PageVital::device))
                .forEach(each -> rows.computeIfAbsent(
                                new Place(each.page(), each.device()), any -> new EnumMap<>(Vital.class))
                        .put(each.vital(), each));
        return rows;
    }

    /** Where the endpoints are of what is called {@code quotes} or {@code quotes/tickers}. */
    static String endpoints(String called) {
        String words = called.endsWith(PageVitals.OTHER_RESOURCES)
                ? called.substring(0, called.length() - PageVitals.OTHER_RESOURCES.length())
                : called.replaceFirst("/", " /");
        return "endpoints?filter=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private static void head(NativeTableRow row, String title, String className) {
        NativeTableHeaderCell cell = row.addHeaderCell();
        cell.setText(title);
        cell.getElement().setAttribute("scope", "col");
        cell.addClassName(className);
    }

    private static NativeTableCell cell(NativeTableRow row, String label, String text, String className) {
        NativeTableCell cell = row.addDataCell();
        cell.addClassName(className);
        cell.getElement().setAttribute("title", text);
        cell.getElement().setAttribute("data-label", label);
        return cell;
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
