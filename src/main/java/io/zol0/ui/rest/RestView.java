package io.zol0.ui.rest;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.ui.parts.Panel;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.dao.DataAccessException;

/** The operations of the REST API, to be read and tried; what is sent is sent by the browser with a token. */
@Route("settings/api")
@PageTitle("REST API · ZoL0")
@PermitAll
class RestView extends Main {
    private static final Duration VALID = Duration.ofHours(1);
    private static final DateTimeFormatter NAMED = DateTimeFormatter.ofPattern("MMdd-HHmmss", Locale.ROOT);

    private final Tokens tokens;
    private final Clock clock;
    private final Set<TokenScope> scopes;
    private final Operations operations = new Operations();
    private final PasswordField token = new PasswordField("Token");
    private final Paragraph outcome = new Paragraph();

    /** The list of operations, made in the browser of the description that the token opens. */
    @Tag("zol0-api")
    static final class Operations extends Component {
        void open(String token) {
            getElement().executeJs("this.open ? this.open($0) : this.waiting = $0", token);
        }
    }

    RestView(Tokens tokens, Clock clock, AuthenticationContext login) {
        this.tokens = tokens;
        this.clock = clock;
        this.scopes = login.hasRole("OPERATOR")
                ? EnumSet.of(TokenScope.READ, TokenScope.OPERATE, TokenScope.INGEST)
                : EnumSet.of(TokenScope.READ);
        scopes.removeIf(scope -> !login.hasRole(scope.needs().name()));
        addClassName("page");
        token.setHelperText("One that you have, with the rights that you want to try; it stays in this page.");
        token.addValueChangeListener(change -> {
            if (change.isFromClient() && !change.getValue().isBlank()) {
                operations.open(change.getValue().strip());
                outcome.setText("");
            }
        });
        Button make = new Button("Use my own rights for an hour", click -> make());
        Paragraph help =
                new Paragraph("Calls need a token. Paste one, or let this page make one that can do what you can"
                        + " and ends after an hour; it is listed under My account and can be revoked there.");
        help.addClassName("quiet");
        outcome.getElement().setAttribute("role", "status");
        Div form = new Div(token, make);
        form.addClassName("api-token");
        add(
                new H1("REST API"),
                new Paragraph("What programs can ask and change, by OpenAPI 3.1 at /api, and what is wrong as"
                        + " application/problem+json."),
                new Panel("Who asks").with(help, form, outcome),
                operations);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        attached.getUI().getPage().addJsModule("context://components/zol0-api.js");
    }

    private void make() {
        String name = "api-page-" + NAMED.format(clock.instant().atOffset(ZoneOffset.UTC));
        try {
            switch (tokens.issueOwn(new TokenDraft(name, scopes, null, VALID))) {
                case TokenAnswer.Issued issued -> {
                    operations.open(issued.secret());
                    outcome.setText("The token " + name + " is in use here until it ends in an hour.");
                }
                case TokenAnswer.Refused(String field, String sentence) -> outcome.setText(sentence);
                case TokenAnswer.Unknown() -> outcome.setText("There is no such account.");
            }
        } catch (DataAccessException away) {
            outcome.setText("The database does not answer; a token that you have works all the same.");
        }
    }
}
