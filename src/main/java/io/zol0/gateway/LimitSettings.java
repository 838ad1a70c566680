package io.zol0.gateway;

import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an operator may set of limits beside the quotas, which are settings of the console.
 *
 * @param rateLimitFields whether callers are told where they stand in {@code RateLimit} and {@code RateLimit-Policy}
 * @param readDocuments whether the documents are read where providers write down their limits
 * @param upstreams what guards single upstreams, by their names
 */
@Validated
@ConfigurationProperties("zol0.limits")
record LimitSettings(
        @DefaultValue("true") boolean rateLimitFields,
        @DefaultValue("true") boolean readDocuments,
        @DefaultValue @Valid Map<String, Guards> upstreams) {
    static final LimitSettings DEFAULTS = new LimitSettings(true, true, Map.of());

    /** What guards an upstream that is called {@code name}. */
    Guards guards(String name) {
        return upstreams.getOrDefault(name, Guards.NONE);
    }

    /** What guards one upstream beside quotas; both are off unless switched on. */
    record Guards(
            @DefaultValue @Valid Breaker breaker,
            @DefaultValue @Valid Concurrency concurrency) {
        static final Guards NONE = new Guards(Breaker.of(BreakerSettings.OFF), Concurrency.of(ConcurrencySettings.OFF));
    }

    /** See {@link BreakerSettings}. */
    record Breaker(
            @DefaultValue("false") boolean enabled,

            @DefaultValue("0.5") @DecimalMin("0.01") @DecimalMax("1")
            double errorRate,

            @DefaultValue("1") @DecimalMin("0.01") @DecimalMax("1")
            double slowRate,

            @DefaultValue("10s") @NotNull Duration slow,
            @DefaultValue("30s") @NotNull Duration window,
            @DefaultValue("20") @Min(1) @Max(100_000) int least,
            @DefaultValue("10s") @NotNull Duration pause,
            @DefaultValue("3") @Min(1) @Max(100) int trials) {

        static Breaker of(BreakerSettings from) {
            return new Breaker(
                    from.enabled(),
                    from.errorRate(),
                    from.slowRate(),
                    from.slow(),
                    from.window(),
                    from.least(),
                    from.pause(),
                    from.trials());
        }

        BreakerSettings settings() {
            return new BreakerSettings(enabled, errorRate, slowRate, slow, window, least, pause, trials);
        }
    }

    /** See {@link ConcurrencySettings}. */
    record Concurrency(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("4") @Min(1) @Max(10_000) int least,
            @DefaultValue("200") @Min(1) @Max(10_000) int most,

            @DefaultValue("1.5") @DecimalMin("1") @DecimalMax("10")
            double tolerance) {

        static Concurrency of(ConcurrencySettings from) {
            return new Concurrency(from.enabled(), from.least(), from.most(), from.tolerance());
        }

        ConcurrencySettings settings() {
            return new ConcurrencySettings(enabled, least, Math.max(least, most), tolerance);
        }
    }
}
