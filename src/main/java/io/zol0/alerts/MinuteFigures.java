package io.zol0.alerts;

import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import io.zol0.metrics.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What was recorded of any measure, step by step; a step without a figure is not there. */
@Component
class MinuteFigures {
    private final History history;
    private final SeriesHistory series;
    private final SeriesRecorder recorder;

    MinuteFigures(History history, SeriesHistory series, SeriesRecorder recorder) {
        this.history = history;
        this.series = series;
        this.recorder = recorder;
    }

    /** The history cannot be read. */
    static final class Away extends RuntimeException {
        Away(String reason) {
            super(reason);
        }
    }

    /**
     * By the beginning of each step.
     *
     * @throws Away where the history cannot be read
     */
    TreeMap<Instant, Double> of(Measure measure, Subject subject, Instant from, Instant to, Duration step) {
        return switch (measure.source()) {
            case SERIES -> ofSeries(measure, subject, from, to, step);
            case CALLER_CALLS -> new TreeMap<>();
            default -> ofCalls(measure, subject, from, to, step);
        };
    }

    private TreeMap<Instant, Double> ofCalls(
            Measure measure, Subject subject, Instant from, Instant to, Duration step) {
        TreeMap<Instant, Double> figures = new TreeMap<>();
        for (Tick tick : found(history.series(scope(subject), from, to, step))) {
            Stats stats = tick.stats();
            if (stats.calls() > 0) {
                figures.put(tick.second(), LiveReadout.of(measure.source(), stats));
            } else if (measure.source() == Measure.Source.RATE) {
                figures.put(tick.second(), 0.0);
            }
        }
        return figures;
    }

    /** What of the history of calls is about a subject. */
    static Scope scope(Subject subject) {
        return switch (subject.kind()) {
            case UPSTREAM -> new Scope.OfUpstream(subject.id());
            case ENDPOINT -> new Scope.OfEndpoint(subject.id());
            case WHOLE, QUOTA, PAGE, LABELS -> new Scope.Everything();
        };
    }

    private TreeMap<Instant, Double> ofSeries(
            Measure measure, Subject subject, Instant from, Instant to, Duration step) {
        TreeMap<Instant, Double> figures = key(measure.key(), subject)
                .map(key -> ofKey(key, from, to, step))
                .orElseGet(TreeMap::new);
        if (!measure.share().isEmpty()) {
            TreeMap<Instant, Double> whole = key(measure.share(), subject)
                    .map(key -> ofKey(key, from, to, step))
                    .orElseGet(TreeMap::new);
            figures.entrySet().removeIf(each -> !(whole.getOrDefault(each.getKey(), 0.0) > 0));
            figures.replaceAll((at, value) -> value / whole.getOrDefault(at, Double.NaN));
        }
        return figures;
    }

    private Optional<SeriesKey> key(String name, Subject subject) {
        return recorder.live().stream()
                .filter(key -> key.name().text().equals(name) && key.subject().equals(subject))
                .findFirst();
    }

    /** The means of a gauge, or of a counter its amounts a second. */
    TreeMap<Instant, Double> ofKey(SeriesKey key, Instant from, Instant to, Duration step) {
        TreeMap<Instant, Double> figures = new TreeMap<>();
        Duration piece = step.multipliedBy(SeriesHistory.MOST_STEPS - 1);
        for (Instant begin = from.truncatedTo(ChronoUnit.MINUTES); begin.isBefore(to); begin = begin.plus(piece)) {
            Instant end = begin.plus(piece).isBefore(to) ? begin.plus(piece) : to;
            for (SeriesPoint point : found(series.points(key, begin, end, step))) {
                figures.put(point.at(), point.avg());
            }
        }
        return figures;
    }

    static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new Away(reason);
        };
    }
}
