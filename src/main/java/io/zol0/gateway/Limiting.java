package io.zol0.gateway;

import io.zol0.catalog.Upstream;
import io.zol0.limits.BanGuard;
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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What limits the calls of each upstream: a snapshot that calls read without a lock, and that every change of an upstream, a quota
 * or a preset replaces.
 */
final class Limiting {
    private static final UpstreamLimits[] NOBODY = {};

    private final Limits limits;
    private final BanGuard guard;
    private final LimitSettings settings;
    private final Map<Long, Upstream> upstreams = new HashMap<>();
    private final Map<Long, Quota> quotas = new TreeMap<>();
    private List<Preset> presets = Presets.shipped();
    private volatile Snapshot snapshot = new Snapshot(new long[0], NOBODY);

    /** Upstreams in the order of their ids, so that one is found without boxing. */
    private record Snapshot(long[] ids, UpstreamLimits[] limits) {
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
        renew(upstream.id(), true);
    }

    synchronized void removeUpstream(long id) {
        upstreams.remove(id);
        quotas.values().removeIf(quota -> quota.upstreamId() == id);
        limits.removeUpstream(id);
        guard.forget(id);
        renew(id, true);
    }

    synchronized void put(Quota quota) {
        quotas.put(quota.id(), quota);
        limits.put(quota);
        renew(quota.upstreamId(), false);
    }

    synchronized void removeQuota(long id) {
        Quota gone = quotas.remove(id);
        limits.remove(id);
        if (gone != null) {
            renew(gone.upstreamId(), false);
        }
    }

    /** @param own those that people here wrote; one of a shipped one's name stands in for it */
    synchronized void presets(List<Preset> own) {
        List<Preset> all = new ArrayList<>(own);
        Presets.shipped().stream()
                .filter(shipped -> own.stream().noneMatch(one -> one.name().equals(shipped.name())))
                .forEach(all::add);
        presets = List.copyOf(all);
        List.copyOf(upstreams.keySet()).forEach(id -> renew(id, false));
    }

    private void renew(long id, boolean guardsToo) {
        Map<Long, UpstreamLimits> all = new TreeMap<>();
        Snapshot before = snapshot;
        for (int i = 0; i < before.ids.length; i++) {
            all.put(before.ids[i], before.limits[i]);
        }
        UpstreamLimits known = all.remove(id);
        Upstream upstream = upstreams.get(id);
        List<Quota> own = quotas.values().stream()
                .filter(quota -> quota.upstreamId() == id)
                .toList();
        if (upstream != null) {
            LimitSettings.Guards guards = settings.guards(upstream.name());
            Hearing hearing = hearing(upstream, own);
            boolean guarded = guards.breaker().enabled() || guards.concurrency().enabled();
            if (hearing != null || !own.isEmpty() || guarded) {
                all.put(
                        id,
                        known == null || guardsToo
                                ? new UpstreamLimits(
                                        hearing,
                                        guards.breaker().settings(),
                                        guards.concurrency().settings())
                                : known.heardBy(hearing));
            }
        }
        snapshot = new Snapshot(
                all.keySet().stream().mapToLong(Long::longValue).toArray(),
                all.values().toArray(NOBODY));
    }

    /** The upstream's own preset reads its answers, or that of its first quota which has one. */
    private @Nullable Hearing hearing(Upstream upstream, List<Quota> own) {
        Preset preset = named(preset(upstream));
        for (int i = 0; preset == null && i < own.size(); i++) {
            Presets.Origin origin = Presets.origin(own.get(i).preset(), presets);
            preset = origin == null ? null : origin.preset();
        }
        return preset == null ? null : new Hearing(upstream.id(), preset, own, limits, guard);
    }

    private @Nullable Preset named(@Nullable String name) {
        return presets.stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String preset(Upstream upstream) {
        return null;
    }
}
