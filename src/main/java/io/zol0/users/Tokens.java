package io.zol0.users;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes, replaces and revokes the tokens that programs show: an admin all of them, everybody else their own. */
@Service
public class Tokens {
    /** Name of the token that is made with the installation. */
    public static final String FIRST = "bootstrap";

    /** How long the old secret goes on beside the new one, where nothing else is asked for. */
    public static final Duration OVERLAP = Duration.ofDays(1);

    /** Most tokens of an installation. */
    static final int MOST = 1_000;

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private final TokenRepository tokens;
    private final TokenSecretRepository secrets;
    private final AccountRepository accounts;
    private final KnownTokens known;
    private final Clock clock;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Tokens(
            TokenRepository tokens,
            TokenSecretRepository secrets,
            AccountRepository accounts,
            KnownTokens known,
            Clock clock,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.accounts = accounts;
        this.known = known;
        this.clock = clock;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** All of them, by name. */
    @RolesAllowed("ADMIN")
    public List<Token> all() {
        return inTransaction(() -> read(token -> true));
    }

    /** Those of whoever asks, by name. */
    @RolesAllowed("VIEWER")
    public List<Token> own() {
        return inTransaction(() -> {
            long self = self().id();
            return read(token -> token.ownerId() != null && token.ownerId() == self);
        });
    }

    /** Makes a token of the installation, which outlives whoever made it. */
    @RolesAllowed("ADMIN")
    public TokenAnswer issue(TokenDraft draft) {
        return issue(draft, null);
    }

    /** Makes a token of whoever asks; it can do no more than its owner. */
    @RolesAllowed("VIEWER")
    public TokenAnswer issueOwn(TokenDraft draft) {
        return issue(draft, inTransaction(this::self));
    }

    /**
     * Gives a token a new secret; the old one goes on for a while, so that programs can change over one by one.
     *
     * @param overlap how long the old secret goes on, from nothing to 30 days
     */
    @RolesAllowed("VIEWER")
    public TokenAnswer rotate(long id, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            return new TokenAnswer.Refused("overlap", "The old secret may go on for up to 30 days.");
        }
        TokenAnswer answer = inTransaction(() -> mine(id).<TokenAnswer>map(token -> {
                    Instant now = clock.instant();
                    if (token.expiresAt() != null && !token.expiresAt().isAfter(now)) {
                        return new TokenAnswer.Refused(
                                "expiry", "This token has expired; make a new one in its place.");
                    }
                    List<TokenSecretEntity> before = secrets.findByTokenIdOrderByCreatedAtDescIdDesc(token.id());
                    // Two at most: what was on its way out already goes at once.
                    before.stream().skip(1).forEach(secrets::delete);
                    before.stream().limit(1).forEach(old -> old.endAt(now.plus(overlap)));
                    audit.record(AuditAction.TOKEN_ROTATED, token.name(), null, Map.of("overlap", overlap.toString()));
                    return issued(token, now);
                })
                .orElseGet(TokenAnswer.Unknown::new));
        known.reload();
        return answer;
    }

    /**
     * Ends a token at once.
     *
     * @return whether there was one that whoever asks may end
     */
    @RolesAllowed("VIEWER")
    public boolean revoke(long id) {
        boolean revoked = inTransaction(() -> mine(id).map(token -> {
                    tokens.delete(token);
                    audit.record(AuditAction.TOKEN_REVOKED, token.name(), facts(token), null);
                    return true;
                })
                .orElse(false));
        known.reload();
        return revoked;
    }

    /** What is wrong with a draft by itself. */
    public static Optional<TokenAnswer.Refused> problemOf(TokenDraft draft, Role role) {
        if (!NAME.matcher(draft.name()).matches()) {
            return refused(
                    "name",
                    "The name takes 1 to 64 letters, digits, dots, hyphens, underscores and @, such as"
                            + " bot-1: callers are shown by it.");
        }
        if (draft.scopes().isEmpty()) {
            return refused("scopes", "Choose at least one thing that the token may be used for.");
        }
        if (draft.scopes().stream().anyMatch(scope -> role.compareTo(scope.needs()) < 0)) {
            return refused("scopes", "You may only hand out what your own role may do.");
        }
        if (draft.environments() != null && draft.environments().isEmpty()) {
            return refused("environments", "Choose at least one environment, or all of them.");
        }
        Duration validFor = draft.validFor();
        if (validFor != null && (validFor.isNegative() || validFor.isZero() || validFor.compareTo(LONGEST) > 0)) {
            return refused("validFor", "A token is valid for 1 to 3,650 days, or until it is revoked.");
        }
        return Optional.empty();
    }

    /** Makes the first token where there is none yet, and answers its secret. */
    Optional<String> createFirst() {
        Optional<String> made = inTransaction(() -> {
            if (tokens.count() > 0) {
                return Optional.empty();
            }
            TokenDraft draft = new TokenDraft(FIRST, EnumSet.of(TokenScope.GATEWAY, TokenScope.READ), null, null);
            Instant now = clock.instant();
            return Optional.of(created(new TokenEntity(draft, null, now), now).secret());
        });
        made.ifPresent(secret -> known.reload());
        return made;
    }

    private TokenAnswer issue(TokenDraft draft, @Nullable Account owner) {
        Optional<TokenAnswer.Refused> problem = problemOf(draft, owner == null ? Role.ADMIN : owner.role());
        if (problem.isPresent()) {
            return problem.get();
        }
        TokenAnswer answer = inTransaction(() -> {
            if (tokens.count() >= MOST) {
                return new TokenAnswer.Refused(
                        "name", "There are %,d tokens already, the most there can be; revoke some.".formatted(MOST));
            }
            if (tokens.existsByName(draft.name())) {
                return new TokenAnswer.Refused("name", "There is a token of this name already; choose another.");
            }
            Instant now = clock.instant();
            return created(new TokenEntity(draft, owner == null ? null : owner.id(), now), now);
        });
        known.reload();
        return answer;
    }

    private TokenAnswer.Issued created(TokenEntity token, Instant now) {
        TokenEntity saved = tokens.save(token);
        audit.record(AuditAction.TOKEN_CREATED, saved.name(), null, facts(saved));
        return issued(saved, now);
    }

    private static Map<String, Object> facts(TokenEntity token) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("scopes", token.scopes().stream().sorted().toList());
        if (token.environments() != null) {
            facts.put("environments", token.environments());
        }
        if (token.expiresAt() != null) {
            facts.put("expires", token.expiresAt());
        }
        return facts;
    }

    private TokenAnswer.Issued issued(TokenEntity token, Instant now) {
        String secret = TokenSecret.made();
        secrets.save(new TokenSecretEntity(
                token.id(), TokenSecret.prefix(secret), known.hash(secret).array(), now));
        Token whole = read(each -> each.id() == token.id()).getFirst();
        return new TokenAnswer.Issued(whole, secret);
    }

    private List<Token> read(Predicate<TokenEntity> which) {
        Map<Long, String> owners = accounts.findAll().stream()
                .map(AccountEntity::toAccount)
                .collect(Collectors.toMap(Account::id, Account::name));
        Map<Long, List<Token.Part>> parts = secrets.findAllByOrderByCreatedAtDescIdDesc().stream()
                .collect(Collectors.groupingBy(
                        TokenSecretEntity::tokenId,
                        Collectors.mapping(TokenSecretEntity::toPart, Collectors.toList())));
        return tokens.findAllByOrderByName().stream()
                .filter(which)
                .map(token -> token.toToken(
                        token.ownerId() == null ? null : owners.get(token.ownerId()),
                        parts.getOrDefault(token.id(), List.of())))
                .toList();
    }

    /** The token, where whoever asks may touch it; others look as if there were none. */
    private Optional<TokenEntity> mine(long id) {
        return tokens.findById(id).filter(token -> isAdmin() || isOwn(token));
    }

    /** By what it was let in with, for a program that administers has no account. */
    private static boolean isAdmin() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login != null
                && login.getAuthorities().stream().anyMatch(each -> ("ROLE_" + Role.ADMIN).equals(each.getAuthority()));
    }

    private boolean isOwn(TokenEntity token) {
        return token.ownerId() != null && token.ownerId() == self().id();
    }

    /** By its account, since a program may be named as somebody is. */
    private Account self() {
        return SignedIn.current()
                .flatMap(person -> accounts.findById(person.accountId()))
                .map(AccountEntity::toAccount)
                .orElseThrow(() -> new IllegalStateException("whoever asks has no account"));
    }

    private static Optional<TokenAnswer.Refused> refused(String field, String sentence) {
        return Optional.of(new TokenAnswer.Refused(field, sentence));
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = transaction.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("a transaction answered nothing");
        }
        return result;
    }
}
