package io.zol0.ui.limits;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.OwnPreset;
import io.zol0.catalog.OwnPresets;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingId;
import io.zol0.ui.history.SettingPart;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;

/** One preset that somebody here wrote. */
@Route("settings/presets")
@PageTitle("Preset · ZoL0")
@PermitAll
class PresetView extends Main implements HasUrlParameter<Long> {
    private static final SettingPart.Words WORDS = new SettingPart.Words(
            "Preset",
            "written here",
            "removed",
            "Saving applies to the next answer; quotas made from it stay as they are.",
            "Remove the preset");

    private final Catalog catalog;
    private final OwnPresets presets;
    private final boolean mayChange;

    PresetView(Catalog catalog, OwnPresets presets, AuthenticationContext login) {
        this.catalog = catalog;
        this.presets = presets;
        mayChange = login.hasAnyRole("OPERATOR", "ADMIN");
        addClassNames("page", "page-narrow");
    }

    @Override
    public void setParameter(BeforeEvent event, Long number) {
        removeAll();
        OwnPreset found = presets.byNumber(number).orElse(null);
        if (found == null) {
            add(
                    new H1("No such preset"),
                    Note.empty("There is no preset with this number")
                            .text("It may have been removed; the history of changes can bring it back.")
                            .link("Go to the presets", "settings/presets")
                            .link("Go to the history", "settings/history"));
            return;
        }
        add(
                new H1(found.name()),
                new Paragraph("What ZoL0 knows of this provider."),
                new SettingPart<>(
                        catalog,
                        SettingId.preset(number),
                        new Kept(new Setting.OfPreset(found.name(), found.text())),
                        WORDS,
                        new PresetForm(catalog::problemsOf),
                        mayChange));
    }

    /** Once removed, the page still shows what it was. */
    private record Kept(Setting.OfPreset last) implements SettingPart.Kind<Setting.OfPreset> {
        @Override
        public Setting.OfPreset inForce(@Nullable Setting set) {
            return set instanceof Setting.OfPreset preset ? preset : last;
        }

        @Override
        public Setting setting(Setting.OfPreset value) {
            return value;
        }
    }
}
