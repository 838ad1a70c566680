package io.zol0.catalog;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Quota;
import java.util.List;

/** What any setting must be like by itself. */
final class SettingRules {
    private SettingRules() {}

    static List<Problem> problemsOf(Setting setting) {
        return switch (setting) {
            case Setting.OfQuota(Quota quota) -> QuotaRules.problemsOf(quota);
            case Setting.OfCachePolicy(CachePolicy policy) -> CacheRules.problemsOf(policy);
            case Setting.OfCacheScope(CacheScope scope) -> CacheRules.problemsOf(scope);
            case Setting.OfPreset(String name, String text) -> PresetRules.problemsOf(name, text);
            case Setting.OfBreaker(BreakerSettings breaker) -> ProtectionRules.problemsOf(breaker);
            case Setting.OfConcurrency(ConcurrencySettings concurrency) -> ProtectionRules.problemsOf(concurrency);
        };
    }
}
