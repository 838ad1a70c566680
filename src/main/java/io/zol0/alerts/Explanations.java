package io.zol0.alerts;

import io.zol0.metrics.Answer;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.Subject;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Service;

/**
 * Looks for what explains an alert: how usual its figure was, what was changed just before, and which of the figures
 * around it moved with it, by the measured correlation. Waits for the database; two are looked at at a time.
 */
@Service
@DenyAll
public class Explanations {
    private static final Duration BEFORE = Duration.ofHours(1);
    private static final Duration AFTER = Duration.ofMinutes(15);
    private static final Duration CHANGED_BEFORE = Duration.ofMinutes(30);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LEAST_HOURS = 6;
    private static final int MOST_MOVED = 3;
    private static final int MOST_CHANGES = 5;
    private static final int MOST_QUOTAS = 5;
    private static final int AT_ONCE = 2;
    private static final double CLOSE = 0.6;
    private static final List<String> OF_UPSTREAM =
            List.of("calls.errors", "calls.throttled", "calls.p95", "calls.rate", "calls.waited", "calls.cached");
    private static final List<String> OF_SYSTEM =
            List.of("system.cpu", "system.memory.used", "jvm.heap.used", "gateway.lag", "disk.used");

    private final AlertTable alerts;
    private final MinuteFigures figures;
    private final SeriesRecorder recorder;
    private final Places places;
    private final ChangesBefore changes;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** A figure that may have moved with an alert's. */
    private record Candidate(Measure measure, Subject subject) {}

    Explanations(
            AlertTable alerts,
            MinuteFigures figures,
            SeriesRecorder recorder,
            Places places,
            ChangesBefore changes,
            Clock clock) {
        this.alerts = alerts;
        this.figures = figures;
        this.recorder = recorder;
        this.places = places;
        this.changes = changes;
        this.clock = clock;
    }

    /** Of an alert in sight; nothing where there is none. */
    @RolesAllowed("VIEWER")
    public Answer<Optional<Surroundings>> of(long alertId) throws InterruptedException {
        turns.acquire();
        try {
            return new Answer.Found<>(alerts.byId(alertId).map(this::look));
        } catch (MinuteFigures.Away away) {
            return new Answer.Unavailable<>(String.valueOf(away.getMessage()));
        } finally {
            turns.release();
        }
    }

    private Surroundings look(Alert alert) {
        Measure measure = Measure.of(alert.measure().key(), alert.measure().suffix());
        Instant began = alert.beganAt().truncatedTo(ChronoUnit.MINUTES);
        Instant now = clock.instant();
        Instant to = began.plus(AFTER).isBefore(now) ? began.plus(AFTER) : now;
        Instant from = began.minus(BEFORE);
        boolean known = alert.caller().isEmpty();
        SortedMap<Instant, Double> own = known ? figures.of(measure, alert.about(), from, to, MINUTE) : new TreeMap<>();
        List<Candidate> candidates = known ? candidates(alert, measure) : List.of();
        List<Surroundings.Moved> moved = new ArrayList<>();
        for (Candidate candidate : candidates) {
            SortedMap<Instant, Double> other = figures.of(candidate.measure(), candidate.subject(), from, to, MINUTE);
            Correlation correlation = Correlation.of(own, other);
            if (Math.abs(correlation.coefficient()) >= CLOSE) {
                moved.add(moved(candidate, correlation, other, began));
            }
        }
        moved.sort(Comparator.comparing((Surroundings.Moved each) -> Math.abs(each.coefficient()))
                .reversed());
        return new Surroundings(
                known ? unusual(alert, measure, began) : "Single callers are not recorded over time.",
                changes.of(
                        alert.about().upstreamId(), alert.environment(), alert.beganAt(), CHANGED_BEFORE, MOST_CHANGES),
                moved.stream().limit(MOST_MOVED).toList(),
                own.entrySet().stream()
                        .map(each -> new Surroundings.Point(each.getKey(), each.getValue()))
                        .toList(),
                own.size() < Correlation.LEAST ? 0 : candidates.size());
    }

    private List<Candidate> candidates(Alert alert, Measure measure) {
        Map<Candidate, Boolean> all = new LinkedHashMap<>();
        long upstreamId = alert.about().upstreamId();
        if (alert.about().kind() == Subject.Kind.ENDPOINT) {
            OF_UPSTREAM.forEach(key -> all.put(new Candidate(Measure.of(key), alert.about()), true));
        }
        if (upstreamId != 0) {
            OF_UPSTREAM.forEach(key -> all.put(new Candidate(Measure.of(key), Subject.upstream(upstreamId)), true));
            recorder.live().stream()
                    .filter(key -> key.name().text().equals("quota.left")
                            && key.subject().upstreamId() == upstreamId)
                    .map(SeriesKey::subject)
                    .limit(MOST_QUOTAS)
                    .forEach(quota -> all.put(new Candidate(Measure.of("quota.left"), quota), true));
        } else if (measure.isOfCalls()) {
            OF_UPSTREAM.forEach(key -> all.put(new Candidate(Measure.of(key), Subject.WHOLE), true));
        }
        OF_SYSTEM.forEach(key -> all.put(new Candidate(Measure.of(key), Subject.WHOLE), true));
        all.remove(new Candidate(measure, alert.about()));
        return List.copyOf(all.keySet());
    }

    private Surroundings.Moved moved(
            Candidate candidate, Correlation correlation, SortedMap<Instant, Double> figures, Instant began) {
        Measure measure = candidate.measure();
        String name = measure.words() + " of " + places.name(Target.of(candidate.subject()), measure);
        return new Surroundings.Moved(
                name,
                correlation.coefficient(),
                correlation.steps(),
                "%s: %s before, %s since (correlation %.2f over %d min)"
                        .formatted(
                                name,
                                measure.write(mean(figures.headMap(began))),
                                measure.write(mean(figures.tailMap(began))),
                                correlation.coefficient(),
                                correlation.steps()));
    }

    private static double mean(SortedMap<Instant, Double> figures) {
        return figures.values().stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    }

    /** By the hour over the month before. */
    private String unusual(Alert alert, Measure measure, Instant began) {
        Instant to = began.truncatedTo(ChronoUnit.HOURS);
        TreeMap<Instant, Double> hours = figures.of(measure, alert.about(), to.minus(MONTH), to, HOUR);
        if (hours.size() < LEAST_HOURS) {
            return "How usual that is cannot be said yet: %d of %d h are recorded before."
                    .formatted(hours.size(), LEAST_HOURS);
        }
        double[] sorted =
                hours.values().stream().mapToDouble(value -> value).sorted().toArray();
        boolean above = Double.isNaN(alert.worst()) || alert.worst() >= alert.level();
        double extreme = above ? sorted[sorted.length - 1] : sorted[0];
        Duration recorded = Duration.between(hours.firstKey(), to);
        return "Usually %s, never %s %s in the %s before, by the hour."
                .formatted(
                        measure.write(sorted[sorted.length / 2]),
                        above ? "above" : "below",
                        measure.write(extreme),
                        recorded.toDays() < 2 ? recorded.toHours() + " h" : recorded.toDays() + " days");
    }
}
