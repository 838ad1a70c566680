package io.zol0.ui.shell;

import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.List;
import java.util.Optional;

/**
 * A page that one can go to.
 *
 * @param key pressed after {@code g}
 */
record Place(String name, String path, String key, VaadinIcon icon) {
    /** First part of the path of what is set up once. */
    static final String SETTINGS = "settings/";

    static final List<Place> ALL = List.of(
            new Place("Overview", "", "o", VaadinIcon.DASHBOARD),
            new Place("Endpoints", "endpoints", "e", VaadinIcon.CONNECT),
            new Place("Upstreams", "settings/upstreams", "u", VaadinIcon.CLOUD),
            new Place("My account", "account", "a", VaadinIcon.USER));

    boolean isSetting() {
        return path.startsWith(SETTINGS);
    }

    static Optional<Place> byKey(String key) {
        return ALL.stream().filter(place -> place.key().equals(key)).findFirst();
    }
}
