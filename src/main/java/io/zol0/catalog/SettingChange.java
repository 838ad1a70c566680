package io.zol0.catalog;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Quota;
import org.jspecify.annotations.Nullable;

/**
 * A change of a setting as someone proposes it; see {@link AppliedChange} for what it becomes.
 *
 * @param version of the setting that the change was made from, as {@link CurrentSetting} has it; 0 where it was never set
 * @param value what it shall be; null to remove it, so that the default holds again
 * @param reason why, in words; at most 500 characters, may be empty
 * @param origin what it came from; null for whoever is at work on this thread: a person, a program or ZoL0 itself
 */
public record SettingChange(
        SettingId setting,
        long version,
        @Nullable Setting value,
        String reason,
        @Nullable ChangeOrigin origin) {
    public SettingChange {
        if (value != null && value.kind() != setting.kind()) {
            throw new IllegalArgumentException("%s is no %s".formatted(value, setting.kind()));
        }
        if (value instanceof Setting.OfQuota(Quota quota) && quota.upstreamId() != setting.upstreamId()) {
            throw new IllegalArgumentException("%s is not of upstream %d".formatted(quota, setting.upstreamId()));
        }
    }

    /** Adds a quota whose id is 0, or changes the one with its id from its version. */
    public static SettingChange of(Quota quota) {
        return change(SettingId.of(quota), quota.version(), new Setting.OfQuota(quota));
    }

    public static SettingChange remove(Quota quota) {
        return change(SettingId.of(quota), quota.version(), null);
    }

    /** Gives an endpoint, or with 0 an upstream, a policy; null takes its own away. */
    public static SettingChange cachePolicy(
            long upstreamId, long endpointId, long version, @Nullable CachePolicy policy) {
        return change(
                SettingId.cachePolicy(upstreamId, endpointId),
                version,
                policy == null ? null : new Setting.OfCachePolicy(policy));
    }

    public static SettingChange cacheScope(long upstreamId, long version, CacheScope scope) {
        return change(SettingId.cacheScope(upstreamId), version, new Setting.OfCacheScope(scope));
    }

    public static SettingChange breaker(long upstreamId, long version, BreakerSettings breaker) {
        return change(SettingId.breaker(upstreamId), version, new Setting.OfBreaker(breaker));
    }

    public static SettingChange concurrency(long upstreamId, long version, ConcurrencySettings concurrency) {
        return change(SettingId.concurrency(upstreamId), version, new Setting.OfConcurrency(concurrency));
    }

    /** Adds a preset whose number is 0, or changes it. */
    public static SettingChange preset(long number, long version, String name, String text) {
        return change(SettingId.preset(number), version, new Setting.OfPreset(name, text));
    }

    /** The same for that reason. */
    public SettingChange because(String why) {
        return new SettingChange(setting, version, value, why, origin);
    }

    /** The same out of that. */
    public SettingChange by(ChangeOrigin from) {
        return new SettingChange(setting, version, value, reason, from);
    }

    private static SettingChange change(SettingId setting, long version, @Nullable Setting value) {
        return new SettingChange(setting, version, value, "", null);
    }
}
