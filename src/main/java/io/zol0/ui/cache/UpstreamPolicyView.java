package io.zol0.ui.cache;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.cache.CachePolicy;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.SettingId;
import io.zol0.catalog.Upstreams;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.PermitAll;

/** How the answers of a whole upstream are cached. */
@Route("settings/cache-of")
@PageTitle("Cache policy · ZoL0")
@PermitAll
class UpstreamPolicyView extends Main implements HasUrlParameter<Long> {
    private final Catalog catalog;
    private final Upstreams upstreams;
    private final boolean mayChange;

    UpstreamPolicyView(Catalog catalog, Upstreams upstreams, AuthenticationContext login) {
        this.catalog = catalog;
        this.upstreams = upstreams;
        mayChange = login.hasAnyRole("OPERATOR", "ADMIN");
        addClassNames("page", "page-narrow");
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        removeAll();
        upstreams
                .byId(id)
                .ifPresentOrElse(
                        upstream -> add(
                                new H1("Cache of " + upstream.name()),
                                new Paragraph("Holds for each of its endpoints that has no policy of its own."),
                                new PolicyPart(
                                        catalog,
                                        SettingId.defaultCachePolicy(id),
                                        CachePolicy.OFF,
                                        mayChange,
                                        policy -> {})),
                        () -> add(
                                new H1("No such upstream"),
                                Note.empty("There is no upstream with this number")
                                        .text("It may have been removed.")
                                        .link("Go to the cache policies", "settings/cache")));
    }
}
