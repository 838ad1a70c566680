package io.zol0.ui.quotas;

import com.vaadin.flow.spring.annotation.SpringComponent;
import io.zol0.gateway.LevelSeries;
import io.zol0.gateway.QuotaSeries;
import io.zol0.metrics.Answer;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesNote;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Subject;
import io.zol0.ui.parts.Chart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Reads the last day of a quota from the history; blocks, and lets two pages read at once while others wait. */
@SpringComponent
class QuotaPast {
    static final Duration DAY = Duration.ofHours(24);
    static final Duration STEP = Duration.ofMinutes(5);
    private static final int AT_ONCE = 2;

    private final SeriesHistory history;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    QuotaPast(SeriesHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * A day of a quota.
     *
     * @param counts the most in each step of the first window: ours, then the provider's
     * @param steps of the operating level, oldest first
     */
    record LastDay(List<Chart.Point> counts, List<SeriesNote> steps) {}

    Answer<LastDay> of(Subject quota) throws InterruptedException {
        long step = STEP.toSeconds();
        Instant to = Instant.ofEpochSecond(Math.floorDiv(clock.instant().getEpochSecond(), step) * step + step);
        turns.acquire();
        try {
            return read(quota, to);
        } finally {
            turns.release();
        }
    }

    private Answer<LastDay> read(Subject quota, Instant to) {
        SortedMap<Instant, @Nullable Double[]> counts = new TreeMap<>();
        List<SeriesKey> keys = List.of(QuotaSeries.ours(quota, 0), QuotaSeries.provider(quota, 0));
        for (int i = 0; i < keys.size(); i++) {
            switch (history.points(keys.get(i), to.minus(DAY), to, STEP)) {
                case Answer.Found<List<SeriesPoint>>(List<SeriesPoint> points) -> {
                    for (SeriesPoint point : points) {
                        counts.computeIfAbsent(point.at(), at -> new @Nullable Double[2])[i] = point.max();
                    }
                }
                case Answer.Unavailable<List<SeriesPoint>>(String reason) -> {
                    return new Answer.Unavailable<>(reason);
                }
            }
        }
        return switch (history.notes(LevelSeries.of(quota.id(), quota.upstreamId()), to.minus(DAY), to)) {
            case Answer.Found<List<SeriesNote>>(List<SeriesNote> steps) ->
                new Answer.Found<>(new LastDay(
                        counts.entrySet().stream()
                                .map(each -> new Chart.Point(each.getKey(), Arrays.asList(each.getValue())))
                                .toList(),
                        steps));
            case Answer.Unavailable<List<SeriesNote>>(String reason) -> new Answer.Unavailable<>(reason);
        };
    }
}
