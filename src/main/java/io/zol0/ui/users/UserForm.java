package io.zol0.ui.users;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.ui.parts.Roles;
import io.zol0.users.AccountChange.Field;
import io.zol0.users.AccountSettings;
import io.zol0.users.Role;
import java.util.List;
import java.util.TreeSet;

/** The fields of an account; each says what is wrong with it once it was left. */
class UserForm extends Div {
    private final TextField name = new TextField("User name");
    private final Select<Role> role = new Select<>();
    private final MultiSelectComboBox<String> environments = new MultiSelectComboBox<>("Environments");
    private final Checkbox enabled = new Checkbox("May sign in");

    UserForm(List<String> known) {
        addClassName("form");
        name.setHelperText("What is typed to sign in; capital and small letters are the same. Such as ada");
        name.setManualValidation(true);
        name.setMaxLength(64);
        name.addValueChangeListener(change -> say(Field.NAME, AccountSettings.problemOfName(name())));
        role.setLabel("Role");
        role.setItems(Role.values());
        role.setItemLabelGenerator(Roles::sentence);
        role.setManualValidation(true);
        environments.setItems(known);
        environments.setManualValidation(true);
        environments.setHelperText("Upstreams, endpoints and calls of these only; empty for all, those to come too.");
        role.addValueChangeListener(change -> restrict());
        environments.addValueChangeListener(change -> restrict());
        enabled.addValueChangeListener(change -> say(Field.ENABLED, ""));
        enabled.setHelperText("Switched off, the account is signed out everywhere at once and its settings stay.");
        add(name, role, environments, enabled);
    }

    private void restrict() {
        say(Field.ROLE, "");
        say(Field.ENVIRONMENTS, settings().problemOfEnvironments());
    }

    void fill(AccountSettings settings) {
        TreeSet<String> items = new TreeSet<>(settings.environments());
        environments.getListDataView().getItems().forEach(items::add);
        environments.setItems(items);
        role.setValue(settings.role());
        environments.setValue(settings.environments());
        enabled.setValue(settings.enabled());
    }

    void withoutName() {
        remove(name);
    }

    void withoutEnabled() {
        remove(enabled);
    }

    String name() {
        return name.getValue().strip();
    }

    AccountSettings settings() {
        return new AccountSettings(role.getValue(), environments.getValue(), enabled.getValue());
    }

    /** Says at a field what is wrong with it; an empty sentence where nothing is. */
    void say(Field field, String sentence) {
        switch (field) {
            case NAME -> {
                name.setErrorMessage(sentence);
                name.setInvalid(!sentence.isEmpty());
            }
            case ROLE -> {
                role.setErrorMessage(sentence);
                role.setInvalid(!sentence.isEmpty());
            }
            case ENVIRONMENTS -> {
                environments.setErrorMessage(sentence);
                environments.setInvalid(!sentence.isEmpty());
            }
            case ENABLED, ACCOUNT -> {
                enabled.setErrorMessage(sentence);
                enabled.setInvalid(!sentence.isEmpty());
            }
        }
    }
}
