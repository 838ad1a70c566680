package io.zol0.ui.history;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.CurrentSetting;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.SettingId;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import org.jspecify.annotations.Nullable;

/**
 * One setting on a page: its form, saving with a way back, and its history.
 *
 * @param <T> what the form is about
 */
public class SettingPart<T> extends Div {
    private final Catalog catalog;
    private final SettingId setting;
    private final Kind<T> kind;
    private final Words words;
    private final SettingForm<T> form;
    private final boolean mayChange;
    private final TextField reason = new TextField("Why this change (optional)");
    private final Div outcome = new Div();
    private long version;

    /** How a setting becomes what the form is about, and back. */
    public interface Kind<T> {
        /** What holds; {@code set} is null where nothing is set. */
        T inForce(@Nullable Setting set);

        Setting setting(T value);
    }

    /**
     * What the page says about the setting.
     *
     * @param set where it is set here
     * @param unset where it is not
     * @param when when a change begins to hold
     * @param drop on the button that takes it away, so that what holds without it does; null for no such button
     */
    public record Words(
            String title,
            String set,
            String unset,
            String when,
            @Nullable String drop) {}

    public SettingPart(
            Catalog catalog, SettingId setting, Kind<T> kind, Words words, SettingForm<T> form, boolean mayChange) {
        this.catalog = catalog;
        this.setting = setting;
        this.kind = kind;
        this.words = words;
        this.form = form;
        this.mayChange = mayChange;
        reason.setHelperText("Stands in the history beside the change.");
        reason.setMaxLength(500);
        reason.setWidth("min(560px, 100%)");
        reason.addClassName("above");
        outcome.getElement().setAttribute("role", "status");
        show();
    }

    private void show() {
        removeAll();
        outcome.removeAll();
        reason.clear();
        CurrentSetting now = catalog.current(setting);
        version = now.version();
        form.fill(kind.inForce(now.value()));
        add(
                settings(now.value() != null),
                new Panel("Changes").with(new HistoryPart(catalog, setting, mayChange, this::show)));
    }

    private Panel settings(boolean set) {
        Panel panel = new Panel(words.title()).about(set ? words.set() : words.unset());
        if (!mayChange) {
            form.readOnly();
            return panel.with(form.fields());
        }
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Div buttons = new Div(save);
        if (set && words.drop() != null) {
            Button drop = new Button(words.drop(), click -> change(null));
            drop.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            buttons.add(drop);
        }
        buttons.addClassName("buttons");
        Paragraph when = new Paragraph(words.when());
        when.addClassName("quiet");
        return panel.with(form.fields(), reason, when, buttons, outcome);
    }

    private void save() {
        form.draft().ifPresent(value -> change(kind.setting(value)));
    }

    private void change(@Nullable Setting value) {
        try {
            AppliedChange applied = catalog.apply(
                    new SettingChange(setting, version, value, reason.getValue().strip(), null));
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
