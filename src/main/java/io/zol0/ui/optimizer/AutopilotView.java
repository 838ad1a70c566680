package io.zol0.ui.optimizer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.optimizer.Autopilot;
import io.zol0.optimizer.Autopilots;
import jakarta.annotation.security.PermitAll;

/** What may be tried without being asked for, environment by environment; only admins change it. */
@Route("optimizer/autopilot")
@PageTitle("Autopilot · ZoL0")
@PermitAll
class AutopilotView extends Main {
    AutopilotView(Autopilots autopilots, Upstreams upstreams, AuthenticationContext login) {
        boolean may = login.hasRole("ADMIN");
        addClassName("page");
        Div cards = new Div();
        cards.addClassName("cards");
        for (String environment : upstreams.environments()) {
            cards.add(new AutopilotPart(
                    autopilots, autopilots.exactly(environment, 0), "All upstreams of " + environment, may));
            for (Upstream upstream : upstreams.all()) {
                Autopilot own = autopilots.exactly(environment, upstream.id());
                if (upstream.environment().equals(environment) && own.version() != 0) {
                    cards.add(new AutopilotPart(autopilots, own, "Only " + upstream.name(), may));
                }
            }
        }
        add(
                new H1("Autopilot"),
                new Paragraph(
                        "Switched on, ZoL0 tries recommendations by itself within these guardrails, one at a time for each"
                                + " upstream. What was better is kept and watched for a day; each step is in the history, and one"
                                + " click takes it back. A trial ends, and is taken back, when an alert on a figure of the business"
                                + " begins."
                                + (may ? "" : " Only administrators change this.")),
                new OptimizerNav("optimizer/autopilot"),
                cards);
    }
}
