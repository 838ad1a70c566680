package io.zol0.optimizer;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import java.time.Duration;
import java.util.List;

/** Settings with some of it changed. */
final class Copies {
    private Copies() {}

    static Quota of(Quota now, List<QuotaWindow> windows, double margin, double reserve, Duration minInterval) {
        return new Quota(
                now.id(),
                now.upstreamId(),
                now.name(),
                now.enabled(),
                now.preset(),
                now.scope(),
                windows,
                now.costs(),
                margin,
                reserve,
                minInterval,
                now.maxWait(),
                now.whenEmpty(),
                now.control(),
                now.version());
    }

    /** A policy by which answers are kept for a TTL of one's own. */
    static CachePolicy kept(CachePolicy now, Duration ttl, String reason, Duration stale) {
        return new CachePolicy(
                CacheMode.OWN_TTL,
                ttl,
                reason,
                stale,
                now.staleIfError(),
                now.staleOnRefusal(),
                now.heuristic(),
                now.priority(),
                now.compress(),
                now.largestBody(),
                now.leaderWait());
    }
}
