package io.zol0.ui.system;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.metrics.HistorySize;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** What the database takes, by kind of history. */
class StoragePart extends Div {
    private final LiveRows rows = new LiveRows(
            "Database",
            HistorySize.Kind.values().length + 1,
            "Asking the database…",
            List.of(
                    new Column("What", "name"),
                    new Column("On disk", "number"),
                    new Column("Since", "when"),
                    new Column("Kept", "number")));
    private final Div away = new Div();

    StoragePart() {
        add(rows, away);
    }

    void show(Storage storage) {
        away.removeAll();
        rows.setVisible(storage instanceof Storage.Read);
        switch (storage) {
            case Storage.Read(DataSize database, List<HistorySize> history) -> rows.show(table(database, history));
            case Storage.Away(String reason) ->
                away.add(Note.plain("The database cannot be asked, live figures go on")
                        .with(new Paragraph(reason)));
        }
    }

    private static List<List<Cell>> table(DataSize database, List<HistorySize> history) {
        List<List<Cell>> table = new ArrayList<>();
        for (HistorySize each : history) {
            Instant oldest = each.oldest();
            table.add(List.of(
                    new Cell.Text(name(each.kind())),
                    new Cell.Text(Figures.bytes(each.size().toBytes())),
                    oldest == null ? new Cell.Text("–") : new Cell.Time(oldest),
                    new Cell.Text(kept(each))));
        }
        table.add(List.of(
                new Cell.Text("The whole database"),
                new Cell.Text(Figures.bytes(database.toBytes())),
                new Cell.Text(""),
                new Cell.Text("")));
        return table;
    }

    private static String name(HistorySize.Kind kind) {
        return switch (kind) {
            case CALLS -> "Minutes of calls";
            case CALL_FIVE_MINUTES -> "Five minutes of calls";
            case CALL_HOURS -> "Hours of calls";
            case CALL_DAYS -> "Days of calls";
            case SERIES -> "Minutes of other series";
            case SERIES_HOURS -> "Hours of other series";
            case SERIES_DAYS -> "Days of other series";
            case SINGLES -> "Single calls";
            case REPLAY -> "Arrivals and URLs for what-if";
            case PAGES -> "How pages felt in browsers";
            case NOTES -> "Notes on series";
        };
    }

    private static String kept(HistorySize size) {
        DataSize most = size.most();
        String days = days(size.kept());
        return most == null ? days : days + ", " + Figures.bytes(most.toBytes()) + " at most";
    }

    private static String days(Duration kept) {
        return kept.toDays() + "\u00a0d";
    }
}
