package io.zol0.api;

import io.zol0.limits.BreakerSettings;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker as the REST API has it; see {@link BreakerSettings} for the fields. What is left out of a request gets its
 * default; whether it is enabled is needed. Shares are from 0 to 1, times by ISO 8601.
 */
record BreakerBody(
        @Nullable Boolean enabled,
        @Nullable Double errorRate,
        @Nullable Double slowRate,
        @Nullable Duration slow,
        @Nullable Duration window,
        @Nullable Integer least,
        @Nullable Duration pause,
        @Nullable Integer trials) {

    static BreakerBody of(BreakerSettings breaker) {
        return new BreakerBody(
                breaker.enabled(),
                breaker.errorRate(),
                breaker.slowRate(),
                breaker.slow(),
                breaker.window(),
                breaker.least(),
                breaker.pause(),
                breaker.trials());
    }

    /**
     * The breaker that it asks for.
     *
     * @throws Unfit where it does not say whether it is enabled
     */
    BreakerSettings toBreaker() {
        Needs needs = new Needs();
        BreakerSettings usual = BreakerSettings.OFF;
        BreakerSettings breaker = new BreakerSettings(
                needs.of(enabled, "enabled", false),
                Objects.requireNonNullElse(errorRate, usual.errorRate()),
                Objects.requireNonNullElse(slowRate, usual.slowRate()),
                Objects.requireNonNullElse(slow, usual.slow()),
                Objects.requireNonNullElse(window, usual.window()),
                Objects.requireNonNullElse(least, usual.least()),
                Objects.requireNonNullElse(pause, usual.pause()),
                Objects.requireNonNullElse(trials, usual.trials()));
        needs.requireNoneMissing();
        return breaker;
    }
}
