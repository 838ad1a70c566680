package io.zol0.ui.shell;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import io.zol0.users.Accounts;
import io.zol0.users.PasswordChange;

/** Changes the password of whoever is logged in. */
class PasswordForm extends Div {
    private final PasswordField old = field("Present password", "current-password");
    private final PasswordField chosen = field("New password", "new-password");
    private final PasswordField repeated = field("New password once more", "new-password");

    PasswordForm(Accounts accounts, String name, Runnable done) {
        addClassName("form");
        chosen.setHelperText("At least 12 characters. A few unrelated words do well.");
        Button save = new Button("Change the password");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.addClickShortcut(Key.ENTER).listenOn(this);
        save.addClickListener(click -> save(accounts, name, done));
        repeated.addValueChangeListener(change -> compare());
        add(old, chosen, repeated, save);
    }

    private void save(Accounts accounts, String name, Runnable done) {
        if (!compare()) {
            repeated.focus();
            return;
        }
        switch (accounts.changePassword(name, old.getValue(), chosen.getValue())) {
            case PasswordChange.Changed() -> {
                old.clear();
                chosen.clear();
                repeated.clear();
                done.run();
            }
            case PasswordChange.Refused(String sentence) -> {
                PasswordField wrong = sentence.startsWith("The present password") ? old : chosen;
                wrong.setErrorMessage(sentence);
                wrong.setInvalid(true);
                wrong.focus();
            }
        }
    }

    private boolean compare() {
        old.setInvalid(false);
        chosen.setInvalid(false);
        boolean same = chosen.getValue().equals(repeated.getValue());
        repeated.setErrorMessage("This is not the same as the new password above; type it again.");
        repeated.setInvalid(!same);
        return same;
    }

    private static PasswordField field(String label, String autocomplete) {
        PasswordField field = new PasswordField(label);
        field.setWidthFull();
        field.setManualValidation(true);
        field.getElement().setAttribute("autocomplete", autocomplete);
        return field;
    }
}
