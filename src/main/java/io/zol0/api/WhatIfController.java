package io.zol0.api;

import io.zol0.catalog.Quotas;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import io.zol0.optimizer.WhatIfs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A past period played again against another setting, by REST. */
@RestController
@RequestMapping("/api/monitoring/what-if")
class WhatIfController {
    private final WhatIfs whatIfs;
    private final Quotas quotas;

    WhatIfController(WhatIfs whatIfs, Quotas quotas) {
        this.whatIfs = whatIfs;
        this.quotas = quotas;
    }

    /** What a quota of another size, margin or pause would have done to the calls of the last while; what is left out stays. */
    @GetMapping("/quotas/{id}")
    WhatIfs.Both quota(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Long capacity,
            @RequestParam(required = false) @Nullable Double margin,
            @RequestParam(required = false) @Nullable Duration minInterval,
            @RequestParam(defaultValue = "PT1H") Duration last) {
        Quota now = quotas.byId(id).orElseThrow(() -> new Missing("There is no quota number %d.".formatted(id)));
        return whatIfs.quota(changed(now, capacity, margin, minInterval), last)
                .orElseThrow(() -> new Missing("Nothing of this quota's upstream was recorded in that time."));
    }

    /** What another TTL would have done to the requests of the last while for an endpoint. */
    @GetMapping("/endpoints/{id}")
    WhatIfs.BothStored ttl(
            @PathVariable long id,
            @RequestParam Duration ttl,
            @RequestParam(defaultValue = "PT0S") Duration staleWhileRevalidate,
            @RequestParam(defaultValue = "PT1H") Duration last) {
        return whatIfs.ttl(id, ttl, staleWhileRevalidate, last)
                .orElseThrow(() -> new Missing("Nothing of this endpoint was recorded in that time."));
    }

    private static Quota changed(
            Quota now, @Nullable Long capacity, @Nullable Double margin, @Nullable Duration minInterval) {
        if ((capacity != null && (capacity < 1 || capacity > 1_000_000_000))
                || (margin != null && !(margin >= 0 && margin < 1))
                || (minInterval != null && (minInterval.isNegative() || minInterval.toHours() > 1))) {
            throw Unfit.sense(
                    "capacity",
                    "A capacity is from 1 to 1,000,000,000, a margin from 0 to below 1, a pause from 0 to 1 h.");
        }
        List<QuotaWindow> windows = new ArrayList<>(now.windows());
        if (capacity != null) {
            QuotaWindow first = windows.getFirst();
            windows.set(0, new QuotaWindow(first.kind(), capacity, first.period()));
        }
        return new Quota(
                now.id(),
                now.upstreamId(),
                now.name(),
                now.enabled(),
                now.preset(),
                now.scope(),
                windows,
                now.costs(),
                margin == null ? now.margin() : margin,
                now.reserve(),
                minInterval == null ? now.minInterval() : minInterval,
                now.maxWait(),
                now.whenEmpty(),
                now.control(),
                now.version());
    }
}
