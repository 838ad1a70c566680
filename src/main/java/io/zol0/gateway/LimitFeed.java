package io.zol0.gateway;

import io.zol0.catalog.BreakerSaved;
import io.zol0.catalog.ConcurrencySaved;
import io.zol0.catalog.KnownPresets;
import io.zol0.catalog.PresetRemoved;
import io.zol0.catalog.PresetSaved;
import io.zol0.catalog.Protections;
import io.zol0.catalog.QuotaRemoved;
import io.zol0.catalog.QuotaSaved;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamRemoved;
import io.zol0.catalog.UpstreamSaved;
import io.zol0.catalog.Upstreams;
import io.zol0.users.Itself;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Brings the settings of the catalog to the limits, at the start and with every change, and keeps the limits tidy. */
@Component
class LimitFeed {
    private final Limiting limiting;
    private final Upstreams upstreams;
    private final Quotas quotas;
    private final KnownPresets presets;
    private final Protections protections;
    private final LevelTable levels;

    LimitFeed(
            Limiting limiting,
            Upstreams upstreams,
            Quotas quotas,
            KnownPresets presets,
            Protections protections,
            LevelTable levels) {
        this.limiting = limiting;
        this.upstreams = upstreams;
        this.quotas = quotas;
        this.presets = presets;
        this.protections = protections;
        this.levels = levels;
    }

    /** Reads everything, before the first call comes; bans last, for they freeze what has to be there. */
    void begin() {
        limiting.presets(presets.all());
        Itself.ask(upstreams::all).forEach(this::put);
        Itself.ask(quotas::all).forEach(limiting::put);
        levels.restore();
        limiting.guard().restore();
    }

    private void put(Upstream upstream) {
        limiting.breakers(upstream.id(), protections.breakerOf(upstream.id()));
        limiting.concurrency(upstream.id(), protections.concurrencyOf(upstream.id()));
        limiting.put(upstream);
    }

    @EventListener
    void on(UpstreamSaved saved) {
        put(saved.upstream());
    }

    @EventListener
    void on(UpstreamRemoved removed) {
        limiting.removeUpstream(removed.id());
    }

    @EventListener
    void on(QuotaSaved saved) {
        limiting.put(saved.quota());
    }

    @EventListener
    void on(QuotaRemoved removed) {
        limiting.removeQuota(removed.id());
    }

    @EventListener
    void on(BreakerSaved saved) {
        limiting.breakers(saved.upstreamId(), saved.breaker());
    }

    @EventListener
    void on(ConcurrencySaved saved) {
        limiting.concurrency(saved.upstreamId(), saved.concurrency());
    }

    @EventListener({PresetSaved.class, PresetRemoved.class})
    void onPresets() {
        limiting.presets(presets.all());
    }

    @Scheduled(fixedDelay = 1_000)
    void tidy() {
        limiting.limits().tidy();
    }
}
