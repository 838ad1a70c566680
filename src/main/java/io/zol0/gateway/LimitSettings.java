package io.zol0.gateway;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator may set of limits beside the quotas, which are settings of the console.
 *
 * @param rateLimitFields whether callers are told where they stand in {@code RateLimit} and {@code RateLimit-Policy}
 * @param readDocuments whether ZoL0 itself asks providers for the documents in which they write down their limits
 */
@ConfigurationProperties("zol0.limits")
record LimitSettings(
        @DefaultValue("true") boolean rateLimitFields,
        @DefaultValue("true") boolean readDocuments) {
    static final LimitSettings DEFAULTS = new LimitSettings(true, true);
}
