package io.zol0.optimizer;

import io.zol0.catalog.Upstream;
import io.zol0.limits.Control;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.WhenEmpty;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Stats;
import java.time.Duration;

/** What advice on a quota looks at whose provider refuses calls. */
final class Refusals {
    /** With fewer refusals by the provider in the last hour nothing is said. */
    static final int LEAST = 20;

    /** By which part refusals have to become fewer. */
    static final double WORTH = 0.3;

    private Refusals() {}

    /** Calls that the provider refused. */
    static double of(Measured measured, Upstream upstream, Duration window) {
        return measured.ofUpstream(upstream.id(), window)
                .map(stats -> stats.byOutcome().getOrDefault(Outcome.REFUSED_BY_PROVIDER, 0L))
                .orElse(0L);
    }

    /** The same as evidence, as a share. */
    static Evidence.Row row(Measured measured, Upstream upstream) {
        return measured.row("Calls that the provider refused", Evidence.Unit.SHARE, window -> {
            long calls =
                    measured.ofUpstream(upstream.id(), window).map(Stats::calls).orElse(0L);
            return new Evidence.Cell(window, calls == 0 ? null : of(measured, upstream, window) / calls, calls);
        });
    }

    /** Whether all calls of the upstream share a quota, and wait for it, and nothing else moves it. */
    static boolean canWait(Quota quota) {
        return quota.enabled()
                && quota.scope().equals(QuotaScope.UPSTREAM)
                && quota.whenEmpty() == WhenEmpty.QUEUE
                && quota.control().mode() != Control.Mode.ON;
    }
}
