package io.zol0.ui.tokens;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Note;
import io.zol0.users.Role;
import io.zol0.users.Token;
import io.zol0.users.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tokens as cards, with what can be done about each: all of the installation, or those of whoever looks. */
public class TokensPart extends Div {
    private final Tokens tokens;
    private final Supplier<List<Token>> shown;
    private final Div cards = new Div();

    private TokensPart(Tokens tokens, Supplier<List<Token>> shown, Supplier<NewTokenDialog> making) {
        this.tokens = tokens;
        this.shown = shown;
        Button make = new Button(
                "Make a token", click -> making.get().onDone(this::show).open());
        make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        make.addClassName("above");
        cards.addClassNames("cards", "cards-small");
        add(make, cards);
        show();
    }

    /** Every token; for administrators. */
    public static TokensPart ofAll(Tokens tokens, List<String> environments) {
        return new TokensPart(tokens, tokens::all, () -> new NewTokenDialog(tokens::issue, Role.ADMIN, environments));
    }

    /** Those of whoever is logged in. */
    public static TokensPart ofOwn(Tokens tokens, Role role, List<String> environments) {
        return new TokensPart(tokens, tokens::own, () -> new NewTokenDialog(tokens::issueOwn, role, environments));
    }

    private void show() {
        cards.removeAll();
        List<Token> all = shown.get();
        all.forEach(token -> cards.add(card(token)));
        if (all.isEmpty()) {
            cards.add(Note.empty("No tokens yet")
                    .text(
                            "A program shows a token to say who it is. Make one for each program, so that each can be told"
                                    + " apart and ended by itself."));
        }
    }

    private Div card(Token token) {
        Span uses = new Span(TokenWords.scopes(token.scopes()));
        Span where = new Span(
                environments(token.environments()) + (token.owner() == null ? "" : " · belongs to " + token.owner()));
        where.addClassName("quiet");
        Div card = new Div(new H2(token.name()), uses, where);
        Instant now = Instant.now();
        Span validity = new Span(TokenWords.validity(token.expiresAt(), now));
        validity.addClassName(TokenWords.ended(token.expiresAt(), now) ? "warning" : "quiet");
        card.add(validity);
        token.secrets().forEach(secret -> card.add(secret(secret, now)));
        Button rotate = new Button(
                "New secret…",
                click -> new NewSecretDialog(tokens, token).onDone(this::show).open());
        Button revoke = new Button("Revoke…", click -> confirmRevoking(token));
        revoke.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
        Div buttons = new Div(rotate, revoke);
        buttons.addClassName("buttons");
        card.add(buttons);
        card.addClassNames("panel", "upstream-card");
        return card;
    }

    private static Paragraph secret(Token.Part secret, Instant now) {
        Span prefix = new Span(secret.prefix() + "…");
        prefix.addClassName("code");
        Paragraph line = new Paragraph(prefix, new Span(" · "));
        if (secret.lastUsedAt() == null) {
            line.add(new Span("never used"));
        } else {
            line.add(new Span("last used "), new Moment(secret.lastUsedAt()));
        }
        if (secret.expiresAt() != null) {
            line.add(new Span(" · being replaced, " + TokenWords.validity(secret.expiresAt(), now)));
        }
        line.addClassName("token-secret");
        return line;
    }

    private static String environments(@Nullable Set<String> environments) {
        return environments == null ? "all environments" : String.join(", ", environments);
    }

    private void confirmRevoking(Token token) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Revoke " + token.name() + "?");
        dialog.setText("Programs that show it are refused from then on. This cannot be undone.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Revoke " + token.name());
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> {
            // Where somebody else was faster, what was wanted is so.
            tokens.revoke(token.id());
            show();
        });
        dialog.open();
    }
}
