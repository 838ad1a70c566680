package io.zol0.users;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * How accounts log in: Argon2id hashes and roles as authorities. Services are guarded by roles alone; each further kind of annotation
 * would be looked for in every method of every bean at each start.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity(prePostEnabled = false, jsr250Enabled = true)
class Login {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MOST_AT_ONCE = 4;

    /** Argon2id with 19 MiB, 2 passes, 1 lane: OWASP's password storage advice. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new BoundedEncoder(new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, 19 * 1024, 2), MOST_AT_ONCE);
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
