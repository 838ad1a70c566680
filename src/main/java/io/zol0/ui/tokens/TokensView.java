package io.zol0.ui.tokens;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.catalog.Upstreams;
import io.zol0.users.Tokens;
import jakarta.annotation.security.RolesAllowed;

/** Every token of the installation. */
@Route("settings/tokens")
@PageTitle("Tokens · ZoL0")
@RolesAllowed("ADMIN")
class TokensView extends Main {
    TokensView(Tokens tokens, Upstreams upstreams) {
        addClassName("page");
        add(
                new H1("Tokens"),
                new Paragraph("Programs show a token to say who they are: to the gateway from other machines, to the"
                        + " REST API, and to report figures. Only a fingerprint of each is kept."),
                TokensPart.ofAll(tokens, upstreams.environments()));
    }
}
