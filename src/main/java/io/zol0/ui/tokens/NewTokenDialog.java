package io.zol0.ui.tokens;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.users.Role;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Asks what a new token is for, and shows its secret. */
class NewTokenDialog extends SecretDialog {
    private static final List<Optional<Duration>> VALIDITIES = List.of(
            Optional.of(Duration.ofDays(30)),
            Optional.of(Duration.ofDays(90)),
            Optional.of(Duration.ofDays(365)),
            Optional.empty());

    private final TextField name = new TextField("Name");
    private final CheckboxGroup<TokenScope> scopes = new CheckboxGroup<>("May be used for");
    private final MultiSelectComboBox<String> environments = new MultiSelectComboBox<>("Environments");
    private final Select<Optional<Duration>> validity = new Select<>();
    private final Map<String, HasValidation> fields =
            Map.of("name", name, "scopes", scopes, "environments", environments, "validFor", validity);

    NewTokenDialog(Function<TokenDraft, TokenAnswer> issue, Role role, List<String> labels) {
        super("Make a token");
        List<TokenScope> possible = Arrays.stream(TokenScope.values())
                .filter(scope -> role.compareTo(scope.needs()) >= 0)
                .toList();
        name.setHelperText("Callers are shown by it: the name of the program, such as bot-1.");
        name.setManualValidation(true);
        scopes.setItems(possible);
        scopes.setItemLabelGenerator(TokenWords::scope);
        scopes.setValue(Set.of(possible.getFirst()));
        scopes.setManualValidation(true);
        environments.setItems(labels);
        environments.setPlaceholder("all");
        environments.setHelperText("Calls may only go to upstreams of these; none chosen means all.");
        environments.setManualValidation(true);
        validity.setLabel("Valid for");
        validity.setItems(VALIDITIES);
        validity.setItemLabelGenerator(each -> each.map(TokenWords::span).orElse("until it is revoked"));
        validity.setValue(VALIDITIES.get(1));
        Div form = new Div(name, scopes, environments, validity);
        form.addClassName("form");
        ask(form, "Make the token", () -> make(issue));
        name.focus();
    }

    private void make(Function<TokenDraft, TokenAnswer> issue) {
        fields.values().forEach(field -> field.setInvalid(false));
        Set<String> chosen = environments.getValue();
        TokenDraft draft = new TokenDraft(
                name.getValue().strip(),
                scopes.getValue(),
                chosen.isEmpty() ? null : chosen,
                Optional.ofNullable(validity.getValue())
                        .flatMap(Function.identity())
                        .orElse(null));
        switch (issue.apply(draft)) {
            case TokenAnswer.Issued issued -> show(issued);
            case TokenAnswer.Refused(String field, String sentence) -> {
                HasValidation wrong = fields.getOrDefault(field, name);
                wrong.setErrorMessage(sentence);
                wrong.setInvalid(true);
            }
            case TokenAnswer.Unknown() -> close();
        }
    }
}
