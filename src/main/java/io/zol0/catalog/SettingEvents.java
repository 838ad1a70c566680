package io.zol0.catalog;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Quota;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What others hear of a change. */
final class SettingEvents {
    private SettingEvents() {}

    static List<Record> of(SettingWriter.Made made) {
        SettingId setting = made.change().setting();
        List<Record> events = new ArrayList<>();
        switch (made.after()) {
            case null -> events.add(removed(setting, made.before()));
            case Setting.OfQuota(Quota quota) -> events.add(new QuotaSaved(quota));
            case Setting.OfCachePolicy(CachePolicy policy) ->
                events.add(new CachePolicySaved(new CacheSetting(
                        setting.upstreamId(),
                        setting.number(),
                        policy,
                        made.change().id())));
            case Setting.OfCacheScope(CacheScope scope) -> events.add(new CacheScopeSaved(setting.upstreamId(), scope));
            case Setting.OfBreaker(BreakerSettings breaker) ->
                events.add(new BreakerSaved(setting.upstreamId(), breaker));
            case Setting.OfConcurrency(ConcurrencySettings concurrency) ->
                events.add(new ConcurrencySaved(setting.upstreamId(), concurrency));
            case Setting.OfPreset(String name, String text) -> {
                if (made.before() instanceof Setting.OfPreset(String former, String was) && !former.equals(name)) {
                    events.add(new PresetRemoved(former));
                }
                events.add(new PresetSaved(PresetRules.parsed(text)));
            }
        }
        events.add(new SettingChanged(made.change()));
        return events;
    }

    private static Record removed(SettingId setting, @Nullable Setting before) {
        return switch (setting.kind()) {
            case QUOTA -> new QuotaRemoved(setting.number(), setting.upstreamId());
            case CACHE_POLICY -> new CachePolicyRemoved(setting.upstreamId(), setting.number());
            case CACHE_SCOPE -> new CacheScopeSaved(setting.upstreamId(), CacheScope.PLAIN);
            case BREAKER -> new BreakerSaved(setting.upstreamId(), BreakerSettings.OFF);
            case CONCURRENCY -> new ConcurrencySaved(setting.upstreamId(), ConcurrencySettings.OFF);
            case PRESET -> new PresetRemoved(before instanceof Setting.OfPreset preset ? preset.name() : "");
        };
    }
}
