package io.zol0.ui.limits;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.KnownPresets;
import io.zol0.catalog.Problem;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.Upstream;
import io.zol0.limits.Preset;
import io.zol0.limits.Quota;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.quotas.QuotaWords;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;

/** Makes the quotas of a preset: choose the upstream and the provider, look, create. */
@Route("settings/limits/new")
@PageTitle("Make a quota · ZoL0")
@RolesAllowed({"OPERATOR", "ADMIN"})
class NewQuotaView extends Main {
    private final Catalog catalog;
    private final KnownPresets presets;
    private final Select<Upstream> upstream = new Select<>();
    private final Select<Preset> preset = new Select<>();
    private final Paragraph about = new Paragraph();
    private final Div preview = new Div();
    private final Div outcome = new Div();
    private final Button create = new Button("Create");

    NewQuotaView(Catalog catalog, KnownPresets presets, Names names) {
        this.catalog = catalog;
        this.presets = presets;
        addClassNames("page", "page-narrow");
        add(
                new H1("Make a quota"),
                new Paragraph("A preset knows how a provider counts: its windows, its weights and how its answers "
                        + "speak of them. Everything can be changed afterwards."));
        List<Upstream> upstreams = names.upstreams();
        if (upstreams.isEmpty()) {
            add(Note.empty("There is no upstream yet")
                    .text("A quota is about the calls to one upstream; add that first.")
                    .link("Go to the upstreams", "settings/upstreams"));
            return;
        }
        upstream.setLabel("Upstream");
        upstream.setItems(upstreams);
        upstream.setItemLabelGenerator(Upstream::name);
        preset.setLabel("Provider");
        preset.setItems(presets.all());
        preset.setItemLabelGenerator(Preset::title);
        about.addClassName("quiet");
        preview.addClassName("preview");
        outcome.getElement().setAttribute("role", "status");
        create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        create.addClickListener(click -> create());
        Button leave = new Button("Cancel", click -> getUI().ifPresent(ui -> ui.navigate(LimitsView.class)));
        Div buttons = new Div(create, leave);
        buttons.addClassName("buttons");
        Div form = new Div(upstream, preset, about, preview);
        form.addClassName("form");
        add(new Panel("Preset").with(form, buttons, outcome));
        upstream.setValue(upstreams.getFirst());
        suggest(upstreams.getFirst());
        upstream.addValueChangeListener(change -> suggest(change.getValue()));
        preset.addValueChangeListener(change -> look());
        look();
    }

    /** The upstream's own preset, else the provider whose name it has. */
    private void suggest(Upstream of) {
        String known = of.preset();
        preset.setValue((known == null ? Optional.<Preset>empty() : presets.named(known))
                .or(() -> presets.all().stream()
                        .filter(each -> of.name().contains(each.name()))
                        .findFirst())
                .or(() -> presets.named("generic"))
                .orElseThrow());
    }

    private void look() {
        Preset chosen = preset.getValue();
        about.setText(chosen.about());
        preview.removeAll();
        chosen.quotas().forEach(quota -> {
            Quota made = quota.quota(0, null);
            Span windows = new Span(QuotaWords.windows(made) + ", " + QuotaWords.scope(made.scope()) + ".");
            Span words = new Span(quota.about());
            words.addClassName("quiet");
            Div line = new Div(new Span(quota.name()), windows, words);
            line.addClassName("preview-line");
            preview.add(line);
        });
        create.setText(
                chosen.quotas().size() == 1
                        ? "Create 1 quota"
                        : "Create " + chosen.quotas().size() + " quotas");
    }

    private void create() {
        Preset chosen = preset.getValue();
        try {
            catalog.apply(catalog.draftsFrom(upstream.getValue().id(), chosen.name()).stream()
                    .map(quota -> SettingChange.of(quota).because("From the preset " + chosen.title() + "."))
                    .toList());
            getUI().ifPresent(ui -> ui.navigate(LimitsView.class));
        } catch (InvalidDraft refused) {
            outcome.removeAll();
            Note note = Note.failed("Nothing was created");
            refused.problems().stream().map(Problem::sentence).distinct().forEach(note::text);
            outcome.add(note);
        }
    }
}
