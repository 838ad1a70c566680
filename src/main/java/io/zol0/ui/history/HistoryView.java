package io.zol0.ui.history;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.HistoryFilter;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;

/** Every change of a quota or a cache policy, and the way back. */
@Route("settings/history")
@PageTitle("History of settings · ZoL0")
@PermitAll
class HistoryView extends Main {
    HistoryView(Catalog catalog, AuthenticationContext login) {
        addClassName("page");
        add(
                new H1("History of settings"),
                new Paragraph("Who changed which quota or cache policy, what it was before, and why. Each can be "
                        + "taken back; that is a change itself."),
                new Panel("Changes")
                        .about("newest first")
                        .with(new HistoryPart(
                                catalog, HistoryFilter.ALL, login.hasAnyRole("OPERATOR", "ADMIN"), true, () -> {})));
    }
}
