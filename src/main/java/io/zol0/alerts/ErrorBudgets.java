package io.zol0.alerts;

import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Tick;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Service;

/** What is left of error budgets; waits for the database, two questions at a time. */
@Service
@DenyAll
public class ErrorBudgets {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration STEP = Duration.ofHours(6);
    private static final int AT_ONCE = 2;

    private final History history;
    private final RecordedTracks recorded;
    private final Places places;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    ErrorBudgets(History history, RecordedTracks recorded, Places places, Clock clock) {
        this.history = history;
        this.recorded = recorded;
        this.places = places;
        this.clock = clock;
    }

    /** Of everything in sight that a rule about an error budget is about, the least that is left first; at most ten. */
    @RolesAllowed("VIEWER")
    public Answer<List<ErrorBudget>> of(Rule rule) throws InterruptedException {
        Instant to = clock.instant();
        Instant from = to.truncatedTo(ChronoUnit.HOURS).minus(MONTH);
        turns.acquire();
        try {
            List<ErrorBudget> budgets = new ArrayList<>();
            for (Target target : recorded.targets(rule, from, to).stream()
                    .limit(RecordedTracks.MOST)
                    .toList()) {
                List<Tick> ticks =
                        MinuteFigures.found(history.series(MinuteFigures.scope(target.subject()), from, to, STEP));
                budgets.add(of(places.name(target, rule.measure()), rule.objective(), ticks, to));
            }
            budgets.sort(Comparator.comparing(ErrorBudget::left));
            return new Answer.Found<>(budgets);
        } catch (MinuteFigures.Away away) {
            return new Answer.Unavailable<>(String.valueOf(away.getMessage()));
        } finally {
            turns.release();
        }
    }

    static ErrorBudget of(String subject, double objective, List<Tick> ticks, Instant to) {
        long calls = ticks.stream().mapToLong(tick -> tick.stats().calls()).sum();
        double allowed = calls * (1 - objective);
        List<ErrorBudget.Point> line = new ArrayList<>();
        long failed = 0;
        for (Tick tick : ticks) {
            failed += tick.stats().byOutcome().getOrDefault(Outcome.FAILED, 0L);
            Instant end = tick.second().plus(STEP);
            line.add(new ErrorBudget.Point(end.isBefore(to) ? end : to, calls == 0 ? 1 : 1 - failed / allowed));
        }
        Duration known = ticks.isEmpty()
                ? Duration.ZERO
                : Duration.between(ticks.getFirst().second(), to);
        return new ErrorBudget(subject, objective, calls, failed, known, line);
    }
}
