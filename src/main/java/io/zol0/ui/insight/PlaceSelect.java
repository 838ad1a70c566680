package io.zol0.ui.insight;

import com.vaadin.flow.component.combobox.ComboBox;
import io.zol0.insight.Health;
import io.zol0.insight.Place;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Names;
import java.util.ArrayList;
import java.util.List;

/** Chooses everything, an environment, an upstream or an endpoint in sight. */
class PlaceSelect extends ComboBox<PlaceSelect.Named> {
    /** A place with its name. */
    record Named(Place place, String name) {}

    private final List<Named> all = new ArrayList<>();

    PlaceSelect(Health health, Names names) {
        super("What");
        addClassName("wide");
        setItemLabelGenerator(Named::name);
        health.all().forEach(each -> all.add(new Named(each.place(), each.name())));
        names.endpoints().stream()
                .filter(endpoint -> !endpoint.template().equals(io.zol0.catalog.Endpoint.OTHER))
                .map(endpoint -> new Named(
                        Place.endpoint(endpoint.id(), endpoint.upstreamId(), names.environment(endpoint.upstreamId())),
                        Names.name(endpoint) + " of " + names.upstream(endpoint.upstreamId())))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .forEach(all::add);
        setItems(all);
        setValue(all.getFirst());
    }

    /** Keeps what is chosen in the page's address. */
    void keepIn(AddressState state) {
        state.keepOneOf("what", this, () -> all, each -> each.place().path());
    }
}
