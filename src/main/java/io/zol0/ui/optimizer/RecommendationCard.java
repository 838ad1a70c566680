package io.zol0.ui.optimizer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.zol0.optimizer.Confidence;
import io.zol0.optimizer.NotPossible;
import io.zol0.optimizer.Recommendation;
import io.zol0.optimizer.Recommendations;
import io.zol0.optimizer.UnknownRecommendation;
import io.zol0.ui.history.HistoryPart;
import io.zol0.ui.parts.Moment;
import java.util.function.Consumer;

/** One recommendation: what, why, what is expected, and what can be done about it. */
class RecommendationCard extends Div {
    private final Recommendations recommendations;
    private final Consumer<String> told;

    /** @param told hears, after each thing that was done, what came of it */
    RecommendationCard(
            Recommendations recommendations,
            Recommendation shown,
            Confidence confidence,
            boolean may,
            boolean linked,
            Consumer<String> told) {
        this.recommendations = recommendations;
        this.told = told;
        addClassNames("panel", "recommendation");
        Span sure = new Span(RecommendationWords.confidence(confidence));
        sure.addClassName("quiet");
        H2 title = linked ? new H2(new Anchor("optimizer/" + shown.id(), shown.title())) : new H2("What and why");
        Div head = new Div(title, sure);
        head.addClassName("panel-head");
        Span badge = new Span(RecommendationWords.state(shown));
        badge.addClassNames("badge", badge(shown));
        Paragraph state = new Paragraph(badge, new Span(shown.subject()), new Moment(shown.changedAt()));
        state.addClassNames("quiet", "recommendation-state");
        Paragraph expected = new Paragraph(RecommendationWords.expected(shown.effect()));
        expected.addClassName("expected");
        Paragraph risk = new Paragraph(RecommendationWords.risk(shown));
        risk.addClassName("quiet");
        add(head, state, new Paragraph(shown.because()), expected, risk);
        if (may) {
            add(buttons(shown));
        }
    }

    private static String badge(Recommendation shown) {
        return switch (shown.state()) {
            case TRIAL, APPROVED, WATCHED -> "badge-info";
            case FOUND -> "badge-warning";
            case DONE, DISMISSED, GONE -> "badge-quiet";
        };
    }

    private Div buttons(Recommendation shown) {
        Div buttons = new Div();
        buttons.addClassName("buttons");
        switch (shown.state()) {
            case FOUND -> {
                Button tried = new Button(
                        "Try it",
                        click -> act(
                                () -> recommendations.approve(shown.id(), false),
                                "The trial begins within ten seconds where nothing else of this upstream is on trial."));
                tried.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
                tried.setTooltipText(
                        "Slices of time with it and without it are compared; it is kept only where it was better.");
                Button once = new Button(
                        "Approve at once",
                        click -> act(
                                () -> recommendations.approve(shown.id(), true),
                                "It is in force within ten seconds, and watched for a day."));
                once.setTooltipText("Applied without a trial, and compared with the last hour for a day.");
                buttons.add(tried, once, new Button("Dismiss…", click -> askWhy(shown)));
            }
            case APPROVED -> buttons.add(new Button("Dismiss…", click -> askWhy(shown)));
            case TRIAL -> buttons.add(takeBack(shown, "Stop the trial"));
            case WATCHED -> buttons.add(takeBack(shown, "Take it back"));
            case DONE -> {
                if (recommendations.canBeTakenBack(shown.id())) {
                    buttons.add(takeBack(shown, "Take it back"));
                }
            }
            case DISMISSED, GONE -> {}
        }
        buttons.setVisible(buttons.getComponentCount() > 0);
        return buttons;
    }

    private Button takeBack(Recommendation shown, String label) {
        return new Button(
                label, click -> act(() -> recommendations.takeBack(shown.id()), "The setting is as it was before."));
    }

    private void act(Runnable work, String done) {
        try {
            work.run();
        } catch (NotPossible | UnknownRecommendation e) {
            told.accept(String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException e) {
            if (!HistoryPart.isRefusal(e)) {
                throw e;
            }
            told.accept(String.valueOf(e.getMessage()));
            return;
        }
        told.accept(done);
    }

    private void askWhy(Recommendation shown) {
        new WhyNot(
                        "It stays away until the evidence is another. For example: prices must be of this second.",
                        why -> act(
                                () -> recommendations.dismiss(shown.id(), why),
                                "It stays away until the evidence is another."))
                .open();
    }
}
