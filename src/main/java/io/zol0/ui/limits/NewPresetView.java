package io.zol0.ui.limits;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingChange;
import io.zol0.limits.Preset;
import io.zol0.limits.Presets;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.RolesAllowed;

/** Writes a preset, beginning with one that comes with ZoL0. */
@Route("settings/presets/new")
@PageTitle("Write a preset · ZoL0")
@RolesAllowed({"OPERATOR", "ADMIN"})
class NewPresetView extends Main {
    private static final String FIRST_NAME = "my-provider";

    private final Catalog catalog;
    private final PresetForm form;

    NewPresetView(Catalog catalog) {
        this.catalog = catalog;
        form = new PresetForm(catalog::problemsOf);
        addClassNames("page", "page-narrow");
        Select<Preset> example = new Select<>();
        example.setLabel("Begin with");
        example.setItems(Presets.shipped());
        example.setItemLabelGenerator(Preset::title);
        example.setHelperText("Choosing another one replaces what is typed below.");
        example.addValueChangeListener(change -> begin(change.getValue()));
        example.setValue(Presets.shipped().stream()
                .filter(preset -> preset.name().equals("generic"))
                .findFirst()
                .orElseThrow());
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button leave = new Button("Cancel", click -> getUI().ifPresent(ui -> ui.navigate(PresetsView.class)));
        Div buttons = new Div(save, leave);
        buttons.addClassName("buttons");
        Div first = new Div(example);
        first.addClassName("form");
        add(
                new H1("Write a preset"),
                new Paragraph("Change the example to what your provider's documentation says. Quotas and upstreams can "
                        + "use it at once when it is saved."),
                new Panel("Preset").with(first, form, buttons));
    }

    private void begin(Preset from) {
        form.fill(new Setting.OfPreset(
                FIRST_NAME,
                Presets.source(from.name())
                        .replaceFirst("\"name\"\\s*:\\s*\"" + from.name() + "\"", "\"name\": \"" + FIRST_NAME + "\"")));
    }

    private void save() {
        form.draft().ifPresent(preset -> {
            try {
                catalog.apply(SettingChange.preset(0, 0, preset.name(), preset.text()));
                getUI().ifPresent(ui -> ui.navigate(PresetsView.class));
            } catch (InvalidDraft refused) {
                form.show(refused.problems());
            }
        });
    }
}
