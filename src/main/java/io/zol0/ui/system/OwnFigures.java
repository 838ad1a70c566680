package io.zol0.ui.system;

import com.vaadin.flow.spring.annotation.SpringComponent;
import io.zol0.metrics.Backlog;
import io.zol0.metrics.Effort;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.MinuteStore;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesBacklog;
import io.zol0.metrics.SeriesEffort;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.SeriesStore;
import io.zol0.metrics.Spread;
import java.time.Duration;

/** What measuring takes, from the rooms that measure. */
@SpringComponent
record OwnFigures(LiveMetrics live, MinuteStore minutes, SeriesRecorder series, SeriesStore seriesStore) {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    Effort effort() {
        return live.effort();
    }

    Backlog backlog() {
        return minutes.backlog();
    }

    SeriesEffort seriesEffort() {
        return series.effort();
    }

    SeriesBacklog seriesBacklog() {
        return seriesStore.backlog();
    }

    /** What ZoL0 itself adds to a call. */
    Spread overhead() {
        return live.stats(new Scope.Everything(), WINDOW).overhead();
    }
}
