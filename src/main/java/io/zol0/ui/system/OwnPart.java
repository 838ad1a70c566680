package io.zol0.ui.system;

import com.vaadin.flow.component.html.Div;
import io.zol0.metrics.Backlog;
import io.zol0.metrics.Effort;
import io.zol0.metrics.SeriesBacklog;
import io.zol0.metrics.SeriesEffort;
import io.zol0.metrics.Spread;
import io.zol0.metrics.SystemSeries;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import java.util.List;

/** What ZoL0 itself takes and adds. */
class OwnPart extends Div {
    private static final int ROWS = 9;

    private final OwnFigures figures;
    private final LiveRows rows = new LiveRows(
            "ZoL0's own measuring", ROWS, "", List.of(new Column("What", "name"), new Column("Now", "number")));

    OwnPart(OwnFigures figures) {
        this.figures = figures;
        add(rows);
    }

    void show(Condition condition) {
        Effort effort = figures.effort();
        Backlog backlog = figures.backlog();
        SeriesEffort series = figures.seriesEffort();
        SeriesBacklog waiting = figures.seriesBacklog();
        Spread overhead = figures.overhead();
        rows.show(List.of(
                row(
                        "Added to a call, p95 of the last 5 min",
                        overhead.count() == 0 ? "no calls" : Figures.time(overhead.p95())),
                row("Calls measured since the start", Figures.count(effort.calls())),
                row("Endpoints merged for want of memory", Figures.count(effort.mergedEndpoints())),
                row("Memory of live figures", Figures.bytes(effort.bytes())),
                row("Named series in the last hour", series.series() + " of at most " + series.mostSeries()),
                row("Memory of named series", Figures.bytes(series.bytes())),
                row("Values of series dropped", Figures.count(series.dropped() + waiting.lost())),
                row(
                        "Minutes that wait for the database",
                        Figures.count(Math.max(backlog.minutes(), waiting.minutes()))),
                row("Open files", condition.count(SystemSeries.FILES))));
    }

    private static List<Cell> row(String what, String now) {
        return List.of(new Cell.Text(what), new Cell.Text(now));
    }
}
