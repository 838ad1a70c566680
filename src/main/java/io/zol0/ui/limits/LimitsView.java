package io.zol0.ui.limits;

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
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Protections;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.limits.Quota;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.quotas.QuotaWords;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** The quotas as they are set. */
@Route("settings/limits")
@PageTitle("Limits · ZoL0")
@PermitAll
class LimitsView extends Main {
    private final Names names;

    LimitsView(Quotas quotas, Protections protections, Names names, AuthenticationContext login) {
        this.names = names;
        addClassName("page");
        List<Quota> all = quotas.all();
        add(
                new H1("Limits"),
                new Paragraph("Budgets that all callers of an upstream share, as its provider counts them. "
                        + "Changes hold at once; what is spent stays spent."));
        if (login.hasAnyRole("OPERATOR", "ADMIN")) {
            Button add = new Button("Make a quota", click -> getUI().ifPresent(ui -> ui.navigate(NewQuotaView.class)));
            add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            add.addClassName("above");
            add(add);
        }
        Div cards = new Div();
        cards.addClassNames("cards", "cards-small");
        all.forEach(quota -> cards.add(card(quota)));
        add(
                all.isEmpty()
                        ? Note.empty("No call is limited yet")
                                .text("Make a quota from your provider's preset: choose the upstream, look at what "
                                        + "the preset says, create it. Until then ZoL0 lets every call through.")
                        : cards);
        Panel others = new Panel("When an upstream falters")
                .about("for each upstream")
                .with(protections(names.upstreams(), protections));
        Panel presets = new Panel("What is known of providers")
                .with(link("settings/presets", "Presets that come with ZoL0, and your own"));
        others.addClassName("above");
        presets.addClassName("above");
        add(others, presets);
    }

    private static Div protections(List<Upstream> upstreams, Protections protections) {
        Div list = new Div();
        list.addClassName("links");
        upstreams.forEach(upstream -> list.add(link(
                "settings/protection/" + upstream.id(),
                "%s: circuit breaker %s, concurrency limit %s"
                        .formatted(
                                upstream.name(),
                                onOrOff(protections.breakerOf(upstream.id()).enabled()),
                                onOrOff(protections.concurrencyOf(upstream.id()).enabled())))));
        if (upstreams.isEmpty()) {
            list.add(quiet("There is no upstream yet."));
        }
        return list;
    }

    private static String onOrOff(boolean enabled) {
        return enabled ? "on" : "off";
    }

    private static Div link(String where, String words) {
        return new Div(new Anchor(where, words));
    }

    private Div card(Quota quota) {
        Span upstream = quiet(names.upstream(quota.upstreamId()) + (quota.enabled() ? "" : " · switched off"));
        Div card = new Div(
                new H2(new Anchor("settings/limits/" + quota.id(), quota.name())),
                upstream,
                new Span(QuotaWords.windows(quota)),
                quiet(QuotaWords.scope(quota.scope())),
                quiet(Choices.words(quota.whenEmpty())));
        card.addClassNames("panel", "upstream-card");
        return card;
    }

    private static Span quiet(String words) {
        Span span = new Span(words);
        span.addClassName("quiet");
        return span;
    }
}
