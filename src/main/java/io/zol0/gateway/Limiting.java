package io.zol0.gateway;

import io.zol0.catalog.Upstream;
import io.zol0.limits.BanGuard;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Control;
import io.zol0.limits.Hearing;
import io.zol0.limits.Limits;
import io.zol0.limits.Preset;
import io.zol0.limits.Presets;
import io.zol0.limits.Quota;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What limits the calls of each upstream: a snapshot that calls read without a lock, and that every change of an upstream, a quota
 * or a preset replaces.
 */
final class Limiting {
    private static final UpstreamLimits[] NOBODY = {};

    /** The shipped preset that goes by status and standard headers alone. */
    private static final String ANY = "generic";

    private final Limits limits;
    private final BanGuard guard;
    private final LimitSettings settings;
    private final Map<Long, Upstream> upstreams = new HashMap<>();
    private final Map<Long, Quota> quotas = new TreeMap<>();
    private final Map<Long, BreakerSettings> breakers = new HashMap<>();
    private final Map<Long, ConcurrencySettings> concurrency = new HashMap<>();
    private List<Preset> presets = Presets.shipped();
    private volatile Snapshot snapshot = new Snapshot(new TreeMap<>());

    /** Upstreams in the order of their ids, so that one is found without boxing. */
    private static final class Snapshot {
        final long[] ids;
        final UpstreamLimits[] limits;

        Snapshot(SortedMap<Long, UpstreamLimits> all) {
            ids = all.keySet().stream().mapToLong(Long::longValue).toArray();
            limits = all.values().toArray(NOBODY);
        }

        SortedMap<Long, UpstreamLimits> all() {
            SortedMap<Long, UpstreamLimits> all = new TreeMap<>();
            for (int i = 0; i < ids.length; i++) {
                all.put(ids[i], limits[i]);
            }
            return all;
        }

        @Nullable
        UpstreamLimits of(long id) {
            int at = Arrays.binarySearch(ids, id);
            return at < 0 ? null : limits[at];
        }
    }

    Limiting(Limits limits, BanGuard guard, LimitSettings settings) {
        this.limits = limits;
        this.guard = guard;
        this.settings = settings;
    }

    Limits limits() {
        return limits;
    }

    BanGuard guard() {
        return guard;
    }

    LimitSettings settings() {
        return settings;
    }

    /** What limits an upstream; null where nothing does. */
    @Nullable
    UpstreamLimits of(long upstreamId) {
        return snapshot.of(upstreamId);
    }

    // ---- changes

    synchronized void put(Upstream upstream) {
        upstreams.put(upstream.id(), upstream);
        renew(upstream.id());
    }

    synchronized void removeUpstream(long id) {
        upstreams.remove(id);
        breakers.remove(id);
        concurrency.remove(id);
        quotas.values().removeIf(quota -> quota.upstreamId() == id);
        limits.removeUpstream(id);
        guard.forget(id);
        renew(id);
    }

    /** Older versions than the one that is there do nothing. */
    synchronized void put(Quota quota) {
        Quota before = quotas.get(quota.id());
        if (before == null || before.version() <= quota.version()) {
            quotas.put(quota.id(), quota);
            // A controller may hear of no call whose answer nobody reads.
            renew(quota.upstreamId());
            limits.put(quota);
        }
    }

    synchronized void removeQuota(long id) {
        Quota gone = quotas.remove(id);
        limits.remove(id);
        if (gone != null) {
            renew(gone.upstreamId());
        }
    }

    /** What the endpoints of an upstream are guarded by, one breaker each. */
    synchronized void breakers(long upstreamId, BreakerSettings all) {
        breakers.put(upstreamId, all);
        renew(upstreamId);
    }

    synchronized void concurrency(long upstreamId, ConcurrencySettings limit) {
        concurrency.put(upstreamId, limit);
        renew(upstreamId);
    }

    /** @param all those there are, shipped ones and others */
    synchronized void presets(List<Preset> all) {
        presets = List.copyOf(all);
        List.copyOf(upstreams.keySet()).forEach(this::renew);
    }

    /**
     * An upstream whose answers somebody knows how to read.
     *
     * @param quotas all of the upstream
     */
    record Read(Upstream upstream, Preset preset, List<Quota> quotas) {}

    /** The upstreams with a preset. */
    synchronized List<Read> read() {
        List<Read> read = new ArrayList<>();
        for (Upstream upstream : upstreams.values()) {
            List<Quota> own = quotasOf(upstream.id());
            Preset preset = preset(upstream, own);
            if (preset != null) {
                read.add(new Read(upstream, preset, own));
            }
        }
        return read;
    }

    private List<Quota> quotasOf(long id) {
        return quotas.values().stream()
                .filter(quota -> quota.upstreamId() == id)
                .toList();
    }

    private void renew(long id) {
        SortedMap<Long, UpstreamLimits> all = snapshot.all();
        UpstreamLimits before = all.remove(id);
        Upstream upstream = upstreams.get(id);
        if (upstream != null) {
            List<Quota> own = quotasOf(id);
            UpstreamLimits now = UpstreamLimits.of(
                    hearing(upstream, own),
                    breakers.getOrDefault(id, BreakerSettings.OFF),
                    concurrency.getOrDefault(id, ConcurrencySettings.OFF),
                    before);
            if (!own.isEmpty() || !now.isIdle()) {
                all.put(id, now);
            }
        }
        snapshot = new Snapshot(all);
    }

    private @Nullable Hearing hearing(Upstream upstream, List<Quota> own) {
        Preset preset = preset(upstream, own);
        return preset == null ? null : new Hearing(upstream.id(), preset, own, limits, guard);
    }

    /**
     * The upstream's own preset reads its answers, or that of its first quota which has one; where a controller has to hear of
     * refusals and there is none, the one that fits any provider.
     */
    private @Nullable Preset preset(Upstream upstream, List<Quota> own) {
        Preset preset = named(upstream.preset());
        for (int i = 0; preset == null && i < own.size(); i++) {
            Presets.Origin origin = Presets.origin(own.get(i).preset(), presets);
            preset = origin == null ? null : origin.preset();
        }
        boolean controlled = own.stream().anyMatch(quota -> quota.control().mode() != Control.Mode.OFF);
        return preset == null && controlled ? named(ANY) : preset;
    }

    private @Nullable Preset named(@Nullable String name) {
        return presets.stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
