package io.zol0.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.alerts.Alert;
import io.zol0.alerts.Alerts;
import io.zol0.alerts.Rules;
import io.zol0.alerts.Silence;
import io.zol0.alerts.Silences;
import io.zol0.catalog.InvalidDraft;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;

/** Makes a silence or a maintenance window; with {@code ?alert=} one for alerts like that one. */
@Route("settings/silences/new")
@PageTitle("Silence alerts · ZoL0")
@RolesAllowed({"OPERATOR", "ADMIN"})
class NewSilenceView extends Main implements BeforeEnterObserver {
    private final Silences silences;
    private final Rules rules;
    private final Alerts alerts;
    private final Names names;
    private final Clock clock;
    private final Div outcome = new Div();

    NewSilenceView(Silences silences, Rules rules, Alerts alerts, Names names, Clock clock) {
        this.silences = silences;
        this.rules = rules;
        this.alerts = alerts;
        this.names = names;
        this.clock = clock;
        outcome.getElement().setAttribute("role", "status");
        addClassNames("page", "page-narrow");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        Silence begin = event.getLocation().getQueryParameters().getSingleParameter("alert").stream()
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> alerts.byId(Long.parseLong(text)).stream())
                .map((Alert alert) -> Silence.like(alert, clock.instant()))
                .findFirst()
                .orElseGet(() -> Silence.draft(clock.instant()));
        SilenceForm form = SilenceEditor.of(begin, silences, rules, names);
        Button create = new Button("Silence", click -> create(form));
        create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button leave = new Button("Cancel", click -> getUI().ifPresent(ui -> ui.navigate(SilencesView.class)));
        Div buttons = new Div(create, leave);
        buttons.addClassName("buttons");
        add(
                new H1("Silence alerts"),
                new Paragraph("What is muted is still judged and listed, but nobody is told of it."),
                new Panel("Silence").with(form, buttons, outcome));
        addAttachListener(attached -> {
            attached.unregisterListener();
            attached.getUI()
                    .getPage()
                    .executeJs("return Intl.DateTimeFormat().resolvedOptions().timeZone")
                    .then(String.class, form::useZone);
        });
    }

    private void create(SilenceForm form) {
        outcome.removeAll();
        Optional<Silence> draft = form.draft();
        if (draft.isEmpty()) {
            return;
        }
        try {
            silences.save(draft.get());
            getUI().ifPresent(ui -> ui.navigate(SilencesView.class));
        } catch (InvalidDraft refused) {
            form.show(List.copyOf(refused.problems()));
        } catch (AccessDeniedException refused) {
            outcome.add(Note.failed("Not made").text(Objects.requireNonNullElse(refused.getMessage(), "")));
        }
    }
}
