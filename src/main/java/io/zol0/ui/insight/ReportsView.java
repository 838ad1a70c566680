package io.zol0.ui.insight;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.insight.Report;
import io.zol0.insight.ReportHtml;
import io.zol0.insight.ReportMails;
import io.zol0.insight.Reports;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.ViewerZone;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The report of a day or a week, to be read and to be printed. */
@Route("insight/reports")
@PageTitle("Reports · ZoL0")
@PermitAll
class ReportsView extends Main implements BeforeEnterObserver {
    private final Reports reports;
    private final Beside beside;
    private final Paragraph sentence = new Paragraph();
    private final Select<Reports.Kind> kinds = new Select<>();
    private final DatePicker day = new DatePicker("In which this day is");
    private final Div paper = new Div();
    private final AddressState state = new AddressState(this);
    private final Optional<ReportMailPart> mails;
    private @Nullable ZoneId zone;

    ReportsView(Reports reports, ReportMails mails, AuthenticationContext login, Beside beside) {
        this.reports = reports;
        this.beside = beside;
        addClassName("page");
        kinds.setLabel("Report of a");
        kinds.setItems(Reports.Kind.values());
        kinds.setItemLabelGenerator(kind -> kind.words().toLowerCase(java.util.Locale.ROOT));
        kinds.setValue(Reports.Kind.DAY);
        this.mails = login.hasRole("OPERATOR")
                ? Optional.of(new ReportMailPart(mails, beside, login.hasRole("ADMIN")))
                : Optional.empty();
        kinds.addValueChangeListener(change -> {
            if (change.isFromClient() && zone != null) {
                LocalDate newest = reports.newest(change.getValue(), zone);
                if (newest.equals(day.getValue())) {
                    getUI().ifPresent(this::ask);
                }
                day.setValue(newest);
            }
        });
        day.addValueChangeListener(change -> getUI().ifPresent(this::ask));
        state.keep("kind", kinds, Reports.Kind.values()).keep("day", day, LocalDate::toString, ReportsView::day);
        Button print = new Button("Print or save as PDF");
        print.getElement().executeJs("this.addEventListener('click', () => window.print())");
        Div filters = new Div(kinds, day);
        filters.addClassName("filters");
        Div buttons = new Div(print);
        buttons.addClassName("buttons");
        paper.addClassName("panel");
        add(new H1("Reports"), sentence, new InsightNav("insight/reports"), filters, buttons, paper);
        this.mails.ifPresent(part -> {
            Panel panel = new Panel("By mail")
                    .about("the same report, to whoever should read it")
                    .with(part);
            panel.addClassName("unprinted");
            add(panel);
        });
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        UI ui = attached.getUI();
        if (zone == null) {
            ViewerZone.ask(ui, told -> {
                mails.ifPresent(part -> part.useZone(told));
                begin(ui, told);
            });
        } else {
            ViewerZone.ask(ui, told -> mails.ifPresent(part -> part.useZone(told)));
            begin(ui, zone);
        }
    }

    private void begin(UI ui, ZoneId told) {
        zone = told;
        if (day.getValue() == null) {
            day.setValue(reports.newest(kinds.getValue(), told));
        } else {
            ask(ui);
        }
    }

    /** A mail leads here with the report that it has. */
    @Override
    public void beforeEnter(BeforeEnterEvent entering) {
        state.read(entering.getLocation());
        entering.getLocation()
                .getQueryParameters()
                .getSingleParameter("zone")
                .filter(ZoneId.getAvailableZoneIds()::contains)
                .ifPresent(name -> zone = ZoneId.of(name));
    }

    private void ask(UI ui) {
        LocalDate chosen = day.getValue();
        ZoneId there = zone;
        if (chosen == null || there == null) {
            return;
        }
        Reports.Kind kind = kinds.getValue();
        sentence.setText("Made from measurements alone, and the same whenever it is made. Days and times are of %s."
                .formatted(there.getId()));
        paper.removeAll();
        paper.add(Note.loading("Making the report").text("It is made from the history, which takes a few seconds."));
        beside.work(ui, () -> reports.of(kind, chosen, there), this::show, () -> {
            paper.removeAll();
            paper.add(Note.failed("The report could not be made"));
        });
    }

    /** Where the figures of a report are to be looked at, as they are now. */
    private static Div more() {
        Div more = new Div(
                new Span("More on it:"),
                new Anchor("insight", "the health score"),
                new Anchor("endpoints", "each endpoint"),
                new Anchor("alerts?show=all", "every alert"),
                new Anchor("settings/history", "every change"),
                new Anchor("insight/correlations", "what depends on what"),
                new Anchor("insight/cost", "this month's cost"));
        more.addClassNames("links", "linked", "unprinted");
        return more;
    }

    private void show(Answer<Report> answer) {
        paper.removeAll();
        switch (answer) {
            case Answer.Unavailable<Report>(String reason) ->
                paper.add(Note.failed("The history is unavailable").text(reason));
            case Answer.Found<Report>(Report report) -> paper.add(new Html(ReportHtml.of(report)), more());
        }
    }
}
