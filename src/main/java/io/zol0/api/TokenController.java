package io.zol0.api;

import io.zol0.users.Token;
import io.zol0.users.TokenAnswer;
import io.zol0.users.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tokens by REST, for administrators; a secret is told once. They are never edited, so they have no versions. */
@RestController
@RequestMapping("/api/settings/tokens")
class TokenController {
    private final Tokens tokens;

    TokenController(Tokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    List<TokenBody> all() {
        return tokens.all().stream().map(TokenBody::of).toList();
    }

    /** Makes one of the installation. */
    @PostMapping
    ResponseEntity<TokenBody.WithSecret> add(@RequestBody TokenBody.Wanted body) {
        TokenBody.WithSecret made = issued(tokens.issue(body.toDraft()));
        return ResponseEntity.created(
                        URI.create("/api/settings/tokens/" + made.token().id()))
                .body(made);
    }

    @GetMapping("/{id}")
    TokenBody one(@PathVariable long id) {
        return TokenBody.of(there(id));
    }

    /** Revokes it at once. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> revoke(@PathVariable long id) {
        if (!tokens.revoke(id)) {
            throw none(id);
        }
        return ResponseEntity.noContent().build();
    }

    /** Gives it a new secret; the old one goes on for a while. */
    @PostMapping("/{id}/rotate")
    TokenBody.WithSecret rotate(@PathVariable long id, @RequestBody TokenBody.Rotation body) {
        there(id);
        Duration overlap = body.overlap();
        return issued(tokens.rotate(id, overlap == null ? Tokens.OVERLAP : overlap));
    }

    private static TokenBody.WithSecret issued(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.Issued(Token token, String secret) ->
                new TokenBody.WithSecret(TokenBody.of(token), secret);
            case TokenAnswer.Refused(String field, String sentence) -> throw Unfit.sense(field, sentence);
            case TokenAnswer.Unknown unknown -> throw new Missing("There is no such token.");
        };
    }

    private Token there(long id) {
        return tokens.all().stream()
                .filter(token -> token.id() == id)
                .findFirst()
                .orElseThrow(() -> none(id));
    }

    private static Missing none(long id) {
        return new Missing("There is no token number %d.".formatted(id));
    }
}
