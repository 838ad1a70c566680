package io.zol0.ui.optimizer;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.SettingId;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.Subject;
import io.zol0.optimizer.Confidence;
import io.zol0.optimizer.Recommendation;
import io.zol0.optimizer.RecommendationNews;
import io.zol0.optimizer.Recommendations;
import io.zol0.optimizer.State;
import io.zol0.optimizer.Trial;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.OnNews;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.SeriesLines;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One recommendation: the evidence, its trial as it runs, and every step of it. */
@Route("optimizer")
@PermitAll
class RecommendationView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int BEATS = 10;
    private static final List<String> COLOURS = List.of("blue", "teal", "violet");

    private final Recommendations recommendations;
    private final SeriesHistory series;
    private final boolean may;
    private final H1 title = new H1();
    private final Paragraph outcome = new Paragraph();
    private final Div card = new Div();
    private final Div cards = new Div();
    private final EvidencePart evidence = new EvidencePart();
    private final TrialPart trialPart = new TrialPart();
    private final StepsPart steps = new StepsPart();
    private long id;
    private int beats;
    private boolean drawn;
    private @Nullable State saidIn;
    private @Nullable SeriesLines lines;
    private @Nullable Recommendation shown;

    RecommendationView(
            Recommendations recommendations,
            RecommendationNews news,
            SeriesHistory series,
            Live live,
            AuthenticationContext login) {
        this.recommendations = recommendations;
        this.series = series;
        this.may = login.hasAnyRole("OPERATOR", "ADMIN");
        addClassName("page");
        outcome.getElement().setAttribute("role", "status");
        outcome.setVisible(false);
        cards.addClassName("cards");
        OnNews.refresh(this, news::subscribe, this::refresh);
        Signal.effect(this, () -> live.newest().get().ifPresent(beat -> move()));
    }

    @Override
    public void setParameter(BeforeEvent event, Long wanted) {
        id = wanted;
        drawn = false;
        removeAll();
        refresh();
    }

    @Override
    public String getPageTitle() {
        return (shown == null ? "No such recommendation" : shown.title()) + " · ZoL0";
    }

    private void refresh() {
        Optional<Recommendation> found = recommendations.byId(id);
        if (shown != null && found.isPresent() && found.get().state() != saidIn) {
            // What was said of the state before is over.
            outcome.setVisible(false);
        }
        shown = found.orElse(null);
        if (shown == null) {
            removeAll();
            drawn = false;
            add(
                    new H1("No such recommendation"),
                    Note.empty("There is no recommendation with this number")
                            .text("It went with its upstream, or it is older than the 5,000 that are kept.")
                            .link("Go to the recommendations", "optimizer"));
            return;
        }
        if (!drawn) {
            draw(shown);
        }
        show(shown);
    }

    private void draw(Recommendation recommendation) {
        drawn = true;
        removeAll();
        cards.removeAll();
        List<SeriesLines.Line> drawnLines = new ArrayList<>();
        recommendation
                .charted()
                .forEach((name, key) -> drawnLines.add(new SeriesLines.Line(
                        key,
                        new Chart.Series(
                                name, COLOURS.get(drawnLines.size() % COLOURS.size()), drawnLines.isEmpty() ? 0 : 5))));
        Panel last = new Panel("Every step").with(steps, settingLink(recommendation));
        last.addClassName("wide");
        cards.add(trialPart);
        if (drawnLines.isEmpty()) {
            lines = null;
        } else {
            lines = new SeriesLines("What it rests on", "/s", HOUR, drawnLines);
            lines.move(series);
            cards.add(new Panel("What it rests on").about("last hour").with(lines.chart()));
        }
        cards.add(new Panel("Figures").about("as of the last look").with(evidence, measuredLink(recommendation)), last);
        add(title, outcome, card, cards);
    }

    private static Anchor measuredLink(Recommendation recommendation) {
        Subject about = recommendation.advice().about();
        Anchor link = switch (about.kind()) {
            case ENDPOINT -> new Anchor("endpoints/" + about.id(), "The charts of this endpoint");
            case QUOTA -> new Anchor("quotas", "The charts of the quotas");
            case UPSTREAM, WHOLE, PAGE, LABELS -> new Anchor("endpoints", "The endpoints and their charts");
        };
        link.addClassName("note-action");
        return link;
    }

    private static Anchor settingLink(Recommendation recommendation) {
        SettingId setting = recommendation.advice().setting();
        Anchor link = switch (setting.kind()) {
            case CACHE_POLICY, CACHE_SCOPE ->
                new Anchor("settings/cache/" + setting.number(), "The cache policy of this endpoint");
            case QUOTA -> new Anchor("settings/limits/" + setting.number(), "The quota and its history");
            case BREAKER, CONCURRENCY, PRESET ->
                new Anchor("settings/protection/" + setting.upstreamId(), "The protection of this upstream");
        };
        link.addClassName("note-action");
        return link;
    }

    private void show(Recommendation recommendation) {
        title.setText(recommendation.title());
        card.removeAll();
        List<Confidence> confidence = recommendations.confidence(List.of(recommendation));
        card.add(
                new RecommendationCard(recommendations, recommendation, confidence.getFirst(), may, false, this::told));
        evidence.show(recommendation);
        Optional<Trial> trial = recommendations.trial(id);
        trialPart.show(recommendation, trial);
        steps.show(recommendations.steps(id));
    }

    private void move() {
        if (lines != null) {
            lines.move(series);
        }
        if (++beats % BEATS == 0 && shown != null) {
            recommendations.byId(id).ifPresent(now -> trialPart.show(now, recommendations.trial(id)));
        }
    }

    private void told(String words) {
        outcome.setText(words);
        recommendations.byId(id).ifPresent(now -> saidIn = now.state());
        outcome.setVisible(true);
        refresh();
    }
}
