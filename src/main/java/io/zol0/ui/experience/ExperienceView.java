package io.zol0.ui.experience;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Upstream;
import io.zol0.ingest.Browsers;
import io.zol0.metrics.Answer;
import io.zol0.metrics.PageVital;
import io.zol0.metrics.PageVitals;
import io.zol0.metrics.Vital;
import io.zol0.ui.parts.Beat;
import io.zol0.ui.parts.Beside;
import io.zol0.ui.parts.CopyLine;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.TimeWindow;
import io.zol0.ui.parts.WindowChooser;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How pages feel in browsers; the window of time is in the address. */
@Route("experience")
@PageTitle("User experience · ZoL0")
@PermitAll
class ExperienceView extends Main implements BeforeEnterObserver {
    private static final List<Vital> OF_PAGES = List.of(Vital.LCP, Vital.INP, Vital.CLS, Vital.FCP, Vital.TTFB);
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(10);

    private final PageVitals vitals;
    private final Names names;
    private final Clock clock;
    private final Beside beside = new Beside("experience");
    private final WindowChooser window =
            new WindowChooser(List.of(TimeWindow.DAY, TimeWindow.WEEK, TimeWindow.MONTH), chosen -> choose());
    private final Paragraph sentence = new Paragraph("Looking for what browsers measured…");
    private final Div figures = new Div();
    private final Div nothing = new Div();
    private Instant askAgainAt = Instant.MIN;

    ExperienceView(
            Live live, PageVitals vitals, Names names, Browsers browsers, Clock clock, AuthenticationContext login) {
        this.vitals = vitals;
        this.names = names;
        this.clock = clock;
        addClassName("page");
        Div filters = new Div(window);
        filters.addClassName("filters");
        nothing.setVisible(false);
        add(new H1("User experience"), sentence, filters, nothing, figures);
        add(new OriginsPart(browsers, login.hasRole("ADMIN")));
        Signal.effect(this, () -> live.shown().get().ifPresent(this::move));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        TimeWindow asked = TimeWindow.of(event.getLocation()
                .getQueryParameters()
                .getSingleParameter("window")
                .orElse(""));
        window.setValue(asked == TimeWindow.HOUR ? TimeWindow.DAY : asked);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        attached.getUI()
                .getPage()
                .fetchCurrentURL(url -> nothing.add(Note.empty("No browser reported yet")
                        .text(
                                "Allow the origin of your pages below, and put this line into their head. Each visit then reports"
                                        + " once, when the page is left: how fast it appeared, answered and settled. It sets no cookie"
                                        + " and stores nothing in the browser.")
                        .with(new CopyLine(
                                "script line", scriptLine(url.getProtocol() + "://" + url.getAuthority())))));
        ask(attached.getUI());
    }

    private static String scriptLine(String origin) {
        return "<script src=\"" + origin + "/rum.js\" async></script>";
    }

    private void choose() {
        askAgainAt = Instant.MIN;
        getUI().ifPresent(ui -> {
            ui.getPage()
                    .getHistory()
                    .replaceState(
                            null,
                            new Location(
                                    "experience",
                                    QueryParameters.simple(
                                            Map.of("window", window.getValue().key()))));
            ask(ui);
        });
    }

    private void move(Beat beat) {
        if (!beside.isAsking() && !beat.tick().second().isBefore(askAgainAt)) {
            getUI().ifPresent(this::ask);
        }
    }

    private void ask(UI ui) {
        Instant now = clock.instant();
        Instant from = now.minus(window.getValue().length());
        // What is older than yesterday is kept by the day.
        Instant begin = from.truncatedTo(window.getValue() == TimeWindow.DAY ? ChronoUnit.HOURS : ChronoUnit.DAYS);
        Set<String> inSight = names.upstreams().stream().map(Upstream::name).collect(Collectors.toSet());
        beside.ask(ui, () -> vitals.since(begin), answer -> show(answer, inSight));
    }

    private void show(Answer<List<PageVital>> answer, Set<String> upstreamsInSight) {
        askAgainAt = clock.instant().plus(ASKED_AGAIN);
        switch (answer) {
            case Answer.Unavailable<List<PageVital>>(String reason) -> {
                sentence.setText("The history is unavailable. " + reason);
                sentence.setClassName("warning", true);
            }
            case Answer.Found<List<PageVital>>(List<PageVital> all) -> {
                sentence.setClassName("warning", false);
                List<PageVital> pages = all.stream()
                        .filter(each -> each.vital() != Vital.UPSTREAM)
                        .toList();
                List<PageVital> upstreams = all.stream()
                        .filter(each -> each.vital() == Vital.UPSTREAM && upstreamsInSight.contains(each.page()))
                        .toList();
                sentence.setText(sentence(pages));
                nothing.setVisible(pages.isEmpty());
                figures.removeAll();
                if (!pages.isEmpty()) {
                    figures.add(new Panel("Pages")
                            .about("three quarters of the visits were at most so, "
                                    + window.getValue().words())
                            .with(new VitalRows("Pages", "Page", OF_PAGES, pages), bounds()));
                }
                if (!upstreams.isEmpty()) {
                    figures.add(new Panel("Calls of pages to upstreams")
                            .about("as browsers measured them, "
                                    + window.getValue().words())
                            .with(new VitalRows("Calls of pages", "Upstream", List.of(Vital.UPSTREAM), upstreams)));
                }
            }
        }
    }

    private String sentence(List<PageVital> pages) {
        if (pages.isEmpty()) {
            return "No browser reported in the " + window.getValue().words() + ".";
        }
        long poor = pages.stream()
                .filter(each -> each.isEnough() && each.vital().band(each.p75()) == Vital.Band.POOR)
                .map(PageVital::page)
                .distinct()
                .count();
        long known = pages.stream().map(PageVital::page).distinct().count();
        return Figures.count(known) + (known == 1 ? " page was" : " pages were") + " measured. "
                + (poor == 0
                        ? "None is poor in anything that has enough samples."
                        : Figures.count(poor) + (poor == 1 ? " is" : " are") + " poor in something.");
    }

    private static Paragraph bounds() {
        Paragraph bounds = new Paragraph(OF_PAGES.stream().map(Judged::bounds).collect(Collectors.joining("; "))
                + ". A figure takes " + PageVital.ENOUGH + " samples.");
        bounds.addClassName("quiet");
        return bounds;
    }
}
