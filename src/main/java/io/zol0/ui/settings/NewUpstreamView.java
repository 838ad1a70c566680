package io.zol0.ui.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.KnownPresets;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.RolesAllowed;

/** Adds an upstream. */
@Route("settings/upstreams/new")
@PageTitle("Add an upstream · ZoL0")
@RolesAllowed("ADMIN")
class NewUpstreamView extends Main {
    private final Upstreams upstreams;
    private final UpstreamForm form;

    NewUpstreamView(Upstreams upstreams, KnownPresets presets) {
        this.upstreams = upstreams;
        form = new UpstreamForm(upstreams.environments(), presets.all(), upstreams::problemsOf);
        form.fill(UpstreamDraft.of("", ""));
        addClassNames("page", "page-narrow");
        Button save = new Button("Add the upstream", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button leave = new Button("Cancel", click -> getUI().ifPresent(ui -> ui.navigate(UpstreamsView.class)));
        Div buttons = new Div(save, leave);
        buttons.addClassName("buttons");
        Paragraph effect = new Paragraph("Callers can use it at once; nothing is sent to it before they do.");
        effect.addClassName("quiet");
        add(
                new H1("Add an upstream"),
                new Paragraph("A name and a base URL are enough; the rest has defaults that are right for most."),
                new Panel("Upstream").with(form, effect, buttons));
    }

    private void save() {
        form.draft().ifPresent(draft -> {
            try {
                long id = upstreams.add(draft).id();
                getUI().ifPresent(ui -> ui.navigate(UpstreamView.class, id));
            } catch (InvalidDraft refused) {
                form.show(refused.problems());
            }
        });
    }
}
