package io.zol0.ui.history;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.ChangedMeanwhile;
import io.zol0.catalog.ChangedSince;
import io.zol0.catalog.Difference;
import io.zol0.catalog.HistoryFilter;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.SettingId;
import io.zol0.catalog.UnknownSetting;
import io.zol0.catalog.UnknownUpstream;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Note;
import java.util.List;

/** Setting changes, the newest first, each with what differed and a button that takes it back. */
public class HistoryPart extends Div {
    private static final int PAGE = 20;

    private final Catalog catalog;
    private final HistoryFilter filter;
    private final boolean mayRevert;
    private final boolean namesSubject;
    private final Runnable reverted;
    private final Div list = new Div();
    private final Div outcome = new Div();
    private final Button more = new Button("Show older changes");
    private int shown;

    /** The changes of one setting. */
    public HistoryPart(Catalog catalog, SettingId setting, boolean mayRevert, Runnable reverted) {
        this(catalog, HistoryFilter.of(setting), mayRevert, false, reverted);
    }

    HistoryPart(Catalog catalog, HistoryFilter filter, boolean mayRevert, boolean namesSubject, Runnable reverted) {
        this.catalog = catalog;
        this.filter = filter;
        this.mayRevert = mayRevert;
        this.namesSubject = namesSubject;
        this.reverted = reverted;
        outcome.getElement().setAttribute("role", "status");
        more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        more.addClickListener(click -> append());
        add(outcome, list, more);
        append();
    }

    /** Whether it is how the catalog says no. */
    public static boolean isRefusal(RuntimeException thrown) {
        return thrown instanceof ChangedSince
                || thrown instanceof ChangedMeanwhile
                || thrown instanceof UnknownSetting
                || thrown instanceof UnknownUpstream
                || thrown instanceof InvalidDraft;
    }

    private void append() {
        List<AppliedChange> page = catalog.history(filter, shown, PAGE + 1);
        page.stream().limit(PAGE).forEach(change -> list.add(line(change)));
        shown += Math.min(PAGE, page.size());
        more.setVisible(page.size() > PAGE);
        if (shown == 0) {
            Paragraph none = new Paragraph("Nothing was changed yet.");
            none.addClassName("quiet");
            list.add(none);
        }
    }

    private Div line(AppliedChange change) {
        Span what = new Span(ChangeWords.sentence(change, namesSubject));
        Span when = new Span(new Moment(change.at()), new Span(" · " + change.who() + origin(change)));
        when.addClassName("quiet");
        Div words = new Div(what, when);
        words.addClassName("change-words");
        Div head = new Div(words);
        head.addClassName("session");
        if (mayRevert) {
            Button back = new Button(change.newest() ? "Take it back" : "Take it and later ones back…");
            back.addThemeVariants(ButtonVariant.LUMO_SMALL);
            back.setAriaLabel("Take change %d back".formatted(change.id()));
            back.addClickListener(click -> revert(change));
            head.add(back);
        }
        Div line = new Div(head);
        line.addClassName("change-line");
        if (!change.reason().isEmpty()) {
            Paragraph why = new Paragraph("“" + change.reason() + "”");
            why.addClassNames("plain", "breaks");
            line.add(why);
        }
        line.add(table(change.differences()));
        return line;
    }

    private static String origin(AppliedChange change) {
        return switch (change.origin()) {
            case PERSON -> "";
            case PROGRAM -> " (by the API)";
            case OPTIMIZER -> " (a recommendation)";
            case PROVIDER -> " (the provider's own word)";
            case ZOL0 -> " (by itself)";
        };
    }

    private static Div table(List<Difference> differences) {
        NativeTable table = new NativeTable();
        NativeTableRow head = table.getHead().addRow();
        head.add(
                new NativeTableHeaderCell("Field"),
                new NativeTableHeaderCell("Before"),
                new NativeTableHeaderCell("After"));
        differences.forEach(each -> {
            NativeTableHeaderCell name = new NativeTableHeaderCell(ChangeWords.field(each.field()));
            name.getElement().setAttribute("scope", "row");
            table.getBody()
                    .addRow()
                    .add(
                            name,
                            new NativeTableCell(ChangeWords.value(each.field(), each.before())),
                            new NativeTableCell(ChangeWords.value(each.field(), each.after())));
        });
        Div frame = new Div(table);
        frame.addClassName("change");
        frame.setVisible(!differences.isEmpty());
        return frame;
    }

    private void revert(AppliedChange change) {
        try {
            catalog.revert(change.id());
            again();
        } catch (ChangedSince since) {
            outcome.removeAll();
            long newest = since.later().getFirst().id();
            outcome.add(Note.plain("Not taken back yet")
                    .text(String.valueOf(since.getMessage()))
                    .with(new Button("Take all of them back", click -> revertAll(change, newest))));
        } catch (RuntimeException refused) {
            refuse(refused);
        }
    }

    private void revertAll(AppliedChange change, long newest) {
        try {
            catalog.revert(change.id(), newest);
            again();
        } catch (RuntimeException refused) {
            refuse(refused);
        }
    }

    private void refuse(RuntimeException refused) {
        if (!isRefusal(refused)) {
            throw refused;
        }
        outcome.removeAll();
        outcome.add(Note.failed("Not taken back").text(String.valueOf(refused.getMessage())));
    }

    private void again() {
        outcome.removeAll();
        list.removeAll();
        shown = 0;
        append();
        reverted.run();
    }
}
