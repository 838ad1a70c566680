package io.zol0.ui.insight;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.insight.Report;
import io.zol0.insight.ReportHtml;
import io.zol0.insight.Reports;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;

/** The report of a day or a week, to be read and to be printed. */
@Route("insight/reports")
@PageTitle("Reports · ZoL0")
@PermitAll
class ReportsView extends Main {
    private final Reports reports;
    private final Beside beside;
    private final Paragraph sentence = new Paragraph();
    private final Select<Reports.Kind> kinds = new Select<>();
    private final DatePicker day = new DatePicker("In which this day is, UTC");
    private final Div paper = new Div();

    ReportsView(Reports reports, Beside beside) {
        this.reports = reports;
        this.beside = beside;
        addClassName("page");
        kinds.setLabel("Report of a");
        kinds.setItems(Reports.Kind.values());
        kinds.setItemLabelGenerator(kind -> kind.words().toLowerCase(java.util.Locale.ROOT));
        kinds.setValue(Reports.Kind.DAY);
        day.setValue(reports.newest(Reports.Kind.DAY));
        kinds.addValueChangeListener(change -> {
            day.setValue(reports.newest(change.getValue()));
            getUI().ifPresent(this::ask);
        });
        day.addValueChangeListener(change -> getUI().ifPresent(this::ask));
        Button print = new Button("Print or save as PDF");
        print.getElement().executeJs("this.addEventListener('click', () => window.print())");
        Div filters = new Div(kinds, day);
        filters.addClassName("filters");
        Div buttons = new Div(print);
        buttons.addClassName("buttons");
        paper.addClassName("panel");
        add(new H1("Reports"), sentence, new InsightNav("insight/reports"), filters, buttons, paper);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        ask(attached.getUI());
    }

    private void ask(UI ui) {
        LocalDate chosen = day.getValue();
        if (chosen == null) {
            return;
        }
        Reports.Kind kind = kinds.getValue();
        sentence.setText("Made from measurements alone, and the same whenever it is made.");
        paper.removeAll();
        paper.add(Note.loading("Making the report").text("It is made from the history, which takes a few seconds."));
        beside.work(ui, () -> reports.of(kind, chosen), this::show, () -> {
            paper.removeAll();
            paper.add(Note.failed("The report could not be made"));
        });
    }

    private void show(Answer<Report> answer) {
        paper.removeAll();
        switch (answer) {
            case Answer.Unavailable<Report>(String reason) ->
                paper.add(Note.failed("The history is unavailable").text(reason));
            case Answer.Found<Report>(Report report) -> paper.add(new Html(ReportHtml.of(report)));
        }
    }
}
