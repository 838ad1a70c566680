package io.zol0.ui.channels;

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
import io.zol0.notify.Channel;
import io.zol0.notify.Channels;
import io.zol0.notify.MessageRoute;
import io.zol0.notify.Routes;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which alerts go by which channel. */
@Route("settings/routes")
@PageTitle("Routes · ZoL0")
@RolesAllowed("OPERATOR")
class RoutesView extends Main {
    private final Map<Long, String> channels;
    private final Names names;

    RoutesView(Routes routes, Channels channels, Names names, AuthenticationContext login) {
        this.channels = channels.all().stream().collect(Collectors.toMap(Channel::id, Channel::name));
        this.names = names;
        addClassName("page");
        List<MessageRoute> all = routes.all();
        boolean admin = login.hasRole("ADMIN");
        add(new H1("Routes"), new Paragraph(sentence(all)));
        if (admin && !this.channels.isEmpty()) {
            Button add = new Button("Add a route", click -> getUI().ifPresent(ui -> ui.navigate(NewRouteView.class)));
            add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            add.addClassName("above");
            add(add);
        }
        Div list = new Div();
        list.addClassName("routes");
        all.forEach(route -> list.add(card(route)));
        if (all.isEmpty()) {
            list.add(empty(admin));
        }
        add(list);
    }

    private Note empty(boolean admin) {
        Note note = Note.empty("No routes yet");
        if (channels.isEmpty()) {
            return note.text("A route says which alerts go by which channel, so a channel comes first.")
                    .link("Go to the channels", "settings/channels");
        }
        note.text("A route says which alerts go by which channel: by severity, scope and time of day.");
        return admin
                ? note.link("Add the first one", "settings/routes/new")
                : note.text("An administrator can add one.");
    }

    private static String sentence(List<MessageRoute> all) {
        long off = all.stream().filter(route -> !route.enabled()).count();
        if (all.isEmpty()) {
            return "Alerts are told in the inbox only.";
        }
        return "An alert goes by every route that it fits, by each channel once."
                + (off == 0 ? "" : " %d of %d are switched off.".formatted(off, all.size()));
    }

    private Div card(MessageRoute route) {
        Anchor which = new Anchor("settings/routes/" + route.id(), RouteWords.which(route, this::upstream));
        Span how = new Span(RouteWords.how(route, this::channel));
        how.addClassName("breaks");
        Div card = new Div(new H2(which), how);
        if (!route.enabled()) {
            Span off = new Span("Switched off");
            off.addClassName("warning");
            card.add(off);
        }
        card.addClassNames("panel", "upstream-card");
        return card;
    }

    private String channel(long id) {
        return channels.getOrDefault(id, "a channel that is gone");
    }

    private String upstream(long id) {
        return names.upstreams().stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .map(each -> each.name())
                .orElse("(out of sight)");
    }
}
