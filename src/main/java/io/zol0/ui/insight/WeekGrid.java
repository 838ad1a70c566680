package io.zol0.ui.insight;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import io.zol0.ui.parts.Figures;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** The hours of a week as a table: the darker a cell the more calls, each with its figure. */
class WeekGrid extends Div {
    private static final int SHADES = 5;

    WeekGrid() {
        addClassName("week");
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Calls a second by hour and weekday");
    }

    /** @param cells a row for each day from Monday on with a cell for each hour; not a number where nothing was measured */
    void show(List<List<Double>> cells) {
        removeAll();
        double most = cells.stream()
                .flatMap(List::stream)
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        NativeTable table = new NativeTable();
        NativeTableRow head = table.getHead().addRow();
        head.addHeaderCell().setText("");
        for (int hour = 0; hour < 24; hour++) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(Integer.toString(hour));
            cell.getElement().setAttribute("scope", "col");
        }
        var body = table.addBody();
        for (int day = 0; day < cells.size(); day++) {
            NativeTableRow row = body.addRow();
            String name = DayOfWeek.of(day + 1).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            NativeTableHeaderCell title = new NativeTableHeaderCell(name);
            title.getElement().setAttribute("scope", "row");
            row.add(title);
            for (int hour = 0; hour < cells.get(day).size(); hour++) {
                NativeTableCell cell = row.addDataCell();
                double rate = cells.get(day).get(hour);
                boolean measured = Double.isFinite(rate);
                String words = "%s %d:00 UTC: %s".formatted(name, hour, measured ? Figures.rate(rate) : "not measured");
                cell.getElement().setAttribute("title", words);
                cell.getElement().setAttribute("aria-label", words);
                cell.addClassName(
                        measured
                                ? "heat-" + (most == 0 ? 0 : (int) Math.min(SHADES, Math.ceil(SHADES * rate / most)))
                                : "heat-none");
                cell.setText(measured ? "" : "·");
            }
        }
        add(table);
    }
}
