package io.zol0.catalog;

import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.Subject;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has the measurements of a removed upstream dropped: their room knows upstreams by number only and hears no event of ours. */
@Component
record RemovedMeasurements(LiveMetrics metrics, SeriesRecorder series) {
    @EventListener
    void on(UpstreamRemoved removed) {
        metrics.forget(removed.id());
        series.forget(Subject.upstream(removed.id()));
    }
}
