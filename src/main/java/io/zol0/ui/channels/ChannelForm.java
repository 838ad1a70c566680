package io.zol0.ui.channels;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.notify.Channel;
import io.zol0.notify.ChannelDraft;
import io.zol0.notify.ChannelKind;
import io.zol0.notify.Flaw;
import io.zol0.notify.MailSecurity;
import io.zol0.ui.parts.ShownOnce;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields of a channel, those of its kind; each says what is wrong with it once it was left. */
class ChannelForm extends Div {
    private final Select<ChannelKind> kind = new Select<>();
    private final Paragraph about = new Paragraph();
    private final TextField name = new TextField("Name");
    private final TextField address = new TextField();
    private final IntegerField port = new IntegerField("Port");
    private final Select<MailSecurity> security = new Select<>();
    private final TextField username = new TextField("User name");
    private final PasswordField secret = new PasswordField();
    private final Button make = new Button("Make a secret");
    private final Div made = new Div();
    private final TextField sender = new TextField("Sender");
    private final TextArea recipients = new TextArea();
    private final Checkbox personal = new Checkbox("Carries what people ask for under My account");
    private final Checkbox allowsPrivate = new Checkbox("May call this machine and private networks");
    private final Checkbox enabled = new Checkbox("Sends");
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();
    private final Set<String> left = new HashSet<>();
    private final BiFunction<ChannelDraft, @Nullable Channel, List<Flaw>> rules;
    private @Nullable Channel before;

    ChannelForm(BiFunction<ChannelDraft, @Nullable Channel, List<Flaw>> rules, Supplier<String> newSecret) {
        this.rules = rules;
        addClassName("form");
        kind.setLabel("Kind");
        kind.setItems(ChannelKind.values());
        kind.setItemLabelGenerator(ChannelKind::words);
        about.addClassNames("quiet", "plain");
        name.setHelperText("To know it by, such as on call");
        name.setMaxLength(60);
        security.setLabel("Security");
        security.setItems(MailSecurity.values());
        security.setItemLabelGenerator(each -> switch (each) {
            case STARTTLS -> "STARTTLS (usual at port 587)";
            case TLS -> "TLS from the first byte on (usual at port 465)";
            case NONE -> "None: everything in plain text";
        });
        username.setHelperText("Empty where the server wants no sign-in");
        sender.setHelperText("The address that e-mails come from, such as zol0@example.com");
        personal.setHelperText(
                "One mail channel is enough; without it nobody can choose e-mails for themselves under My account.");
        allowsPrivate.setHelperText(
                "Off, addresses of this machine and of private networks are refused, also where a name or a redirect leads to"
                        + " one. Metadata addresses of clouds are refused in any case.");
        enabled.setHelperText("Switched off, nothing goes by it, and what waits is given up.");
        secret.setAutocomplete(Autocomplete.NEW_PASSWORD);
        make.addClickListener(click -> show(newSecret.get()));
        put("kind", kind);
        put("name", name);
        put("address", address);
        put("port", port);
        put("security", security);
        put("username", username);
        put("secret", secret);
        put("sender", sender);
        put("recipients", recipients);
        add(
                kind,
                about,
                name,
                address,
                security,
                port,
                username,
                secret,
                make,
                made,
                sender,
                recipients,
                personal,
                allowsPrivate,
                enabled);
        kind.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                ChannelDraft usual = ChannelDraft.of(change.getValue());
                address.setValue(usual.address());
                recipients.clear();
                secret.clear();
                made.removeAll();
                left.clear();
            }
            arrange();
        });
        security.addValueChangeListener(change -> nameUsualPort());
        port.addValidationStatusChangeListener(unparsable -> showLeft("port"));
    }

    private <F extends Component & HasValidation & HasValue<?, ?>> void put(String key, F field) {
        fields.put(key, field);
        field.setManualValidation(true);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                showLeft(key);
            }
        });
    }

    private void showLeft(String key) {
        left.add(key);
        show(rules.apply(typed(), before));
    }

    /** A secret of ours goes into the field, and is shown this once for the receiver. */
    private void show(String own) {
        secret.setValue(own);
        made.removeAll();
        made.add(
                new ShownOnce(
                        "Signing secret",
                        own,
                        "Give it to the receiver. It is shown this once and kept sealed when you save; no one can read it again."));
        showLeft("secret");
    }

    void fill(ChannelDraft draft, @Nullable Channel present) {
        before = present;
        kind.setValue(draft.kind());
        kind.setReadOnly(present != null);
        name.setValue(draft.name());
        address.setValue(draft.address());
        security.setValue(draft.security());
        port.setValue(draft.port() == draft.security().usualPort() ? null : draft.port());
        username.setValue(draft.username());
        secret.clear();
        made.removeAll();
        sender.setValue(draft.sender());
        recipients.setValue(String.join("\n", draft.recipients()));
        personal.setValue(draft.personal());
        allowsPrivate.setValue(draft.allowsPrivate());
        enabled.setValue(draft.enabled());
        left.clear();
        show(List.of());
        arrange();
    }

    /** An empty port is the usual one: what is being typed there is not to be written over by a choice made before it. */
    private void nameUsualPort() {
        int usual = security.getValue().usualPort();
        port.setPlaceholder(Integer.toString(usual));
        port.setHelperText("Empty means %d, which is usual with this security".formatted(usual));
    }

    private void arrange() {
        ChannelKind chosen = kind.getValue();
        boolean mail = chosen == ChannelKind.EMAIL;
        about.setText(ChannelWords.help(chosen));
        address.setVisible(!chosen.hasSecretAddress());
        address.setLabel(ChannelWords.addressLabel(chosen));
        address.setHelperText(ChannelWords.addressHelp(chosen));
        port.setVisible(mail);
        security.setVisible(mail);
        username.setVisible(mail);
        sender.setVisible(mail);
        personal.setVisible(mail);
        recipients.setVisible(mail || chosen == ChannelKind.TELEGRAM);
        recipients.setLabel(mail ? "Recipients" : "Chat");
        recipients.setHelperText(
                mail
                        ? "E-mail addresses, one a line, such as oncall@example.com"
                        : "Its number, such as -1001234567890, or its name, such as @oncall");
        secret.setLabel(chosen.secretWords());
        Channel present = before;
        secret.setHelperText(ChannelWords.secretHelp(chosen, present != null && present.hasSecret()));
        make.setVisible(chosen == ChannelKind.WEBHOOK && !kindIsFixed());
    }

    private boolean kindIsFixed() {
        return name.isReadOnly();
    }

    void readOnly() {
        List.<AbstractField<?, ?>>of(
                        name, address, port, username, secret, sender, recipients, personal, allowsPrivate, enabled)
                .forEach(field -> field.setReadOnly(true));
        kind.setReadOnly(true);
        security.setReadOnly(true);
        secret.setVisible(false);
        make.setVisible(false);
    }

    /** What was typed, where nothing is wrong with it; otherwise the fields say what is. */
    Optional<ChannelDraft> draft() {
        left.addAll(fields.keySet());
        ChannelDraft typed = typed();
        List<Flaw> flaws = rules.apply(typed, before);
        show(flaws);
        return flaws.isEmpty() ? Optional.of(typed) : Optional.empty();
    }

    /** Says at each field that was left what is wrong with it. */
    void show(List<Flaw> flaws) {
        fields.forEach((key, field) -> {
            Optional<Flaw> flaw = flaws.stream()
                    .filter(each -> each.field().equals(key) && left.contains(key))
                    .findFirst();
            field.setInvalid(flaw.isPresent());
            field.setErrorMessage(flaw.map(Flaw::sentence).orElse(""));
        });
    }

    private ChannelDraft typed() {
        ChannelKind chosen = kind.getValue();
        boolean mail = chosen == ChannelKind.EMAIL;
        String typed = secret.getValue().strip();
        return new ChannelDraft(
                name.getValue().strip(),
                chosen,
                enabled.getValue(),
                allowsPrivate.getValue(),
                address.getValue().strip(),
                mail ? typedPort() : 0,
                security.getValue(),
                mail ? username.getValue().strip() : "",
                mail ? sender.getValue().strip() : "",
                mail || chosen == ChannelKind.TELEGRAM
                        ? recipients
                                .getValue()
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList()
                        : List.of(),
                mail && personal.getValue(),
                typed.isEmpty() ? null : typed);
    }

    private int typedPort() {
        if (port.getDefaultValidator().apply(port.getValue(), null).isError()) {
            return -1; // something that is no number, which the field gives as nothing
        }
        return port.isEmpty() ? security.getValue().usualPort() : port.getValue();
    }
}
