package io.zol0.optimizer;

import io.zol0.limits.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Plays what was recorded here. */
@Component
class LastWhile implements QuotaAdvisor.Player {
    private final WhatIfs whatIfs;

    LastWhile(WhatIfs whatIfs) {
        this.whatIfs = whatIfs;
    }

    @Override
    public Optional<WhatIfs.Both> last(
            Duration span, long upstreamId, Quota quota, List<Quota> all, Advice advice, Instant now) {
        return whatIfs.last(span, upstreamId, quota, all, advice, now);
    }
}
