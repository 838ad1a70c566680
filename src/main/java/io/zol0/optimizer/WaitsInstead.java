package io.zol0.optimizer;

import io.zol0.catalog.Setting;
import io.zol0.metrics.Outcome;
import java.time.Duration;
import java.util.Set;

/** Another setting of a quota that lets calls wait here instead of being refused there. */
sealed interface WaitsInstead extends QuotaAdvice permits QuotaFit, QuotaPace {
    @Override
    default Aimed aimed() {
        return new Aimed.Ended(Set.of(Outcome.REFUSED_BY_PROVIDER));
    }

    /** What waits longer than it may is refused here: that is no worse than being refused there, and no better. */
    @Override
    default Set<Outcome> failures() {
        return Set.of(Outcome.REFUSED_BY_US, Outcome.REFUSED_BY_PROVIDER);
    }

    @Override
    default Duration mayWait(Setting now) {
        return QuotaAdvice.quota(now).maxWait();
    }
}
