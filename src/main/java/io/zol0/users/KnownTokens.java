package io.zol0.users;

import io.zol0.home.Secret;
import jakarta.annotation.PreDestroy;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tokens that hold now, by the keyed hash of each; in memory, since the gateway asks at every call.
 *
 * <p>They are read anew after a change made here and every half minute, which is how long a change made elsewhere may
 * take to be heard; while the database is away, what was read last holds on.
 */
@Component
public class KnownTokens {
    private static final Logger log = LoggerFactory.getLogger(KnownTokens.class);
    private static final long REFRESH_MILLIS = 30_000;

    private final TokenRepository tokens;
    private final TokenSecretRepository secrets;
    private final AccountRepository accounts;
    private final Secret secret;
    private final Clock clock;
    private final TransactionTemplate transaction;

    /** As many as there are secrets of tokens, which {@link Tokens#MOST} bounds. */
    private volatile Map<ByteBuffer, TokenGrant> kept = Map.of();

    /** Of callers that live in this process: a handful. */
    private final Map<ByteBuffer, TokenGrant> ofThisProcess = new ConcurrentHashMap<>();

    private final Map<Long, Long> written = new HashMap<>();
    private final LongAdder refused = new LongAdder();

    KnownTokens(
            TokenRepository tokens,
            TokenSecretRepository secrets,
            AccountRepository accounts,
            Secret secret,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.accounts = accounts;
        this.secret = secret;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What the bearer of this token may do; null where it is not one of ours, or no longer valid. Never blocks. */
    public @Nullable TokenGrant grantOf(String token) {
        if (!token.startsWith(TokenSecret.MARK) || token.length() > TokenSecret.LONGEST) {
            refused.increment();
            return null;
        }
        ByteBuffer hash = hash(token);
        TokenGrant grant = kept.get(hash);
        if (grant == null) {
            grant = ofThisProcess.get(hash);
        }
        if (grant != null && grant.use(clock.millis())) {
            return grant;
        }
        refused.increment();
        return null;
    }

    /** How often a token was shown that is none of ours, or no longer valid. */
    public long refused() {
        return refused.sum();
    }

    /** A token that is none of ours, to be checked by {@link #check}. */
    public String forMeasuring() {
        return TokenSecret.made();
    }

    /** Does for a token what is done at each call, and no more: neither is its use noted, nor that it is none of ours. */
    public boolean check(String token) {
        return token.startsWith(TokenSecret.MARK) && kept.containsKey(hash(token));
    }

    /** A token for the gateway that holds as long as this process; for callers that live in it. */
    public String forThisProcess(String name) {
        String token = TokenSecret.made();
        ofThisProcess.put(hash(token), TokenGrant.lasting(name, EnumSet.of(TokenScope.GATEWAY), null));
        return token;
    }

    ByteBuffer hash(String token) {
        return ByteBuffer.wrap(secret.hash("token", token));
    }

    @EventListener
    void on(ContextRefreshedEvent event) {
        reload();
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(AccessChanged changed) {
        reload();
    }

    /** Writes down what was used, and reads what holds now. */
    @Scheduled(fixedDelay = REFRESH_MILLIS, initialDelay = REFRESH_MILLIS)
    void refresh() {
        try {
            writeUse();
            reload();
        } catch (DataAccessException | TransactionException e) {
            log.warn("Tokens could not be read anew, so those known hold on: {}", e.getMessage());
        }
    }

    @PreDestroy
    void stop() {
        try {
            writeUse();
        } catch (DataAccessException | TransactionException e) {
            log.warn("When tokens were last used could not be written: {}", e.getMessage());
        }
    }

    synchronized void reload() {
        Map<ByteBuffer, TokenGrant> before = kept;
        Map<ByteBuffer, TokenGrant> read = new HashMap<>();
        transaction.executeWithoutResult(status -> {
            Map<Long, TokenEntity> byId = tokens.findAllByOrderByName().stream()
                    .collect(Collectors.toMap(TokenEntity::id, Function.identity()));
            Map<Long, Account> owners = accounts.findAll().stream()
                    .map(AccountEntity::toAccount)
                    .collect(Collectors.toMap(Account::id, Function.identity()));
            for (TokenSecretEntity each : secrets.findAllByOrderByCreatedAtDescIdDesc()) {
                TokenEntity token = byId.get(each.tokenId());
                if (token != null) {
                    ByteBuffer hash = ByteBuffer.wrap(each.hash());
                    read.put(hash, grant(token, each, owners).after(before.get(hash)));
                }
            }
        });
        kept = read;
        Set<Long> there = read.values().stream().map(TokenGrant::secretId).collect(Collectors.toSet());
        written.keySet().retainAll(there);
    }

    /** A token can do no more than its owner can now. */
    private static TokenGrant grant(TokenEntity token, TokenSecretEntity secret, Map<Long, Account> owners) {
        Set<TokenScope> scopes = new HashSet<>(token.scopes());
        Long ownerId = token.ownerId();
        if (ownerId != null) {
            Account owner = owners.get(ownerId);
            scopes.removeIf(
                    scope -> owner == null || !owner.enabled() || owner.role().compareTo(scope.needs()) < 0);
        }
        return new TokenGrant(
                secret.id(),
                token.name(),
                scopes,
                environments(token, ownerId == null ? null : owners.get(ownerId)),
                Math.min(millis(token.expiresAt()), millis(secret.expiresAt())));
    }

    /** What is restricted for the owner is so for the token; null for everywhere. */
    private static @Nullable Set<String> environments(TokenEntity token, @Nullable Account owner) {
        Set<String> own = token.environments();
        if (owner == null || owner.environments().isEmpty()) {
            return own;
        }
        return own == null
                ? owner.environments()
                : own.stream().filter(owner.environments()::contains).collect(Collectors.toSet());
    }

    private static long millis(@Nullable Instant at) {
        return at == null ? TokenGrant.NEVER : at.toEpochMilli();
    }

    private synchronized void writeUse() {
        transaction.executeWithoutResult(status -> {
            for (TokenGrant grant : kept.values()) {
                long used = grant.usedAtMillis();
                if (used > written.getOrDefault(grant.secretId(), 0L)) {
                    secrets.used(grant.secretId(), Instant.ofEpochMilli(used));
                }
            }
        });
        kept.values().forEach(grant -> written.put(grant.secretId(), grant.usedAtMillis()));
    }
}
