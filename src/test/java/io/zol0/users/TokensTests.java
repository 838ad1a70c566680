package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.ApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.test.context.support.WithMockUser;

@ApplicationTest
@WithMockUser(
        username = "admin",
        roles = {"VIEWER", "OPERATOR", "ADMIN"})
class TokensTests {
    private static final Set<TokenScope> CALLS = EnumSet.of(TokenScope.GATEWAY);

    @Autowired
    private Tokens tokens;

    @Autowired
    private KnownTokens known;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void a_token_names_its_caller_and_nothing_else_does() {
        TokenAnswer.Issued made = issue(CALLS, Set.of("staging"), null);
        TokenGrant grant = known.grantOf(made.secret());
        assertThat(grant).isNotNull();
        assertThat(grant.name()).isEqualTo(made.token().name());
        assertThat(grant.allows(TokenScope.GATEWAY)).isTrue();
        assertThat(grant.allows(TokenScope.OPERATE)).isFalse();
        assertThat(grant.allowsEnvironment("staging")).isTrue();
        assertThat(grant.allowsEnvironment("production")).isFalse();
        assertThat(known.grantOf(made.secret() + "x")).isNull();
        assertThat(known.grantOf(made.secret().toLowerCase(java.util.Locale.ROOT)))
                .isNull();
        assertThat(known.grantOf("")).isNull();
        assertThat(known.grantOf("zol0_" + "a".repeat(10_000))).isNull();
    }

    @Test
    void a_secret_is_shown_once_kept_as_a_keyed_hash_and_known_by_its_prefix() {
        TokenAnswer.Issued made = issue(CALLS, null, null);
        String secret = made.secret();
        assertThat(secret).matches("zol0_[A-Za-z0-9_-]{32}[A-Za-z0-9]{6}");
        assertThat(TokenSecret.check(secret.substring(0, 37))).isEqualTo(secret.substring(37));
        assertThat(made.toString()).doesNotContain(secret);
        assertThat(made.token().secrets())
                .singleElement()
                .satisfies(part -> assertThat(part.prefix()).isEqualTo(secret.substring(0, 11)));
        assertThat(jdbc.sql("select api_token_secret::text || api_token::text from api_token_secret join api_token"
                                + " on api_token.id = token_id")
                        .query(String.class)
                        .list())
                .noneMatch(row -> row.contains(secret.substring(12)));
    }

    @Test
    void a_rotated_token_has_two_secrets_until_the_old_one_ends() {
        TokenAnswer.Issued first = issue(CALLS, null, null);
        TokenAnswer.Issued second = rotated(first, Duration.ofHours(1));
        assertThat(known.grantOf(first.secret())).isNotNull();
        assertThat(known.grantOf(second.secret())).isNotNull();
        assertThat(second.token().secrets()).hasSize(2);
        assertThat(second.token().secrets().getLast().expiresAt())
                .isBetween(
                        Instant.now().plus(59, ChronoUnit.MINUTES),
                        Instant.now().plus(61, ChronoUnit.MINUTES));

        TokenAnswer.Issued third = rotated(second, Duration.ZERO);
        assertThat(known.grantOf(first.secret())).isNull();
        assertThat(known.grantOf(second.secret())).isNull();
        assertThat(known.grantOf(third.secret())).isNotNull();
    }

    @Test
    void an_expired_token_is_none_and_cannot_be_given_a_new_secret() {
        TokenAnswer.Issued made = issue(CALLS, null, Duration.ofDays(1));
        assertThat(known.grantOf(made.secret())).isNotNull();
        jdbc.sql("update api_token set expires_at = now() - interval '1 second' where id = ?")
                .param(made.token().id())
                .update();
        known.refresh();
        assertThat(known.grantOf(made.secret())).isNull();
        assertThat(tokens.rotate(made.token().id(), Tokens.OVERLAP)).isInstanceOf(TokenAnswer.Refused.class);
    }

    @Test
    void what_is_revoked_ends_at_once() {
        TokenAnswer.Issued made = issue(CALLS, null, null);
        assertThat(tokens.revoke(made.token().id())).isTrue();
        assertThat(known.grantOf(made.secret())).isNull();
        assertThat(tokens.revoke(made.token().id())).isFalse();
        assertThat(tokens.rotate(made.token().id(), Tokens.OVERLAP)).isEqualTo(new TokenAnswer.Unknown());
    }

    @Test
    void when_it_was_last_used_is_written_down() {
        TokenAnswer.Issued made = issue(CALLS, null, null);
        assertThat(lastUse(made)).isNull();
        known.grantOf(made.secret());
        known.refresh();
        assertThat(lastUse(made)).isAfter(Instant.now().minusSeconds(60));
    }

    @Test
    void a_draft_that_makes_no_sense_is_refused_with_what_would_be_right() {
        assertThat(field(new TokenDraft("", CALLS, null, null))).isEqualTo("name");
        assertThat(field(new TokenDraft("a b", CALLS, null, null))).isEqualTo("name");
        assertThat(field(new TokenDraft("a\r\nb", CALLS, null, null))).isEqualTo("name");
        assertThat(field(new TokenDraft(Tokens.FIRST, CALLS, null, null))).isEqualTo("name");
        assertThat(field(new TokenDraft(name(), Set.of(), null, null))).isEqualTo("scopes");
        assertThat(field(new TokenDraft(name(), CALLS, Set.of(), null))).isEqualTo("environments");
        assertThat(field(new TokenDraft(name(), CALLS, null, Duration.ZERO))).isEqualTo("validFor");
        assertThat(field(new TokenDraft(name(), CALLS, null, Duration.ofDays(4000))))
                .isEqualTo("validFor");
        assertThat(tokens.rotate(issue(CALLS, null, null).token().id(), Duration.ofDays(31)))
                .isInstanceOf(TokenAnswer.Refused.class);
    }

    @Test
    void a_viewer_sees_and_makes_only_what_is_its_own_and_may_be(@Autowired SignedInAs as) {
        account("token-viewer", "VIEWER");
        as.run("token-viewer", () -> {
            assertThatThrownBy(tokens::all).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> tokens.issue(new TokenDraft(name(), CALLS, null, null)))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(tokens.issueOwn(new TokenDraft(name(), CALLS, null, null)))
                    .isInstanceOf(TokenAnswer.Refused.class);
            TokenAnswer made = tokens.issueOwn(new TokenDraft(name(), EnumSet.of(TokenScope.READ), null, null));
            assertThat(made).isInstanceOf(TokenAnswer.Issued.class);
            assertThat(tokens.own())
                    .singleElement()
                    .satisfies(token -> assertThat(token.owner()).isEqualTo("token-viewer"));
            long others = jdbc.sql("select id from api_token where name = ?")
                    .param(Tokens.FIRST)
                    .query(Long.class)
                    .single();
            assertThat(tokens.revoke(others)).isFalse();
            assertThat(tokens.rotate(others, Duration.ZERO)).isEqualTo(new TokenAnswer.Unknown());
        });
    }

    @Test
    @WithMockUser(
            username = "admin",
            roles = {"VIEWER", "OPERATOR"})
    void who_is_only_named_as_somebody_has_nothing_of_theirs() {
        long others = jdbc.sql("select id from api_token where name = ?")
                .param(Tokens.FIRST)
                .query(Long.class)
                .single();
        assertThat(tokens.revoke(others)).isFalse();
        assertThatThrownBy(tokens::own).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_token_can_do_no_more_than_its_owner_can_now(@Autowired SignedInAs as) {
        account("token-operator", "OPERATOR");
        Set<TokenScope> both = EnumSet.of(TokenScope.GATEWAY, TokenScope.READ);
        TokenAnswer made = as.ask("token-operator", () -> tokens.issueOwn(new TokenDraft(name(), both, null, null)));
        String secret = ((TokenAnswer.Issued) made).secret();
        assertThat(known.grantOf(secret).allows(TokenScope.GATEWAY)).isTrue();

        jdbc.sql("update account set role = 'VIEWER' where name = 'token-operator'")
                .update();
        known.refresh();
        assertThat(known.grantOf(secret).allows(TokenScope.GATEWAY)).isFalse();
        assertThat(known.grantOf(secret).allows(TokenScope.READ)).isTrue();

        jdbc.sql("update account set enabled = false where name = 'token-operator'")
                .update();
        known.refresh();
        assertThat(known.grantOf(secret).allows(TokenScope.READ)).isFalse();

        jdbc.sql("delete from account where name = 'token-operator'").update();
        known.refresh();
        assertThat(known.grantOf(secret)).isNull();
    }

    @Test
    @org.springframework.security.test.context.support.WithAnonymousUser
    void nobody_in_particular_may_do_anything() {
        assertThatThrownBy(tokens::own).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> tokens.revoke(1)).isInstanceOf(AccessDeniedException.class);
        org.springframework.security.core.context.SecurityContextHolder.clearContext();
        assertThatThrownBy(tokens::own).isInstanceOf(AuthenticationCredentialsNotFoundException.class);
    }

    private TokenAnswer.Issued issue(Set<TokenScope> scopes, Set<String> environments, Duration validFor) {
        return (TokenAnswer.Issued) tokens.issue(new TokenDraft(name(), scopes, environments, validFor));
    }

    private TokenAnswer.Issued rotated(TokenAnswer.Issued token, Duration overlap) {
        return (TokenAnswer.Issued) tokens.rotate(token.token().id(), overlap);
    }

    private Instant lastUse(TokenAnswer.Issued token) {
        return tokens.all().stream()
                .filter(each -> each.id() == token.token().id())
                .findFirst()
                .orElseThrow()
                .secrets()
                .getFirst()
                .lastUsedAt();
    }

    private String field(TokenDraft draft) {
        return ((TokenAnswer.Refused) tokens.issue(draft)).field();
    }

    private void account(String name, String role) {
        jdbc.sql("insert into account (name, password_hash, role, must_change_password, created_at)"
                        + " values (?, 'none', ?, false, now())")
                .params(name, role)
                .update();
    }

    private static String name() {
        return "t-" + UUID.randomUUID();
    }
}
