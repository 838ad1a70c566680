package io.zol0.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A short table whose rows stay in place while their figures move; holds still while the pointer is on it. */
public class LiveRows extends Div {
    private final List<Column> columns;
    private final List<List<NativeTableCell>> cells = new ArrayList<>();
    private final List<NativeTableRow> rows = new ArrayList<>();
    private final NativeTable table = new NativeTable();
    private final Paragraph empty;
    private List<List<Cell>> shown = List.of();

    /** @param className how wide it is and where it stands, see the style sheet */
    public record Column(String title, String className) {}

    /** What a cell shows. */
    public sealed interface Cell {
        record Text(String text) implements Cell {}

        record Link(String text, String path) implements Cell {}

        record Time(Instant at) implements Cell {}

        record Trend(List<Long> values) implements Cell {}
    }

    public LiveRows(String name, int size, String whenEmpty, List<Column> columns) {
        this.columns = columns;
        empty = new Paragraph(whenEmpty);
        empty.addClassName("rows-empty");
        getElement().setAttribute("data-holds", true);
        table.addClassName("rows");
        table.getElement().setAttribute("aria-label", name);
        NativeTableRow head = table.getHead().addRow();
        for (Column column : columns) {
            NativeTableHeaderCell title = head.addHeaderCell();
            title.setText(column.title());
            title.getElement().setAttribute("scope", "col");
            title.addClassNames(column.className().split(" "));
        }
        NativeTableBody body = table.addBody();
        for (int i = 0; i < size; i++) {
            addRow(body);
        }
        add(table, empty);
        show(List.of());
    }

    private void addRow(NativeTableBody body) {
        NativeTableRow row = body.addRow();
        List<NativeTableCell> made = new ArrayList<>();
        for (Column column : columns) {
            NativeTableCell cell = row.addDataCell();
            cell.addClassNames(column.className().split(" "));
            cell.getElement().setAttribute("data-label", column.title());
            made.add(cell);
        }
        rows.add(row);
        cells.add(made);
    }

    /** Shows these rows, the first ones where there are more than places; only cells that differ are sent. */
    public void show(List<List<Cell>> wanted) {
        for (int i = 0; i < rows.size(); i++) {
            boolean there = i < wanted.size();
            rows.get(i).setVisible(there);
            for (int c = 0; there && c < columns.size(); c++) {
                Cell cell = wanted.get(i).get(c);
                if (i >= shown.size() || !shown.get(i).get(c).equals(cell)) {
                    fill(cells.get(i).get(c), cell);
                }
            }
        }
        table.setVisible(!wanted.isEmpty());
        empty.setVisible(wanted.isEmpty());
        shown = List.copyOf(wanted);
    }

    private static void fill(NativeTableCell into, Cell cell) {
        switch (cell) {
            case Cell.Text(String text) -> {
                into.setText(text);
                into.getElement().setAttribute("title", text);
            }
            case Cell.Link(String text, String path) -> {
                Anchor link = new Anchor(path, text);
                link.getElement().setAttribute("title", text);
                replace(into, link);
            }
            case Cell.Time(Instant at) -> replace(into, new Moment(at));
            case Cell.Trend(List<Long> values) -> {
                Spark spark = new Spark();
                spark.append(values.stream().map(Long::doubleValue).toList());
                replace(into, spark);
            }
        }
    }

    private static void replace(NativeTableCell into, Component content) {
        into.removeAll();
        into.add(content);
    }
}
