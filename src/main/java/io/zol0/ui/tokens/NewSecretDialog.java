package io.zol0.ui.tokens;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import io.zol0.users.Token;
import io.zol0.users.TokenAnswer;
import io.zol0.users.Tokens;
import java.time.Duration;

/** Gives a token a new secret, beside which the old one goes on for a while. */
class NewSecretDialog extends SecretDialog {
    NewSecretDialog(Tokens tokens, Token token) {
        super("A new secret for " + token.name());
        Select<Duration> overlap = new Select<>();
        overlap.setLabel("The old secret goes on");
        overlap.setItems(Duration.ZERO, Duration.ofHours(1), Tokens.OVERLAP, Duration.ofDays(7));
        overlap.setItemLabelGenerator(TokenWords::span);
        overlap.setValue(Tokens.OVERLAP);
        overlap.setHelperText("Time to give the programs the new one.");
        Paragraph missing = new Paragraph();
        missing.addClassName("warning");
        Div form = new Div(overlap, missing);
        form.addClassName("form");
        ask(form, "Make the new secret", () -> {
            switch (tokens.rotate(token.id(), overlap.getValue())) {
                case TokenAnswer.Issued issued -> show(issued);
                case TokenAnswer.Refused(String field, String sentence) -> missing.setText(sentence);
                case TokenAnswer.Unknown() -> missing.setText("This token was revoked meanwhile; make a new one.");
            }
        });
    }
}
