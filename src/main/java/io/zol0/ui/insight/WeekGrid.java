package io.zol0.ui.insight;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import io.zol0.insight.Place;
import io.zol0.insight.Usage;
import io.zol0.ui.parts.Figures;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
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

    /**
     * Shows them; each leads to the charts of when it was measured last.
     *
     * @param cells a row for each day from Monday on with a cell for each hour
     * @param zone of these hours
     */
    void show(List<List<Usage.Cell>> cells, Place place, ZoneId zone) {
        removeAll();
        double most = cells.stream()
                .flatMap(List::stream)
                .mapToDouble(Usage.Cell::rate)
                .filter(Double::isFinite)
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
            for (Usage.Cell each : cells.get(day)) {
                fill(row.addDataCell(), each, most, place, zone);
            }
        }
        add(table);
    }

    private static void fill(NativeTableCell cell, Usage.Cell each, double most, Place place, ZoneId zone) {
        Instant newest = each.newest();
        String words = "%s %d:00 of %s: %s"
                .formatted(
                        each.day().getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                        each.hour(),
                        zone.getId(),
                        newest == null ? "not measured" : Figures.rate(each.rate()));
        cell.getElement().setAttribute("title", words);
        if (newest == null) {
            cell.addClassName("heat-none");
            cell.getElement().setAttribute("aria-label", words);
            cell.setText("·");
            return;
        }
        cell.addClassName("heat-" + (most == 0 ? 0 : (int) Math.min(SHADES, Math.ceil(SHADES * each.rate() / most))));
        Anchor link = new Anchor(HealthLinks.at(place, newest), "");
        link.getElement().setAttribute("aria-label", words);
        // The busiest hours are links below; with the keys nobody is to go through 168 of them.
        link.getElement().setAttribute("tabindex", "-1");
        cell.add(link);
    }
}
