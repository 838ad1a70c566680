package io.zol0.api;

import io.zol0.limits.ConcurrencySettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A concurrency limit as the REST API has it; see {@link ConcurrencySettings} for the fields. What is left out of a request gets
 * its default; whether it is enabled is needed.
 */
record ConcurrencyBody(
        @Nullable Boolean enabled,
        @Nullable Integer least,
        @Nullable Integer most,
        @Nullable Double tolerance) {

    static ConcurrencyBody of(ConcurrencySettings limit) {
        return new ConcurrencyBody(limit.enabled(), limit.least(), limit.most(), limit.tolerance());
    }

    /**
     * The limit that it asks for.
     *
     * @throws Unfit where it does not say whether it is enabled
     */
    ConcurrencySettings toConcurrency() {
        Needs needs = new Needs();
        ConcurrencySettings usual = ConcurrencySettings.OFF;
        ConcurrencySettings limit = new ConcurrencySettings(
                needs.of(enabled, "enabled", false),
                Objects.requireNonNullElse(least, usual.least()),
                Objects.requireNonNullElse(most, usual.most()),
                Objects.requireNonNullElse(tolerance, usual.tolerance()));
        needs.requireNoneMissing();
        return limit;
    }
}
