package io.zol0.ui.limits;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.ChangedMeanwhile;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.SettingId;
import io.zol0.catalog.UnknownSetting;
import io.zol0.limits.Quota;
import io.zol0.ui.history.HistoryPart;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.quotas.QuotaWords;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One quota: its settings, what a change of them would mean, and who changed them before. */
@Route("settings/limits")
@PermitAll
class QuotaSettingView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    private final Catalog catalog;
    private final Quotas quotas;
    private final Names names;
    private final boolean mayChange;
    private final QuotaForm form;
    private final TextField reason = new TextField("Why (optional)");
    private final Paragraph effect = new Paragraph();
    private final Div outcome = new Div();
    private final QuotaEffect effects;
    private @Nullable Quota quota;

    QuotaSettingView(Catalog catalog, Quotas quotas, Names names, QuotaEffect effects, AuthenticationContext login) {
        this.catalog = catalog;
        this.quotas = quotas;
        this.names = names;
        this.effects = effects;
        mayChange = login.hasAnyRole("OPERATOR", "ADMIN");
        form = new QuotaForm(each -> catalog.problemsOf(new Setting.OfQuota(each)), this::explain);
        reason.setHelperText("Stands in the history beside the change.");
        reason.setMaxLength(500);
        reason.setWidth("min(560px, 100%)");
        effect.getElement().setAttribute("role", "status");
        outcome.getElement().setAttribute("role", "status");
        addClassNames("page", "page-narrow");
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        show(id);
    }

    private void show(long id) {
        removeAll();
        outcome.removeAll();
        reason.clear();
        Quota found = quotas.byId(id).orElse(null);
        quota = found;
        if (found == null) {
            add(
                    new H1("No such quota"),
                    Note.empty("There is no quota with this number")
                            .text("It may have been removed; the history of changes can bring it back.")
                            .link("Go to the limits", "settings/limits")
                            .link("Go to the history", "settings/history"));
            return;
        }
        form.fill(found);
        add(
                new H1(found.name()),
                new Paragraph("Of %s: %s.".formatted(names.upstream(found.upstreamId()), QuotaWords.windows(found))),
                settings(),
                new Panel("Changes")
                        .with(new HistoryPart(catalog, SettingId.of(found), mayChange, () -> showAgain(id))));
        explain(Optional.of(found));
    }

    @Override
    public String getPageTitle() {
        return (quota == null ? "No such quota" : quota.name()) + " · ZoL0";
    }

    private Panel settings() {
        if (!mayChange) {
            form.readOnly();
            return new Panel("Settings").about("operators may change them").with(form);
        }
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button remove = new Button("Remove…", click -> confirmRemoval());
        remove.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
        Div buttons = new Div(save, remove);
        buttons.addClassName("buttons");
        Paragraph when = new Paragraph(
                "Saving applies at once; what is spent stays spent, and calls that wait are looked " + "at anew.");
        when.addClassName("quiet");
        reason.addClassName("above");
        return new Panel("Settings").with(form, effect, reason, when, buttons, outcome);
    }

    /** What the fields would mean at the traffic that was recorded. */
    private void explain(Optional<Quota> typed) {
        effect.setText(typed.map(effects::sentence).orElse(""));
    }

    private void save() {
        form.draft()
                .ifPresent(draft ->
                        change(SettingChange.of(draft).because(reason.getValue().strip())));
    }

    private void change(SettingChange change) {
        Quota before = quota;
        if (before == null) {
            return;
        }
        try {
            AppliedChange applied = catalog.apply(change);
            if (change.value() == null) {
                getUI().ifPresent(ui -> ui.navigate(LimitsView.class));
                return;
            }
            showAgain(before.id());
            outcome.add(
                    new Paragraph("Saved; it holds from now on."),
                    new Button("Undo", click -> undo(applied, before.id())));
        } catch (InvalidDraft refused) {
            form.show(refused.problems());
        } catch (ChangedMeanwhile conflict) {
            say("Not saved", conflict.getMessage(), before.id());
        } catch (UnknownSetting gone) {
            showAgain(before.id());
        }
    }

    private void undo(AppliedChange applied, long id) {
        try {
            catalog.revert(applied.id());
            showAgain(id);
            outcome.add(new Paragraph("Undone; it is as it was before."));
        } catch (RuntimeException refused) {
            if (HistoryPart.isRefusal(refused)) {
                say("Not undone", refused.getMessage(), id);
            } else {
                throw refused;
            }
        }
    }

    private void say(String title, @Nullable String sentence, long id) {
        outcome.removeAll();
        outcome.add(Note.failed(title)
                .text(sentence == null ? "" : sentence)
                .with(new Button("Show what it is now", click -> showAgain(id))));
    }

    private void showAgain(long id) {
        show(id);
        getUI().ifPresent(ui -> ui.getPage().setTitle(getPageTitle()));
    }

    private void confirmRemoval() {
        Quota shown = quota;
        if (shown == null) {
            return;
        }
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Remove " + shown.name() + "?");
        dialog.setText("Calls to %s are no longer checked against it, and those that wait for it alone go on. "
                        .formatted(names.upstream(shown.upstreamId()))
                + "The history can bring it back.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Remove " + shown.name());
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> change(SettingChange.remove(shown)));
        dialog.open();
    }
}
