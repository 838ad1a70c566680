package io.zol0.users;

import io.zol0.home.Secret;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The tokens that programs show; checked in memory, since the gateway asks at every call. */
@Service
public class Tokens {
    /** Name of the token that is made with the installation. */
    public static final String FIRST = "bootstrap";

    private static final String MARK = "zol0_";
    private static final int SECRET_BYTES = 24;
    private static final int PREFIX_LENGTH = MARK.length() + 6;
    private static final int LONGEST = 100;

    private final TokenRepository tokens;
    private final Secret secret;
    private final Clock clock;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    /** Names by keyed hash; as many as there are tokens. */
    private final Map<ByteBuffer, String> names = new ConcurrentHashMap<>();

    Tokens(TokenRepository tokens, Secret secret, Clock clock, Audit audit) {
        this.tokens = tokens;
        this.secret = secret;
        this.clock = clock;
        this.audit = audit;
    }

    @EventListener
    void load(ContextRefreshedEvent event) {
        tokens.findAll().forEach(token -> names.put(ByteBuffer.wrap(token.hash()), token.name()));
    }

    /** Name of the token, or null where it is not one of ours. */
    public @Nullable String callerOf(String token) {
        return token.startsWith(MARK) && token.length() <= LONGEST ? names.get(hash(token)) : null;
    }

    /** A token that holds as long as this process; for callers that live in it. */
    public String forThisProcess(String name) {
        String token = random();
        names.put(hash(token), name);
        return token;
    }

    /** Makes the first token where there is none yet, and answers it. */
    @Transactional
    Optional<String> createFirst() {
        if (tokens.count() > 0) {
            return Optional.empty();
        }
        String token = random();
        ByteBuffer hash = hash(token);
        String prefix = token.substring(0, PREFIX_LENGTH);
        tokens.save(new TokenEntity(FIRST, prefix, hash.array(), clock.instant()));
        audit.record(AuditAction.TOKEN_CREATED, FIRST, null, Map.of("prefix", prefix));
        names.put(hash, FIRST);
        return Optional.of(token);
    }

    private String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private ByteBuffer hash(String token) {
        return ByteBuffer.wrap(secret.hash("token", token));
    }
}
