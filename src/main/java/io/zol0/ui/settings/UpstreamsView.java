package io.zol0.ui.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;

/** The upstreams with how they are doing. */
@Route("settings/upstreams")
@PageTitle("Upstreams · ZoL0")
@PermitAll
class UpstreamsView extends Main {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Live live;
    private final LiveMetrics metrics;

    UpstreamsView(Upstreams upstreams, Live live, LiveMetrics metrics, AuthenticationContext login) {
        this.live = live;
        this.metrics = metrics;
        addClassName("page");
        List<Upstream> all = upstreams.all();
        add(
                new H1("Upstreams"),
                new Paragraph("The APIs that are called through ZoL0. Changes hold at once, without a restart."));
        if (login.hasRole("ADMIN")) {
            Button add =
                    new Button("Add an upstream", click -> getUI().ifPresent(ui -> ui.navigate(NewUpstreamView.class)));
            add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            add.addClassName("above");
            add(add);
        }
        Div cards = new Div();
        cards.addClassNames("cards", "cards-small");
        all.forEach(upstream -> cards.add(card(upstream)));
        add(
                all.isEmpty()
                        ? Note.empty("There is no upstream yet")
                                .text("Add the first API that your programs call: a name and its base URL are enough. "
                                        + "This page then has a curl line to try it.")
                        : cards);
    }

    private Div card(Upstream upstream) {
        Anchor name = new Anchor("settings/upstreams/" + upstream.id(), upstream.name());
        Span url = new Span(upstream.baseUrl().toString());
        url.addClassNames("quiet", "breaks");
        Span labels = new Span(upstream.environment()
                + (upstream.demo() ? " · demo" : "")
                + (upstream.enabled() ? "" : " · switched off"));
        labels.addClassName(upstream.enabled() ? "quiet" : "warning");
        Span figures = new Span();
        Signal.effect(figures, () -> {
            live.shown().get();
            figures.setText(words(metrics.stats(new Scope.OfUpstream(upstream.id()), WINDOW)));
        });
        Div card = new Div(new H2(name), url, labels, figures);
        card.addClassNames("panel", "upstream-card");
        return card;
    }

    private static String words(Stats stats) {
        return stats.calls() == 0
                ? "No calls in the last 5 minutes"
                : "%s, p95 %s, %s failed"
                        .formatted(
                                Figures.rate(stats.rate()),
                                Figures.time(stats.total().p95()),
                                Figures.percent(stats.errorShare()));
    }
}
