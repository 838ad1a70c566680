package io.zol0.ui.shell;

import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.ui.parts.ShownOnce;
import io.zol0.users.Enrolment;
import io.zol0.users.SecondFactor;
import io.zol0.users.SecondFactorChange;

/** Adds and removes one's own second factor. */
class SecondFactorPart extends Div {
    private final SecondFactor secondFactor;
    private final PasswordField password = new PasswordField("Present password");
    private final TextField code = new TextField("Code");

    SecondFactorPart(SecondFactor secondFactor, boolean on) {
        this.secondFactor = secondFactor;
        addClassName("form");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.setManualValidation(true);
        code.getElement().setProperty("autocomplete", "one-time-code");
        code.setManualValidation(true);
        code.setHelperText("The six digits that the app shows now.");
        if (on) {
            showOn();
        } else {
            showOff("Off: a stolen password is enough to sign in. With an app for one-time codes it is not.");
        }
    }

    private void showOff(String sentence) {
        removeAll();
        add(said(sentence), new Button("Add a second factor", click -> enrol()));
    }

    private void showOn() {
        removeAll();
        int left = secondFactor.recoveryCodesLeft();
        Button remove = new Button("Remove…", click -> askRemoval());
        remove.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
        add(said("On: a code of your app is asked for after the password. "
                + (left == 1 ? "1 recovery code is left." : left + " recovery codes are left.")
                + (left < 3 ? " Remove it and add it again for new ones." : "")));
        add(remove);
    }

    private void enrol() {
        removeAll();
        clear();
        Enrolment enrolment = secondFactor.begin();
        Svg picture = new Svg(QrPicture.svg(enrolment.link()));
        picture.addClassName("qr");
        picture.getElement().setAttribute("role", "img");
        picture.getElement().setAttribute("aria-label", "The secret as a picture; it is written out below");
        Pre secret = new Pre(enrolment.secret().replaceAll("(.{4})(?!$)", "$1 "));
        secret.addClassName("curl");
        secret.getElement().setAttribute("tabindex", "0");
        secret.getElement().setAttribute("aria-label", "secret for the app");
        Button turnOn = new Button("Turn it on", click -> turnOn(enrolment));
        turnOn.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        add(
                new Paragraph("Scan this with an app for one-time codes, or type the secret into it."),
                picture,
                secret,
                password,
                code,
                buttons(turnOn, new Button("Cancel", click -> showOff("Off; nothing was changed."))));
    }

    private void turnOn(Enrolment enrolment) {
        switch (secondFactor.add(enrolment, password.getValue(), code.getValue())) {
            case SecondFactorChange.Added added -> {
                removeAll();
                add(
                        new ShownOnce(
                                "Recovery codes",
                                String.join("\n", added.recoveryCodes()),
                                "It is on. If the app is lost, each of these signs you in once. Keep them where the app is not; they are shown this once."),
                        new Button("I have them", click -> showOn()));
            }
            case SecondFactorChange.Refused refused -> say(refused);
            case SecondFactorChange.Removed() -> showOff("Off.");
        }
    }

    private void askRemoval() {
        removeAll();
        clear();
        Button remove = new Button("Remove the second factor", click -> {
            switch (secondFactor.remove(password.getValue())) {
                case SecondFactorChange.Removed() -> showOff("Off: from now on the password alone signs you in.");
                case SecondFactorChange.Refused refused -> say(refused);
                case SecondFactorChange.Added added -> showOn();
            }
        });
        remove.addThemeVariants(ButtonVariant.LUMO_ERROR);
        add(password, buttons(remove, new Button("Keep it", click -> showOn())));
    }

    private void say(SecondFactorChange.Refused refused) {
        password.setInvalid(refused.field() == SecondFactorChange.Field.PASSWORD);
        password.setErrorMessage(refused.sentence());
        code.setInvalid(refused.field() == SecondFactorChange.Field.CODE);
        code.setErrorMessage(refused.sentence());
    }

    private void clear() {
        password.clear();
        code.clear();
        password.setInvalid(false);
        code.setInvalid(false);
    }

    private static Paragraph said(String sentence) {
        Paragraph said = new Paragraph(sentence);
        said.addClassName("plain");
        said.getElement().setAttribute("role", "status");
        return said;
    }

    private static Div buttons(Button... buttons) {
        Div row = new Div(buttons);
        row.addClassName("buttons");
        return row;
    }
}
