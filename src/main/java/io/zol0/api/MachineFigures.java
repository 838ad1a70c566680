package io.zol0.api;

import io.zol0.api.MonitoringBody.Machine;
import io.zol0.api.MonitoringBody.Reading;
import io.zol0.api.MonitoringBody.SizeBody;
import io.zol0.api.MonitoringBody.WaitingBody;
import io.zol0.gateway.GatewaySeries;
import io.zol0.metrics.Answer;
import io.zol0.metrics.HistorySize;
import io.zol0.metrics.MinuteStore;
import io.zol0.metrics.Retention;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.SystemSeries;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** The newest samples of the machine and of this process, and what the database holds. */
@Component
class MachineFigures {
    private static final Duration NEWEST = Duration.ofMinutes(1);
    private static final List<SeriesKey> ALL = List.of(
            SystemSeries.CPU,
            SystemSeries.PROCESS_CPU,
            SystemSeries.LOAD,
            SystemSeries.MEMORY,
            SystemSeries.MEMORY_TOTAL,
            SystemSeries.PROCESS_MEMORY,
            SystemSeries.HEAP,
            SystemSeries.HEAP_MOST,
            SystemSeries.DIRECT,
            SystemSeries.GC_TIME,
            SystemSeries.GC_COUNT,
            SystemSeries.THREADS,
            SystemSeries.FILES,
            SystemSeries.FILES_MOST,
            SystemSeries.DISK,
            SystemSeries.DISK_TOTAL,
            SystemSeries.DISK_READ,
            SystemSeries.DISK_WRITTEN,
            SystemSeries.RECEIVED,
            SystemSeries.SENT,
            GatewaySeries.LAG,
            GatewaySeries.CONNECTIONS,
            GatewaySeries.IN_FLIGHT);

    private final SeriesHistory series;
    private final MinuteStore minutes;
    private final Retention retention;
    private final Clock clock;

    MachineFigures(SeriesHistory series, MinuteStore minutes, Retention retention, Clock clock) {
        this.series = series;
        this.minutes = minutes;
        this.retention = retention;
        this.clock = clock;
    }

    Machine now() {
        Answer<List<HistorySize>> sizes = retention.sizes();
        return new Machine(
                clock.instant(),
                ALL.stream().map(this::reading).toList(),
                WaitingBody.of(minutes.backlog()),
                bytes(retention.databaseSize()),
                sizes instanceof Answer.Found<List<HistorySize>>(List<HistorySize> found)
                        ? found.stream().map(SizeBody::of).toList()
                        : null,
                sizes instanceof Answer.Unavailable<List<HistorySize>>(String reason) ? reason : null);
    }

    private Reading reading(SeriesKey key) {
        OptionalDouble newest = newest(key);
        return new Reading(key.name().text(), key.name().unit(), newest.isPresent() ? newest.getAsDouble() : null);
    }

    private OptionalDouble newest(SeriesKey key) {
        List<SeriesPoint> points = series.live(key, NEWEST);
        return points.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(points.getLast().avg());
    }

    private static @Nullable Long bytes(Answer<DataSize> size) {
        return size instanceof Answer.Found<DataSize>(DataSize found) ? found.toBytes() : null;
    }
}
