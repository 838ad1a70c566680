package io.zol0.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds pages, upstreams and endpoints by any part of their name. */
@SpringComponent
class Search {
    private final Upstreams upstreams;
    private final Endpoints endpoints;
    private final AuthenticationContext login;

    Search(Upstreams upstreams, Endpoints endpoints, AuthenticationContext login) {
        this.login = login;
        this.upstreams = upstreams;
        this.endpoints = endpoints;
    }

    void open() {
        Dialog dialog = new Dialog("Search");
        ComboBox<Hit> field = new ComboBox<>("Page, upstream or endpoint");
        field.setPlaceholder("for example: depth");
        field.setWidthFull();
        field.setItemLabelGenerator(Hit::label);
        List<Hit> all = all();
        field.setItems((Hit hit, String filter) -> hit.matches(filter), all);
        field.addValueChangeListener(chosen -> {
            if (chosen.getValue() != null) {
                dialog.close();
                UI.getCurrent().navigate(chosen.getValue().path());
            }
        });
        Paragraph help = new Paragraph("Type a few letters, choose with the arrow keys, go with Enter.");
        help.addClassName("quiet");
        dialog.add(field, help);
        dialog.setWidth("min(560px, 92vw)");
        dialog.open();
        field.focus();
    }

    private List<Hit> all() {
        List<Hit> hits = new ArrayList<>();
        Place.openTo(login).forEach(place -> hits.add(new Hit(place.name() + " (page)", place.path())));
        Map<Long, String> names = upstreams.all().stream().collect(Collectors.toMap(Upstream::id, Upstream::name));
        names.forEach((id, name) -> hits.add(new Hit(name + " (upstream)", "settings/upstreams/" + id)));
        Stream<Hit> found = endpoints.all().stream()
                .filter(endpoint -> names.containsKey(endpoint.upstreamId()))
                .map(endpoint -> new Hit(
                        "%s %s (%s)"
                                .formatted(endpoint.method(), endpoint.template(), names.get(endpoint.upstreamId())),
                        "endpoints/" + endpoint.id()))
                .sorted((a, b) -> a.label().compareTo(b.label()));
        found.forEach(hits::add);
        return hits;
    }

    /** Something found and where it is. */
    record Hit(String label, String path) {
        /** Whether every word of the filter is in the label, in any order and case. */
        boolean matches(String filter) {
            String low = label.toLowerCase(Locale.ROOT);
            return Stream.of(filter.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                    .allMatch(low::contains);
        }
    }
}
