package io.zol0.ui.experience;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Upstream;
import io.zol0.ingest.Browsers;
import io.zol0.metrics.Answer;
import io.zol0.metrics.PageVital;
import io.zol0.metrics.PageVitals;
import io.zol0.metrics.Vital;
import io.zol0.ui.parts.AddressState;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How pages feel in browsers; the window of time is in the address. */
@Route("experience")
@PageTitle("User experience · ZoL0")
@PermitAll
class ExperienceView extends Main implements BeforeEnterObserver {
    private static final List<Vital> OF_PAGES = List.of(Vital.LCP, Vital.INP, Vital.CLS, Vital.FCP, Vital.TTFB);
    private static final List<TimeWindow> WINDOWS = List.of(TimeWindow.DAY, TimeWindow.WEEK, TimeWindow.MONTH);
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(10);

    private final PageVitals vitals;
    private final Names names;
    private final Clock clock;
    private final Beside beside = new Beside("experience");
    private final WindowChooser window = new WindowChooser(WINDOWS, chosen -> choose());
    private final Paragraph sentence = new Paragraph("Looking for what browsers measured…");
    private final Div figures = new Div();
    private final VitalPast past = new VitalPast(OF_PAGES);
    private final Div nothing = new Div();
    private final AddressState state = new AddressState(this);
    private Instant askAgainAt = Instant.MIN;
    private String page = "";
    private boolean pastIsShown;

    ExperienceView(
            Live live, PageVitals vitals, Names names, Browsers browsers, Clock clock, AuthenticationContext login) {
        this.vitals = vitals;
        this.names = names;
        this.clock = clock;
        addClassName("page");
        state.keepOneOf("window", window, () -> WINDOWS, TimeWindow::key);
        past.keepIn(state);
        Div filters = new Div(window);
        filters.addClassName("filters");
        nothing.setVisible(false);
        add(new H1("User experience"), sentence, filters, nothing, figures, past);
        add(new OriginsPart(browsers, login.hasRole("ADMIN")));
        Signal.effect(this, () -> live.shown().get().ifPresent(this::move));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        state.read(event.getLocation());
        page = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("page")
                .orElse("");
        past.removeAll();
        pastIsShown = page.isEmpty();
        if (isAttached()) {
            choose();
        }
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
        pastIsShown = page.isEmpty();
        getUI().ifPresent(this::ask);
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
        String shown = page;
        TimeWindow time = window.getValue();
        if (pastIsShown) {
            beside.ask(ui, () -> vitals.since(begin), answer -> show(answer, inSight));
        } else {
            beside.ask(ui, () -> new Came(vitals.since(begin), vitals.byHour(shown, begin)), came -> {
                pastIsShown = true;
                show(came.all(), inSight);
                past.show(shown, came.hours(), time);
                past.scrollIntoView();
            });
        }
    }

    /** What was read beside the page. */
    private record Came(Answer<List<PageVital>> all, Answer<List<PageVitals.Hour>> hours) {}

    private String path(String of) {
        return "experience?window=%s&page=%s"
                .formatted(window.getValue().key(), URLEncoder.encode(of, StandardCharsets.UTF_8));
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
                        .filter(each -> !each.vital().isOfUpstream())
                        .toList();
                sentence.setText(sentence(pages));
                nothing.setVisible(pages.isEmpty());
                figures.removeAll();
                if (!pages.isEmpty()) {
                    figures.add(new Panel("Pages")
                            .about("three quarters of the visits were at most so, "
                                    + window.getValue().words())
                            .with(
                                    new VitalRows("Pages", "Page", OF_PAGES, pages, VitalRows.BY_SAMPLES, this::path),
                                    bounds()));
                }
                List<PageVital> ofUpstreams = all.stream()
                        .filter(each -> each.isSeenWith(upstreamsInSight))
                        .toList();
                addOf(ofUpstreams, Vital.UPSTREAM, "Calls of pages to upstreams", "Upstream", VitalRows.BY_SAMPLES);
                addOf(ofUpstreams, Vital.RESOURCE, "Slowest resources of upstreams", "Resource", VitalRows.SLOWEST);
            }
        }
    }

    private void addOf(List<PageVital> seen, Vital vital, String title, String first, VitalRows.Order order) {
        List<PageVital> found =
                seen.stream().filter(each -> each.vital() == vital).toList();
        if (!found.isEmpty()) {
            figures.add(new Panel(title)
                    .about("as browsers measured them, " + window.getValue().words())
                    .with(new VitalRows(title, first, List.of(vital), found, order, VitalRows::endpoints)));
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
