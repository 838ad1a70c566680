package io.zol0.ingest;

import io.zol0.metrics.SeriesKind;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Takes files of values of a business metric that somebody uploads, two at a time. */
@Service
public class BusinessUploads {
    private static final int AT_ONCE = 2;

    private final BusinessMetrics metrics;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    BusinessUploads(BusinessMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes a file (see {@link CsvColumns}) as it comes; what was read of one that breaks off counts.
     *
     * @param kind what the metric is made of, where it is new; null for a gauge, or as it is known
     * @param unit of its values, where it is new; null for none, or as it is known
     * @throws NotTaken where nothing of it counts
     */
    @RolesAllowed("OPERATOR")
    public Uploaded take(String name, @Nullable SeriesKind kind, @Nullable String unit, InputStream file)
            throws IOException {
        if (!places.tryAcquire()) {
            throw NotTaken.busy();
        }
        try {
            BusinessMetrics.Metric metric = metrics.metric(name, kind, unit);
            return new CsvReader(
                            (labels, value, atMillis, to) ->
                                    BusinessReader.add(metrics, metric, labels, value, atMillis, to),
                            values -> metrics.record(metric, values),
                            clock.millis())
                    .read(file);
        } finally {
            places.release();
        }
    }
}
