package io.zol0.catalog;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Quota;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The settings as they are now, each in the table of its kind. */
@Component
class SettingStore {
    private final QuotaRepository quotas;
    private final CachePolicyRepository policies;
    private final CacheScopeRepository scopes;
    private final BreakerRepository breakers;
    private final ConcurrencyRepository concurrencies;
    private final PresetRepository presets;

    SettingStore(
            QuotaRepository quotas,
            CachePolicyRepository policies,
            CacheScopeRepository scopes,
            BreakerRepository breakers,
            ConcurrencyRepository concurrencies,
            PresetRepository presets) {
        this.quotas = quotas;
        this.policies = policies;
        this.scopes = scopes;
        this.breakers = breakers;
        this.concurrencies = concurrencies;
        this.presets = presets;
    }

    Optional<Setting> find(SettingId setting) {
        return switch (setting.kind()) {
            case QUOTA ->
                quotas.findById(setting.number())
                        .map(QuotaEntity::toQuota)
                        .filter(quota -> quota.upstreamId() == setting.upstreamId())
                        .map(Setting.OfQuota::new);
            case CACHE_POLICY ->
                policies.findById(key(setting)).map(CachePolicyEntity::toPolicy).map(Setting.OfCachePolicy::new);
            case CACHE_SCOPE ->
                scopes.findById(setting.upstreamId())
                        .map(CacheScopeEntity::toScope)
                        .map(Setting.OfCacheScope::new);
            case BREAKER ->
                breakers.findById(setting.upstreamId())
                        .map(BreakerEntity::toBreaker)
                        .map(Setting.OfBreaker::new);
            case CONCURRENCY ->
                concurrencies
                        .findById(setting.upstreamId())
                        .map(ConcurrencyEntity::toConcurrency)
                        .map(Setting.OfConcurrency::new);
            case PRESET -> presets.findById(setting.number()).map(PresetEntity::toPreset);
        };
    }

    /** How many of its kind there are where it would be. */
    int count(SettingId setting) {
        return switch (setting.kind()) {
            case QUOTA -> quotas.countByUpstreamId(setting.upstreamId());
            case PRESET -> presets.findAllByOrderByName().size();
            case CACHE_POLICY, CACHE_SCOPE, BREAKER, CONCURRENCY -> 0;
        };
    }

    /** The same to the precision that is kept. */
    Setting asKept(SettingId setting, Setting value) {
        return switch (value) {
            case Setting.OfQuota(Quota quota) ->
                new Setting.OfQuota(new QuotaEntity(quota, setting.number(), 0).toQuota());
            case Setting.OfCachePolicy(CachePolicy policy) ->
                new Setting.OfCachePolicy(new CachePolicyEntity(key(setting), policy, 0).toPolicy());
            case Setting.OfCacheScope scope -> scope;
            case Setting.OfBreaker(BreakerSettings breaker) ->
                new Setting.OfBreaker(new BreakerEntity(setting.upstreamId(), breaker).toBreaker());
            case Setting.OfConcurrency concurrency -> concurrency;
            case Setting.OfPreset preset -> preset;
        };
    }

    /** Puts it in the place of what is there, if anything is; answers it with its number and version. */
    Setting put(SettingId setting, Setting value, long version) {
        switch (value) {
            case Setting.OfQuota(Quota quota) -> quotas.saveAndFlush(new QuotaEntity(quota, setting.number(), version));
            case Setting.OfCachePolicy(CachePolicy policy) ->
                policies.saveAndFlush(new CachePolicyEntity(key(setting), policy, version));
            case Setting.OfCacheScope(CacheScope scope) ->
                scopes.saveAndFlush(new CacheScopeEntity(setting.upstreamId(), scope));
            case Setting.OfBreaker(BreakerSettings breaker) ->
                breakers.saveAndFlush(new BreakerEntity(setting.upstreamId(), breaker));
            case Setting.OfConcurrency(ConcurrencySettings concurrency) ->
                concurrencies.saveAndFlush(new ConcurrencyEntity(setting.upstreamId(), concurrency));
            case Setting.OfPreset preset -> presets.saveAndFlush(new PresetEntity(setting.number(), preset));
        }
        return find(setting).orElseThrow();
    }

    void remove(SettingId setting) {
        switch (setting.kind()) {
            case QUOTA -> quotas.deleteById(setting.number());
            case CACHE_POLICY -> policies.deleteById(key(setting));
            case CACHE_SCOPE -> scopes.deleteById(setting.upstreamId());
            case BREAKER -> breakers.deleteById(setting.upstreamId());
            case CONCURRENCY -> concurrencies.deleteById(setting.upstreamId());
            case PRESET -> presets.deleteById(setting.number());
        }
    }

    private static CachePolicyEntity.Key key(SettingId setting) {
        return new CachePolicyEntity.Key(setting.upstreamId(), setting.number());
    }
}
