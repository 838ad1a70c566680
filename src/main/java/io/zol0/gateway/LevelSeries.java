package io.zol0.gateway;

import io.zol0.limits.ControllerStep;
import io.zol0.limits.Limits.Level;
import io.zol0.metrics.Readings;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.SeriesSource;
import io.zol0.metrics.Subject;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The operating level of each quota as a series, and each of its steps as a note that says why. */
@Component
public final class LevelSeries implements SeriesSource {
    private static final SeriesName LEVEL = SeriesName.gauge("quota.level", "weight");

    private final Limiting limiting;

    LevelSeries(Limiting limiting) {
        this.limiting = limiting;
    }

    /** The most weight that the first window of a quota lets through. */
    public static SeriesKey of(long quotaId, long upstreamId) {
        return LEVEL.of(Subject.quota(quotaId, upstreamId));
    }

    @Override
    public void read(Readings into) {
        for (Level level : limiting.limits().levels()) {
            into.gauge(of(level.quotaId(), level.upstreamId()), level.weight());
        }
    }

    static void record(ControllerStep step, SeriesRecorder series) {
        SeriesKey key = of(step.quotaId(), step.upstreamId());
        if (step.applied()) {
            series.set(key, step.to());
        }
        series.note(key, step.at(), sentence(step));
    }

    /** As in: From 1,200 to 900: the provider refused … */
    static String sentence(ControllerStep step) {
        return String.format(
                Locale.ROOT,
                step.applied() ? "From %,d to %,d. %s" : "Would go from %,d to %,d. %s",
                step.from(),
                step.to(),
                step.reason());
    }
}
