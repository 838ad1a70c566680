package io.zol0.catalog;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Quota;

/** What something is set to. */
public sealed interface Setting {
    SettingKind kind();

    /** A quota; its id and version are those of the change that it is part of. */
    record OfQuota(Quota quota) implements Setting {
        @Override
        public SettingKind kind() {
            return SettingKind.QUOTA;
        }
    }

    /** Of one endpoint, or the default of an upstream. */
    record OfCachePolicy(CachePolicy policy) implements Setting {
        @Override
        public SettingKind kind() {
            return SettingKind.CACHE_POLICY;
        }
    }

    /** Of an upstream. */
    record OfCacheScope(CacheScope scope) implements Setting {
        @Override
        public SettingKind kind() {
            return SettingKind.CACHE_SCOPE;
        }
    }

    /** Of an upstream. */
    record OfBreaker(BreakerSettings breaker) implements Setting {
        @Override
        public SettingKind kind() {
            return SettingKind.BREAKER;
        }
    }

    /** Of an upstream. */
    record OfConcurrency(ConcurrencySettings concurrency) implements Setting {
        @Override
        public SettingKind kind() {
            return SettingKind.CONCURRENCY;
        }
    }

    /**
     * A preset that somebody here wrote.
     *
     * @param name as quotas and upstreams call it, and as the text says
     * @param text JSON, at most 64 KB in UTF-8
     */
    record OfPreset(String name, String text) implements Setting {
        @Override
        public SettingKind kind() {
            return SettingKind.PRESET;
        }
    }
}
