package io.zol0.ui.cache;

import com.vaadin.flow.spring.annotation.SpringComponent;
import io.zol0.gateway.CacheSeries;
import io.zol0.metrics.Answer;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Subject;
import io.zol0.ui.parts.Chart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Reads the hit rate of the last day from the history; blocks, and lets two pages read at once while others wait. */
@SpringComponent
class HitRates {
    static final Duration DAY = Duration.ofHours(24);
    static final Duration STEP = Duration.ofMinutes(10);
    private static final int AT_ONCE = 2;

    private final SeriesHistory history;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    HitRates(SeriesHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /** Shares in percent, oldest first; null in a step in which nothing was asked for that could come from the cache. */
    Answer<List<Chart.Point>> lastDay(Scope scope) throws InterruptedException {
        long step = STEP.toSeconds();
        Instant now = clock.instant();
        Instant to = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), step) * step + step);
        turns.acquire();
        try {
            return of(subjects(scope), to);
        } finally {
            turns.release();
        }
    }

    private Answer<List<Chart.Point>> of(Collection<Subject> subjects, Instant to) {
        SortedMap<Instant, double[]> counts = new TreeMap<>();
        for (Subject subject : subjects) {
            for (int i = 0; i < 2; i++) {
                SeriesName name = i == 0 ? CacheSeries.HITS : CacheSeries.ASKED;
                switch (history.points(name.of(subject), to.minus(DAY), to, STEP)) {
                    case Answer.Found<List<SeriesPoint>>(List<SeriesPoint> points) -> add(points, i, counts);
                    case Answer.Unavailable<List<SeriesPoint>>(String reason) -> {
                        return new Answer.Unavailable<>(reason);
                    }
                }
            }
        }
        return new Answer.Found<>(counts.entrySet().stream()
                .map(step -> new Chart.Point(step.getKey(), Arrays.asList(percent(step.getValue()))))
                .toList());
    }

    private static void add(List<SeriesPoint> points, int column, SortedMap<Instant, double[]> counts) {
        points.forEach(point -> counts.computeIfAbsent(point.at(), at -> new double[2])[column] += point.sum());
    }

    private static @Nullable Double percent(double[] hitsAndAsked) {
        return hitsAndAsked[1] == 0 ? null : hitsAndAsked[0] / hitsAndAsked[1] * 100;
    }

    private static List<Subject> subjects(Scope scope) {
        return switch (scope) {
            case Scope.Everything() -> List.of(Subject.WHOLE);
            case Scope.OfUpstreams(var ids) ->
                ids.stream().map(Subject::upstream).toList();
            case Scope.OfUpstream(long id) -> List.of(Subject.upstream(id));
            case Scope.OfEndpoint endpoint ->
                throw new IllegalArgumentException("An endpoint's hit rate is not read here: " + endpoint + ".");
        };
    }
}
