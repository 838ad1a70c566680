package io.zol0.gateway;

import io.zol0.metrics.Readings;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesSource;
import io.zol0.metrics.Subject;
import org.springframework.stereotype.Component;

/** Tells which endpoints their providers said will go. */
@Component
final class DepartureSeries implements SeriesSource {
    /** Since when an endpoint is deprecated, in seconds since 1970; 1 where its provider does not say since when. */
    static final SeriesName DEPRECATED = SeriesName.gauge("endpoint.deprecated", "s");

    /** When an endpoint will not answer any more, in seconds since 1970. */
    static final SeriesName SUNSET = SeriesName.gauge("endpoint.sunset", "s");

    private final Departures departures;

    DepartureSeries(Departures departures) {
        this.departures = departures;
    }

    @Override
    public void read(Readings into) {
        for (Departures.Departure each : departures.all()) {
            Subject subject = Subject.endpoint(each.endpointId(), each.upstreamId());
            if (each.deprecated() != 0) {
                into.gauge(DEPRECATED.of(subject), each.deprecated());
            }
            if (each.sunset() != 0) {
                into.gauge(SUNSET.of(subject), each.sunset());
            }
        }
    }
}
