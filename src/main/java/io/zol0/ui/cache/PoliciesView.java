package io.zol0.ui.cache;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.CacheSetting;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Upstream;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How answers are cached: what holds for an upstream, and the endpoints that differ from it. */
@Route("settings/cache")
@PageTitle("Cache policies · ZoL0")
@PermitAll
class PoliciesView extends Main {
    /** More are found by the page of the endpoint itself. */
    private static final int MOST = 200;

    PoliciesView(CachePolicies policies, Names names) {
        addClassName("page");
        add(
                new H1("Cache policies"),
                new Paragraph(
                        "Whether the answers of an endpoint may be used again, and for how long. What holds for an "
                                + "upstream holds for each of its endpoints that has no policy of its own."));
        List<Upstream> upstreams = names.upstreams();
        if (upstreams.isEmpty()) {
            add(Note.empty("There is no upstream yet")
                    .text("A cache policy is about the answers of one upstream; add that first.")
                    .link("Go to the upstreams", "settings/upstreams"));
        }
        Map<Long, CacheSetting> set = policies.all().stream()
                .filter(each -> each.endpointId() != 0)
                .collect(Collectors.toMap(CacheSetting::endpointId, Function.identity()));
        upstreams.forEach(upstream -> add(panel(upstream, policies, names, set)));
    }

    private static Panel panel(Upstream upstream, CachePolicies policies, Names names, Map<Long, CacheSetting> set) {
        List<Endpoint> endpoints = names.endpoints().stream()
                .filter(each ->
                        each.upstreamId() == upstream.id() && !each.template().equals(Endpoint.OTHER))
                .filter(each -> each.method().equals("GET") || set.containsKey(each.id()))
                .sorted(Comparator.<Endpoint, Boolean>comparing(each -> !set.containsKey(each.id()))
                        .thenComparing(Endpoint::template)
                        .thenComparing(Endpoint::method))
                .limit(MOST)
                .toList();
        Paragraph whole = new Paragraph();
        whole.addClassName("plain");
        whole.add(
                new Anchor("settings/cache-of/" + upstream.id(), "All endpoints"),
                new com.vaadin.flow.component.Text(
                        ": " + CacheWords.policy(policies.policyOf(0, upstream.id())) + "."));
        Panel panel = new Panel(upstream.name()).about(upstream.environment()).with(whole);
        if (endpoints.isEmpty()) {
            Paragraph none = new Paragraph("No endpoint was called yet; endpoints are found from calls.");
            none.addClassName("quiet");
            return panel.with(none);
        }
        NativeTable table = new NativeTable();
        table.addClassNames("rows", "policies");
        table.getElement().setAttribute("aria-label", "Endpoints of " + upstream.name());
        table.getHead().addRow().add(new NativeTableHeaderCell("Endpoint"), new NativeTableHeaderCell("Policy"));
        endpoints.forEach(each -> table.getBody()
                .addRow()
                .add(
                        new NativeTableCell(new Anchor("settings/cache/" + each.id(), Names.name(each))),
                        new NativeTableCell(
                                set.containsKey(each.id())
                                        ? CacheWords.policy(set.get(each.id()).policy())
                                        : "as all endpoints")));
        return panel.with(new Div(table));
    }
}
