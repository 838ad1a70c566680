package io.zol0.ui.shell;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.dom.Element;
import io.zol0.users.Accounts;
import io.zol0.users.PasswordChange;

/** Changes the password of whoever is logged in; a form element, so that password managers know what is asked. */
@Tag("form")
class PasswordForm extends HtmlContainer {
    private final PasswordField old = field("Present password", Autocomplete.CURRENT_PASSWORD);
    private final PasswordField chosen = field("New password", Autocomplete.NEW_PASSWORD);
    private final PasswordField repeated = field("New password once more", Autocomplete.NEW_PASSWORD);

    PasswordForm(Accounts accounts, String name, Runnable done) {
        addClassName("form");
        chosen.setHelperText("At least 12 characters. A few unrelated words do well.");
        Button save = new Button("Change the password");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        // A field tells its value when it is left: else the server may be asked to save before it knows the last.
        save.addClickShortcut(Key.ENTER).listenOn(this).resetFocusOnActiveElement();
        save.addClickListener(click -> save(accounts, done));
        repeated.addValueChangeListener(change -> compare());
        getElement().appendChild(account(name));
        add(old, chosen, repeated, save);
        // What is typed goes over the console's own connection.
        getElement().executeJs("this.addEventListener('submit', event => event.preventDefault())");
    }

    private void save(Accounts accounts, Runnable done) {
        if (!compare()) {
            repeated.focus();
            return;
        }
        switch (accounts.changePassword(old.getValue(), chosen.getValue())) {
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

    /** Whose password it is, for managers that hold several. */
    private static Element account(String name) {
        return new Element("input")
                .setAttribute("type", "text")
                .setAttribute("name", "username")
                .setAttribute("autocomplete", "username")
                .setAttribute("value", name)
                .setAttribute("readonly", true)
                .setAttribute("hidden", true);
    }

    private static PasswordField field(String label, Autocomplete autocomplete) {
        PasswordField field = new PasswordField(label);
        field.setWidthFull();
        field.setManualValidation(true);
        field.setAutocomplete(autocomplete);
        return field;
    }
}
