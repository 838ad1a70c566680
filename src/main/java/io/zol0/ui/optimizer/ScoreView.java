package io.zol0.ui.optimizer;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.optimizer.Recommendations;
import io.zol0.optimizer.ScoreCard;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;

/** How often the optimizer was right: what it predicted against what its trials said. */
@Route("optimizer/score")
@PageTitle("How often it was right · ZoL0")
@PermitAll
class ScoreView extends Main {
    ScoreView(Recommendations recommendations) {
        addClassName("page");
        ScoreCard card = recommendations.scoreCard();
        add(
                new H1("How often it was right"),
                new Paragraph(RecommendationWords.scores(card)),
                new OptimizerNav("optimizer/score"));
        if (card.trials() == 0) {
            add(Note.empty("No trial came to a verdict yet")
                    .text("Before each trial ZoL0 writes down how probable it takes it that the trial will say keep."
                            + " Afterwards both are compared here, and what was too sure or too modest corrects the next"
                            + " predictions. Below %d verdicts no number is told.".formatted(card.needed())));
            return;
        }
        Panel panel = new Panel("Predicted against come true")
                .about("of all trials that came to a verdict")
                .with(new CalibrationChart(card), table(card));
        panel.addClassName("wide");
        add(panel);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        attached.getUI().getPage().addJsModule("context://components/zol0-calibration.js");
    }

    private static NativeTable table(ScoreCard card) {
        NativeTable table = new NativeTable();
        table.addClassName("rows");
        table.getElement().setAttribute("aria-label", "Predictions by their probability");
        NativeTableRow head = table.getHead().addRow();
        for (String title : new String[] {"Predicted", "On average", "Kept", "Trials"}) {
            head.addHeaderCell().setText(title);
        }
        NativeTableBody body = table.addBody();
        card.bins().forEach(bin -> {
            NativeTableRow row = body.addRow();
            row.addDataCell().setText("%s to %s".formatted(Figures.percent(bin.from()), Figures.percent(bin.to())));
            row.addDataCell().setText(Figures.percent(bin.predicted()));
            row.addDataCell().setText(Figures.percent(bin.cameTrue()));
            row.addDataCell().setText(Figures.count(bin.count()));
        });
        return table;
    }
}
