package io.zol0.ui.channels;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Upstreams;
import io.zol0.notify.Channels;
import io.zol0.notify.MessageRoute;
import io.zol0.notify.Outcome;
import io.zol0.notify.Routes;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/** One route and its settings. */
@Route("settings/routes")
@PageTitle("Route · ZoL0")
@RolesAllowed("OPERATOR")
class RouteView extends Main implements HasUrlParameter<Long> {
    private final Routes routes;
    private final RouteForm form;
    private final boolean admin;
    private final Div outcome = new Div();
    private @Nullable MessageRoute route;

    RouteView(Routes routes, Channels channels, Upstreams upstreams, AuthenticationContext login) {
        this.routes = routes;
        admin = login.hasRole("ADMIN");
        form = new RouteForm(channels.all(), upstreams.all(), upstreams.environments(), routes::flawsOf);
        addClassNames("page", "page-narrow");
        outcome.getElement().setAttribute("role", "status");
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        show(id);
    }

    private void show(long id) {
        removeAll();
        outcome.removeAll();
        MessageRoute found = routes.byId(id).orElse(null);
        route = found;
        if (found == null) {
            add(
                    new H1("No such route"),
                    Note.empty("There is no route with this number")
                            .text("It may have been removed, or its channel was.")
                            .link("Go to the routes", "settings/routes"));
            return;
        }
        form.fill(found);
        add(new H1("Route"), settings());
    }

    private Panel settings() {
        if (!admin) {
            form.readOnly();
            return new Panel("Settings").about("administrators may change them").with(form);
        }
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button remove = new Button("Remove", click -> remove());
        remove.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
        Div buttons = new Div(save, remove);
        buttons.addClassName("buttons");
        Paragraph effect = new Paragraph("Saving holds for alerts from now on.");
        effect.addClassName("quiet");
        return new Panel("Settings").with(form, effect, buttons, outcome);
    }

    private void save() {
        MessageRoute before = route;
        if (before != null) {
            form.route().ifPresent(changed -> change(before, changed, true));
        }
    }

    private void change(MessageRoute before, MessageRoute changed, boolean undoable) {
        switch (routes.save(changed)) {
            case Outcome.Saved<MessageRoute>(MessageRoute now) -> {
                show(now.id());
                outcome.add(
                        new Paragraph(undoable ? "Saved; it holds from now on." : "Undone; it is as it was before."));
                if (undoable) {
                    outcome.add(new Button("Undo", click -> change(now, before.at(now.version()), false)));
                }
            }
            case Outcome.Refused<MessageRoute>(var flaws) -> form.show(flaws);
            case Outcome.Stale<MessageRoute> stale -> {
                outcome.removeAll();
                outcome.add(Note.failed("Not saved")
                        .text("Someone else changed this route since you opened it.")
                        .with(new Button("Show what it is now", click -> show(before.id()))));
            }
            case Outcome.Gone<MessageRoute> gone -> show(before.id());
        }
    }

    private void remove() {
        MessageRoute shown = route;
        if (shown == null) {
            return;
        }
        switch (routes.remove(shown.id(), shown.version())) {
            case Outcome.Saved<MessageRoute> removed -> getUI().ifPresent(ui -> ui.navigate(RoutesView.class));
            case Outcome.Gone<MessageRoute> gone -> getUI().ifPresent(ui -> ui.navigate(RoutesView.class));
            case Outcome.Stale<MessageRoute> stale -> show(shown.id());
            case Outcome.Refused<MessageRoute>(var flaws) -> throw new IllegalStateException("removal: " + flaws);
        }
    }
}
