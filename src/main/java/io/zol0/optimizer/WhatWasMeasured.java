package io.zol0.optimizer;

import io.zol0.metrics.History;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.SeriesHistory;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads what was measured here. */
@Component
class WhatWasMeasured implements Measured.Source {
    private final LiveMetrics live;
    private final History history;
    private final SeriesHistory series;

    WhatWasMeasured(LiveMetrics live, History history, SeriesHistory series) {
        this.live = live;
        this.history = history;
        this.series = series;
    }

    @Override
    public Measured at(Instant now, Set<Long> upstreams) {
        return new Recorded(live, history, series, now, upstreams);
    }
}
