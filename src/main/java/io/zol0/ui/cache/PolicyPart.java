package io.zol0.ui.cache;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.cache.CachePolicy;
import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.CurrentSetting;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.SettingId;
import io.zol0.ui.history.HistoryPart;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import java.util.Optional;
import java.util.function.Consumer;

/** The policy of an endpoint or of a whole upstream: its form, saving with a way back, and its history. */
class PolicyPart extends Div {
    private final Catalog catalog;
    private final SettingId setting;
    private final CachePolicy inherited;
    private final boolean mayChange;
    private final Consumer<Optional<CachePolicy>> typed;
    private final PolicyForm form;
    private final TextField reason = new TextField("Why this change (optional)");
    private final Div outcome = new Div();
    private long version;

    /**
     * @param inherited what holds where nothing of its own is set
     * @param typed hears what the fields say after each change; empty where something is wrong
     */
    PolicyPart(
            Catalog catalog,
            SettingId setting,
            CachePolicy inherited,
            boolean mayChange,
            Consumer<Optional<CachePolicy>> typed) {
        this.catalog = catalog;
        this.setting = setting;
        this.inherited = inherited;
        this.mayChange = mayChange;
        this.typed = typed;
        form = new PolicyForm(policy -> catalog.problemsOf(new Setting.OfCachePolicy(policy)), typed);
        reason.setHelperText("Stands in the history beside the change.");
        reason.setMaxLength(500);
        reason.setWidth("min(560px, 100%)");
        outcome.getElement().setAttribute("role", "status");
        show();
    }

    private void show() {
        removeAll();
        outcome.removeAll();
        reason.clear();
        CurrentSetting now = catalog.current(setting);
        version = now.version();
        CachePolicy policy = now.value() instanceof Setting.OfCachePolicy(CachePolicy own) ? own : inherited;
        form.fill(policy);
        typed.accept(Optional.of(policy));
        add(
                settings(now.value() != null),
                new Panel("Changes").with(new HistoryPart(catalog, setting, mayChange, this::show)));
    }

    private Panel settings(boolean own) {
        Panel panel = new Panel("Policy")
                .about(
                        own
                                ? "set here"
                                : setting.number() == 0
                                        ? "nothing is set: the cache is off"
                                        : "that of all endpoints of the upstream");
        if (!mayChange) {
            form.readOnly();
            return panel.with(form);
        }
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button drop = new Button(
                setting.number() == 0 ? "Switch the cache off" : "Use the upstream's policy",
                click -> change(new SettingChange(
                        setting, version, null, reason.getValue().strip(), null)));
        drop.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        drop.setVisible(own);
        Div buttons = new Div(save, drop);
        buttons.addClassName("buttons");
        Paragraph when =
                new Paragraph("Saving applies to the next call; what was kept under the old policy is dropped.");
        when.addClassName("quiet");
        reason.addClassName("above");
        return panel.with(form, reason, when, buttons, outcome);
    }

    private void save() {
        form.draft()
                .ifPresent(policy -> change(new SettingChange(
                        setting,
                        version,
                        new Setting.OfCachePolicy(policy),
                        reason.getValue().strip(),
                        null)));
    }

    private void change(SettingChange change) {
        try {
            AppliedChange applied = catalog.apply(change);
            show();
            outcome.add(
                    new Paragraph("Saved; it holds from the next call on."),
                    new Button("Undo", click -> undo(applied)));
        } catch (InvalidDraft refused) {
            form.show(refused.problems());
        } catch (RuntimeException refused) {
            refuse("Not saved", refused);
        }
    }

    private void undo(AppliedChange applied) {
        try {
            catalog.revert(applied.id());
            show();
            outcome.add(new Paragraph("Undone; it is as it was before."));
        } catch (RuntimeException refused) {
            refuse("Not undone", refused);
        }
    }

    private void refuse(String title, RuntimeException refused) {
        if (!HistoryPart.isRefusal(refused)) {
            throw refused;
        }
        outcome.removeAll();
        outcome.add(Note.failed(title)
                .text(String.valueOf(refused.getMessage()))
                .with(new Button("Show what it is now", click -> show())));
    }
}
