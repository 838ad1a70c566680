package io.zol0.ui.cache;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.ChangeRecord;
import io.zol0.cache.EndpointFigures;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.CachePurge.What;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Purges;
import io.zol0.catalog.SettingId;
import io.zol0.gateway.LiveCache;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** How the answers of one endpoint are cached, with what a TTL brings and costs at the traffic that was recorded. */
@Route("settings/cache")
@PermitAll
class EndpointPolicyView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    private final Catalog catalog;
    private final CachePolicies policies;
    private final Purges purges;
    private final LiveCache cache;
    private final Names names;
    private final boolean mayChange;
    private final Paragraph effect = new Paragraph();
    private String title = "Cache policy";
    private ChangeRecord record = ChangeRecord.EMPTY;

    EndpointPolicyView(
            Catalog catalog,
            CachePolicies policies,
            Purges purges,
            LiveCache cache,
            Names names,
            AuthenticationContext login) {
        this.catalog = catalog;
        this.policies = policies;
        this.purges = purges;
        this.cache = cache;
        this.names = names;
        mayChange = login.hasAnyRole("OPERATOR", "ADMIN");
        effect.getElement().setAttribute("role", "status");
        effect.addClassName("plain");
        addClassNames("page", "page-narrow");
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        attached.getUI().getPage().addJsModule("context://components/zol0-curve.js");
    }

    @Override
    public String getPageTitle() {
        return title + " · ZoL0";
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        removeAll();
        Endpoint endpoint = names.endpoint(id).orElse(null);
        if (endpoint == null) {
            title = "No such endpoint";
            add(
                    new H1(title),
                    Note.empty("There is no endpoint with this number")
                            .text("It may have been removed with its upstream.")
                            .link("Go to the cache policies", "settings/cache"));
            return;
        }
        title = "Cache of " + Names.name(endpoint);
        record = cache.changes(id);
        CachePolicy inherited = policies.policyOf(0, endpoint.upstreamId());
        add(new H1(title), new Paragraph("Of " + names.upstream(endpoint.upstreamId()) + "."), curve());
        add(new PolicyPart(
                catalog, SettingId.cachePolicy(endpoint.upstreamId(), id), inherited, mayChange, this::explain));
        add(kept(endpoint));
    }

    private void explain(Optional<CachePolicy> typed) {
        effect.setText(typed.filter(policy -> policy.mode() == CacheMode.OWN_TTL)
                .map(policy -> Curve.sentence(record, policy.ttl()))
                .orElse(""));
    }

    private Panel curve() {
        Panel panel = new Panel("What a TTL brings and costs").about("from the requests and changes seen so far");
        Curve curve = Curve.of(record);
        if (curve.points().isEmpty()) {
            return panel.with(new Paragraph(Curve.sentence(record, Duration.ofSeconds(5))), effect);
        }
        Span hits = new Span("from the cache, share of requests");
        hits.addClassName("hits");
        Span outdated = new Span("outdated, share of what is served");
        outdated.addClassName("outdated");
        Div legend = new Div(hits, outdated);
        legend.addClassName("curve-legend");
        return panel.with(legend, new CurveChart(curve), effect);
    }

    private Panel kept(Endpoint endpoint) {
        EndpointFigures figures = cache.endpoint(endpoint.id()).orElseThrow();
        Paragraph words = new Paragraph("%s of %s requests that could come from the cache did since ZoL0 was started."
                .formatted(Figures.count(figures.hits()), Figures.count(figures.asked())));
        words.addClassName("plain");
        Panel panel = new Panel("What is kept").with(words);
        if (!mayChange) {
            return panel;
        }
        Paragraph outcome = new Paragraph();
        outcome.getElement().setAttribute("role", "status");
        Button purge = new Button("Purge this endpoint", click -> {
            long dropped = purges.purge(OptionalLong.of(endpoint.upstreamId()), new What.OfEndpoint(endpoint.id()));
            outcome.setText(
                    dropped == 0
                            ? "There was nothing to drop."
                            : dropped == 1
                                    ? "1 answer was dropped."
                                    : Figures.count(dropped) + " answers were dropped.");
        });
        purge.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
        return panel.with(purge, outcome);
    }
}
