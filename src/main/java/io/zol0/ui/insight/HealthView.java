package io.zol0.ui.insight;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Upstream;
import io.zol0.insight.Happenings;
import io.zol0.insight.Health;
import io.zol0.insight.HealthScore;
import io.zol0.insight.Place;
import io.zol0.metrics.History;
import io.zol0.metrics.Scope;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.AroundPart;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Meter;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How healthy everything is, or one environment, upstream or endpoint: the score, what makes it so, and how it was. */
@Route("insight")
@PageTitle("Health · ZoL0")
@PermitAll
class HealthView extends Main implements HasUrlParameter<String> {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int ROWS = 12;

    private final Health health;
    private final Live live;
    private final Beside beside;
    private final HealthPast past;
    private final WeightsPart weights;
    private final Paragraph sentence = new Paragraph();
    private final UnorderedList terms = new UnorderedList();
    private final LiveRows around = rows("Environments and upstreams", "There is no upstream yet.");
    private final LiveRows endpoints = rows("Endpoints", "No endpoint was called in the last 15 minutes.");
    private final Div content = new Div();
    private final Div instead = new Div();
    private final Div moment = new Div();
    private final AddressState state = new AddressState(this);
    private final Names names;
    private final History history;
    private Optional<Instant> at = Optional.empty();
    private String path = "";
    private Instant movedAt = Instant.MIN;
    private boolean reading;
    private @Nullable HealthScore shown;

    HealthView(
            Health health,
            Happenings happenings,
            Live live,
            Names names,
            History history,
            Beside beside,
            Clock clock,
            AuthenticationContext login) {
        this.names = names;
        this.history = history;
        this.health = health;
        this.live = live;
        this.beside = beside;
        this.past = new HealthPast(health, happenings, beside, clock);
        past.keepIn(state);
        this.weights = new WeightsPart(health, past, login.hasRole("ADMIN"));
        addClassName("page");
        terms.addClassNames("plain-list", "terms");
        Div cards = new Div(
                new Panel("Where").about("last 15 min").with(around),
                new Panel("Endpoints")
                        .about("last 15 min, the lowest score first")
                        .with(endpoints));
        cards.addClassName("cards");
        Panel form = new Panel("Weights").with(weights);
        content.add(
                new Panel("What makes it so")
                        .about("what takes most comes first")
                        .with(terms),
                cards,
                past,
                form);
        add(new H1("Health"), sentence, new InsightNav("insight"), instead, moment, content);
    }

    private static LiveRows rows(String name, String whenEmpty) {
        LiveRows rows = new LiveRows(
                name,
                ROWS,
                whenEmpty,
                List.of(
                        new Column("What", "name"),
                        new Column("Score", "number"),
                        new Column("What takes most from it", "less")));
        rows.addClassNames("wraps", "stacks");
        return rows;
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String asked) {
        path = asked == null ? "" : asked;
        at = AroundPart.moment(event.getLocation());
        moment.removeAll();
        state.read(event.getLocation());
        movedAt = Instant.MIN;
        getUI().ifPresent(this::begin);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        UI ui = attached.getUI();
        begin(ui);
        Signal.effect(
                this,
                () -> live.shown().get().ifPresent(beat -> {
                    Instant now = beat.tick().second();
                    if (!reading && !now.isBefore(movedAt.plus(STEP))) {
                        movedAt = now;
                        read(ui);
                    }
                }));
    }

    private void begin(UI ui) {
        sentence.setText("Working it out…");
        weights.show(health.weights());
        read(ui);
    }

    /** What is shown of now, worked out beside the page. */
    private record Now(Health.@Nullable Scored here, List<Health.Scored> places, List<Health.Scored> endpoints) {}

    private void read(UI ui) {
        reading = true;
        String asked = path;
        beside.work(
                ui,
                () -> {
                    Health.Scored here = health.now(asked).orElse(null);
                    return new Now(here, health.places(), here == null ? List.of() : health.endpoints(here.place()));
                },
                now -> {
                    reading = false;
                    if (asked.equals(path)) {
                        show(ui, now);
                    }
                },
                () -> reading = false);
    }

    private void show(UI ui, Now now) {
        instead.removeAll();
        Health.Scored here = now.here();
        content.setVisible(here != null);
        if (here == null) {
            sentence.setText("");
            instead.add(Note.empty("There is nothing by that name")
                    .text("The upstream or endpoint may have been removed.")
                    .link("See everything", "insight"));
            return;
        }
        sentence.setText(HealthWords.sentence(here.name(), here.score()));
        if (moment.getComponentCount() == 0) {
            at.ifPresent(time -> moment.add(new AroundPart(history, scope(here.place()), time).panel()));
        }
        if (!here.score().equals(shown)) {
            boolean first = shown == null;
            shown = here.score();
            showTerms(here);
            if (first) {
                past.show(ui, here.place(), health.weights());
            }
        }
        around.show(now.places().stream().limit(ROWS).map(HealthView::row).toList());
        endpoints.show(now.endpoints().stream()
                .sorted(Comparator.comparingDouble(HealthView::order))
                .limit(ROWS)
                .map(HealthView::row)
                .toList());
    }

    private Scope scope(Place place) {
        return place.kind() == Place.Kind.ENDPOINT
                ? new Scope.OfEndpoint(place.endpointId())
                : new Scope.OfUpstreams(names.upstreams().stream()
                        .filter(each -> place.environment().isEmpty()
                                || each.environment().equals(place.environment()))
                        .map(Upstream::id)
                        .filter(id -> place.upstreamId() == 0 || id == place.upstreamId())
                        .collect(Collectors.toSet()));
    }

    private static double order(Health.Scored scored) {
        Double score = scored.score().score();
        return score == null ? 2 : score;
    }

    private static List<Cell> row(Health.Scored scored) {
        Place place = scored.place();
        return List.of(
                new Cell.Link(scored.name(), place.path().isEmpty() ? "insight" : "insight/" + place.path()),
                new Cell.Text(HealthWords.score(scored.score())),
                new Cell.Text(scored.score()
                        .worst()
                        .map(part -> "%s: %s"
                                .formatted(part.term().title(), HealthWords.measured(part.term(), part.measured())))
                        .orElse(scored.score().score() == null ? "too little was measured" : "nothing")));
    }

    private void showTerms(Health.Scored here) {
        HealthScore score = here.score();
        terms.removeAll();
        List<HealthScore.Part> parts = new ArrayList<>(score.terms());
        parts.sort(Comparator.comparingDouble(HealthScore.Part::lost).reversed());
        parts.forEach(part -> terms.add(item(part, here)));
        score.missing().forEach(missing -> {
            Span name = new Span(missing.term().title());
            Span why = new Span("Left out. " + missing.why());
            why.addClassName("quiet");
            ListItem item = new ListItem(name, why);
            item.addClassNames("term", "term-missing");
            terms.add(item);
        });
    }

    private ListItem item(HealthScore.Part part, Health.Scored here) {
        Button name = new Button(part.term().title(), click -> {
            past.open(part.term());
            state.write();
            past.scrollIntoView();
        });
        name.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        name.setAriaLabel("Trend of " + part.term().title());
        Meter meter = new Meter(part.term().title());
        meter.addClassName("term-meter");
        meter.show(part.value(), 0, null, HealthWords.number(part.value()));
        Span value = new Span("%s · counts %s · takes %s"
                .formatted(
                        HealthWords.number(part.value()),
                        io.zol0.ui.parts.Figures.percent(part.weight()),
                        HealthWords.number(part.lost())));
        value.addClassName("quiet");
        Span figure = new Span(HealthWords.figure(part));
        Anchor data = new Anchor(HealthLinks.of(part.term(), here.place(), here.name()), "measurements");
        ListItem item = new ListItem(name, meter, value, figure, data);
        item.addClassName("term");
        return item;
    }
}
