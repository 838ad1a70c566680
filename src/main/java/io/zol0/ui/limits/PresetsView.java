package io.zol0.ui.limits;

import com.vaadin.flow.component.Component;
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
import io.zol0.catalog.KnownPresets;
import io.zol0.catalog.OwnPreset;
import io.zol0.catalog.OwnPresets;
import io.zol0.limits.Preset;
import io.zol0.limits.Presets;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** What is known of providers: the presets that come with ZoL0, and those that somebody here wrote. */
@Route("settings/presets")
@PageTitle("Presets · ZoL0")
@PermitAll
class PresetsView extends Main {
    PresetsView(KnownPresets known, OwnPresets own, AuthenticationContext login) {
        addClassName("page");
        add(
                new H1("Presets"),
                new Paragraph(
                        "What ZoL0 knows of a provider: its limits, what calls weigh, and how its answers speak of "
                                + "refusals and bans."));
        if (login.hasAnyRole("OPERATOR", "ADMIN")) {
            Button add =
                    new Button("Write a preset", click -> getUI().ifPresent(ui -> ui.navigate(NewPresetView.class)));
            add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            add.addClassName("above");
            add(add);
        }
        List<OwnPreset> written = own.all();
        Div ours = cards();
        written.forEach(preset -> ours.add(card(
                new Anchor("settings/presets/" + preset.number(), preset.name()),
                known.named(preset.name())
                        .map(Preset::about)
                        .orElse("This ZoL0 cannot read it; open it to see why."))));
        H2 here = new H2("Written here");
        here.addClassName("above");
        add(here);
        if (written.isEmpty()) {
            Paragraph none = new Paragraph("None yet. Begin with one of those below, or with a provider's document.");
            none.addClassName("quiet");
            add(none);
        } else {
            add(ours);
        }
        Div shipped = cards();
        Presets.shipped().forEach(preset -> shipped.add(card(new Span(preset.title()), preset.about())));
        H2 theirs = new H2("Come with ZoL0");
        theirs.addClassName("above");
        add(theirs, shipped);
    }

    private static Div cards() {
        Div cards = new Div();
        cards.addClassNames("cards", "cards-small");
        return cards;
    }

    private static Div card(Component title, String about) {
        Span words = new Span(about);
        words.addClassName("quiet");
        Div head = new Div(title);
        head.addClassName("card-title");
        Div card = new Div(head, words);
        card.addClassNames("panel", "upstream-card");
        return card;
    }
}
