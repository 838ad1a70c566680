package io.zol0.ui.shell;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.users.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A page that one can go to.
 *
 * @param key pressed after {@code g}
 * @param needs the least role that it is open to
 */
record Place(String name, String path, String key, VaadinIcon icon, Role needs) {
    /** First part of the path of what is set up once. */
    static final String SETTINGS = "settings/";

    static final List<Place> ALL = List.of(
            new Place("Overview", "", "o", VaadinIcon.DASHBOARD, Role.VIEWER),
            new Place("Endpoints", "endpoints", "e", VaadinIcon.CONNECT, Role.VIEWER),
            new Place("Quotas", "quotas", "q", VaadinIcon.SCALE, Role.VIEWER),
            new Place("Cache", "cache", "c", VaadinIcon.ARCHIVE, Role.VIEWER),
            new Place("Alerts", "alerts", "n", VaadinIcon.BELL, Role.VIEWER),
            new Place("Business", "business", "b", VaadinIcon.CHART_LINE, Role.VIEWER),
            new Place("Optimizer", "optimizer", "r", VaadinIcon.MAGIC, Role.VIEWER),
            new Place("Insight", "insight", "i", VaadinIcon.LIGHTBULB, Role.VIEWER),
            new Place("User experience", "experience", "x", VaadinIcon.EYE, Role.VIEWER),
            new Place("System", "system", "s", VaadinIcon.SERVER, Role.VIEWER),
            new Place("Upstreams", "settings/upstreams", "u", VaadinIcon.CLOUD, Role.VIEWER),
            new Place("Limits", "settings/limits", "m", VaadinIcon.SLIDERS, Role.VIEWER),
            new Place("Cache policies", "settings/cache", "k", VaadinIcon.HOURGLASS, Role.VIEWER),
            new Place("Channels", "settings/channels", "w", VaadinIcon.MEGAPHONE, Role.OPERATOR),
            new Place("Routes", "settings/routes", "v", VaadinIcon.ROAD_BRANCHES, Role.OPERATOR),
            new Place("Deliveries", "settings/deliveries", "d", VaadinIcon.PAPERPLANE, Role.OPERATOR),
            new Place("Alert rules", "settings/rules", "f", VaadinIcon.GAVEL, Role.VIEWER),
            new Place("Silences", "settings/silences", "z", VaadinIcon.BELL_SLASH, Role.VIEWER),
            new Place("History", "settings/history", "h", VaadinIcon.TIME_BACKWARD, Role.VIEWER),
            new Place("Users", "settings/users", "p", VaadinIcon.USERS, Role.ADMIN),
            new Place("Tokens", "settings/tokens", "t", VaadinIcon.KEY, Role.ADMIN),
            new Place("REST API", "settings/api", "j", VaadinIcon.CODE, Role.VIEWER),
            new Place("Audit", "audit", "l", VaadinIcon.CLIPBOARD_TEXT, Role.ADMIN),
            new Place("My account", "account", "a", VaadinIcon.USER, Role.VIEWER));

    /** Those that whoever is logged in may go to. */
    static List<Place> openTo(AuthenticationContext login) {
        return ALL.stream()
                .filter(place -> Arrays.stream(Role.values())
                        .anyMatch(role -> role.compareTo(place.needs) >= 0 && login.hasRole(role.name())))
                .toList();
    }

    boolean isSetting() {
        return path.startsWith(SETTINGS);
    }

    static Optional<Place> byKey(List<Place> places, String key) {
        return places.stream().filter(place -> place.key().equals(key)).findFirst();
    }
}
