package io.zol0.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.alerts.Rules;
import io.zol0.alerts.Silence;
import io.zol0.alerts.SilenceChanged;
import io.zol0.alerts.Silences;
import io.zol0.catalog.InvalidDraft;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** One silence: what it mutes and when, and its end by hand. */
@Route("settings/silences")
@PermitAll
class SilenceView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    private final Silences silences;
    private final Rules rules;
    private final Names names;
    private final boolean may;
    private final Div outcome = new Div();
    private @Nullable Silence shown;

    SilenceView(Silences silences, Rules rules, Names names, AuthenticationContext login) {
        this.silences = silences;
        this.rules = rules;
        this.names = names;
        may = login.hasAnyRole("OPERATOR", "ADMIN");
        outcome.getElement().setAttribute("role", "status");
        addClassNames("page", "page-narrow");
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        show(id);
    }

    @Override
    public String getPageTitle() {
        return (shown == null ? "No such silence" : shown.reason()) + " · ZoL0";
    }

    private void show(long id) {
        removeAll();
        outcome.removeAll();
        Silence silence = silences.byId(id).orElse(null);
        shown = silence;
        if (silence == null) {
            add(
                    new H1("No such silence"),
                    Note.empty("There is no silence with this number")
                            .text("One that was ended before it began is gone.")
                            .link("Go to the silences", "settings/silences"));
            return;
        }
        SilenceForm form = SilenceEditor.of(silence, silences, rules, names);
        Panel panel = new Panel("Silence").with(form);
        if (may) {
            Button save = new Button("Save", click -> form.draft().ifPresent(draft -> save(draft, form)));
            save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            Button end = new Button("End it now", click -> end(id));
            end.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
            Div buttons = new Div(save, end);
            buttons.addClassName("buttons");
            panel.with(buttons, outcome);
        } else {
            form.readOnly();
            panel.about("operators may change it");
        }
        add(
                new H1(silence.reason()),
                new Paragraph(
                        SilenceWords.scope(silence, this::rule, names::upstream) + ", made by " + silence.who() + "."),
                panel);
    }

    private String rule(long id) {
        return rules.byId(id).map(rule -> rule.name()).orElse("(removed)");
    }

    private void save(Silence draft, SilenceForm form) {
        try {
            silences.save(draft);
            show(draft.id());
            outcome.add(new Paragraph("Saved; it holds at once."));
        } catch (InvalidDraft refused) {
            form.show(List.copyOf(refused.problems()));
        } catch (SilenceChanged | AccessDeniedException refused) {
            refuse("Not saved", refused, draft.id());
        }
    }

    private void end(long id) {
        try {
            silences.end(id);
            getUI().ifPresent(ui -> ui.navigate(SilencesView.class));
        } catch (AccessDeniedException refused) {
            refuse("Not ended", refused, id);
        }
    }

    private void refuse(String title, RuntimeException refused, long id) {
        outcome.removeAll();
        outcome.add(Note.failed(title)
                .text(Objects.requireNonNullElse(refused.getMessage(), ""))
                .with(new Button("Show what it is now", click -> show(id))));
    }
}
