package io.zol0.ui.channels;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.catalog.Upstreams;
import io.zol0.notify.Channel;
import io.zol0.notify.Channels;
import io.zol0.notify.MessageRoute;
import io.zol0.notify.Outcome;
import io.zol0.notify.Routes;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/** Adds a route. */
@Route("settings/routes/new")
@PageTitle("Add a route · ZoL0")
@RolesAllowed("ADMIN")
class NewRouteView extends Main {
    private final Routes routes;
    private final RouteForm form;

    NewRouteView(Routes routes, Channels channels, Upstreams upstreams) {
        this.routes = routes;
        List<Channel> all = channels.all();
        form = new RouteForm(all, upstreams.all(), upstreams.environments(), routes::flawsOf);
        form.fill(MessageRoute.everythingTo(all.isEmpty() ? 0 : all.getFirst().id()));
        addClassNames("page", "page-narrow");
        Button save = new Button("Add the route", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button leave = new Button("Cancel", click -> getUI().ifPresent(ui -> ui.navigate(RoutesView.class)));
        Div buttons = new Div(save, leave);
        buttons.addClassName("buttons");
        Paragraph effect = new Paragraph("It holds for alerts from now on; those that are open already are not sent.");
        effect.addClassName("quiet");
        add(
                new H1("Add a route"),
                new Paragraph("Everything that is at least a warning, at once: change what is to be otherwise."),
                new Panel("Route").with(form, effect, buttons));
    }

    private void save() {
        form.route().ifPresent(route -> {
            switch (routes.save(route)) {
                case Outcome.Saved<MessageRoute> saved -> getUI().ifPresent(ui -> ui.navigate(RoutesView.class));
                case Outcome.Refused<MessageRoute>(var flaws) -> form.show(flaws);
                case Outcome.Stale<MessageRoute> stale -> throw new IllegalStateException("a new route: " + stale);
                case Outcome.Gone<MessageRoute> gone -> throw new IllegalStateException("a new route: " + gone);
            }
        });
    }
}
