package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * What was measured, from the database: minutes, and whole hours and days where these will do; the minute that runs and those
 * that wait are not in it yet.
 * Where the database was away for very long several minutes are one, which counts at its beginning.
 */
@Service
public class History {
    /** Most steps of a series. */
    public static final int MOST_STEPS = 2_000;

    /** Most steps of a moving window. */
    public static final int MOST_WINDOWS = 20_000;

    /** What was written longer ago than that says nothing about now. */
    private static final Duration LATELY = Duration.ofMinutes(2);

    private final CallTable table;
    private final Clock clock;

    @Autowired
    History(DataSource database, ObjectProvider<Clock> clock) {
        this(new CallTable(database), clock.getIfUnique(Clock::systemUTC));
    }

    History(CallTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** What was measured of a scope in the minutes that begin at {@code from} or later and before {@code to}. */
    public Answer<Stats> stats(Scope scope, Instant from, Instant to) {
        return asked(() -> {
            Tally tally = new Tally();
            Measured measured = measured();
            table.read(
                    scope,
                    notBefore(measured.since(), from, Grain.DAY),
                    to,
                    Grain.DAY,
                    (at, row) -> tally.add(row.snapshot()));
            return tally.stats(span(measured, from, to));
        });
    }

    /**
     * The same in steps, oldest first; one without calls is there too, one of before measuring began, or of which nothing is here yet,
     * is not.
     *
     * @param step a minute or more
     * @throws IllegalArgumentException if the step is shorter, or there would be more than {@link #MOST_STEPS}
     */
    public Answer<List<Tick>> series(Scope scope, Instant from, Instant to, Duration step) {
        requireFits(from, to, step);
        return asked(() -> {
            Measured measured = measured();
            Steps steps = new Steps(from, to, step, measured);
            Grain coarsest = Grain.coarsest(from, step);
            table.read(
                    scope,
                    notBefore(measured.since(), from, coarsest),
                    to,
                    coarsest,
                    (at, row) -> steps.add(at, row.snapshot()));
            return steps.finish();
        });
    }

    /**
     * How long calls of a scope were with their provider together: their times from arrival to last byte, less our own share,
     * which is all there is of a call that the cache answered; within 1 %.
     */
    public Answer<Duration> busy(Scope scope, Instant from, Instant to) {
        return asked(() -> {
            double[] micros = {0};
            Instant since = measuredSince();
            table.read(scope, notBefore(since, from, Grain.DAY), to, Grain.DAY, (at, row) -> {
                row.snapshot().total().forEach((index, count) -> micros[0] += (double) Sketch.middle(index) * count);
                row.snapshot().overhead().forEach((index, count) -> micros[0] -= (double) Sketch.middle(index) * count);
            });
            return Duration.ofNanos(Math.max(0, Math.round(micros[0] * 1000)));
        });
    }

    /**
     * What was measured of each endpoint of some upstreams that was called; times are those to the last byte alone, and there
     * are no trends.
     */
    public Answer<List<EndpointStats>> endpoints(Set<Long> upstreams, Instant from, Instant to) {
        return asked(() -> {
            List<EndpointStats> all = new ArrayList<>();
            Measured measured = measured();
            Duration span = span(measured, from, to);
            table.readEndpoints(
                    upstreams, notBefore(measured.since(), from, Grain.DAY), to, (upstreamId, endpointId, sum) -> {
                        if (!sum.isEmpty()) {
                            all.add(new EndpointStats(endpointId, upstreamId, sum.stats(span), List.of()));
                        }
                    });
            return all;
        });
    }

    /**
     * Calls of a scope by step of time and latency band, oldest step first.
     *
     * @param step a minute or more
     * @throws IllegalArgumentException if the step is shorter, or there would be more than {@link #MOST_STEPS}
     */
    public Answer<HeatMap> heatMap(Scope scope, Instant from, Instant to, Duration step) {
        requireFits(from, to, step);
        return asked(() -> {
            Grain coarsest = Grain.coarsest(from, step);
            HeatColumns columns = new HeatColumns(from, to, step);
            table.read(
                    scope,
                    notBefore(measuredSince(), from, coarsest),
                    to,
                    coarsest,
                    (at, row) -> columns.add(at, row.snapshot()));
            return columns.finish();
        });
    }

    /**
     * The figures of a window that moves over what was measured, oldest first: one for each step at which it ends, from
     * {@code from} on until {@code to}; none of before measuring began. Several minutes that are one row count at its beginning.
     *
     * @param window a whole number of steps, at least one
     * @param step whole minutes
     * @throws IllegalArgumentException if there would be more than {@link #MOST_WINDOWS}, or the step is no whole minutes
     */
    public Answer<List<Tick>> windows(Scope scope, Instant from, Instant to, Duration window, Duration step) {
        if (step.toSeconds() < 60 || step.toSeconds() % 60 != 0 || window.compareTo(step) < 0) {
            throw new IllegalArgumentException(
                    "A step of " + step + " is no whole minutes within a window of " + window + ".");
        }
        if (Duration.between(from, to).dividedBy(step) > MOST_WINDOWS) {
            throw new IllegalArgumentException(
                    "From " + from + " to " + to + " there are more than " + MOST_WINDOWS + " steps of " + step + ".");
        }
        return asked(() -> {
            Instant since = measuredSince();
            MovingWindow moving = new MovingWindow(from, to, window, step, since);
            table.read(
                    scope,
                    notBefore(since, moving.begin(), Grain.MINUTE),
                    to,
                    Grain.MINUTE,
                    (at, row) -> moving.add(at, row.snapshot()));
            return moving.finish();
        });
    }

    /**
     * How many calls every upstream and every endpoint had, and how many of them failed, without anything that would make it
     * slow.
     */
    public Answer<List<Calls>> calls(Instant from, Instant to) {
        return asked(() -> table.calls(from, to));
    }

    /**
     * Calls of one thing.
     *
     * @param endpointId 0 for the whole upstream
     */
    public record Calls(long upstreamId, long endpointId, long calls, long failed) {}

    /** The first minute in which a call of a scope was measured; empty where there was none. */
    public Answer<Optional<Instant>> firstMinute(Scope scope) {
        return asked(() -> table.first(scope));
    }

    /** There is nothing to be read of before measuring began. */
    private static Instant notBefore(Instant since, Instant from, Grain coarsest) {
        Instant begin = coarsest.floor(since);
        return begin.isAfter(from) ? begin : from;
    }

    private Instant measuredSince() {
        return table.first(new Scope.Everything()).orElse(clock.instant());
    }

    private static void requireFits(Instant from, Instant to, Duration step) {
        if (step.compareTo(Duration.ofMinutes(1)) < 0
                || Duration.between(from, to).dividedBy(step) > MOST_STEPS) {
            throw new IllegalArgumentException("A step of " + step + " from " + from + " to " + to
                    + " is too short: it must be a minute or more and give at most " + MOST_STEPS + " steps.");
        }
    }

    /**
     * Until when what was measured is here: the end of the newest minute that was written, or a minute before the one that runs where
     * none was lately, for nobody called then, or they wait.
     */
    private Instant measuredUntil() {
        Instant now = clock.instant();
        Instant minute = Grain.MINUTE.floor(now);
        Instant lately = minute.minus(LATELY);
        return table.newest(lately)
                .map(newest -> newest.plus(Grain.MINUTE.length()))
                .map(end -> end.isAfter(now) ? now : end)
                .orElse(minute.minus(Grain.MINUTE.length()));
    }

    private static Duration span(Measured measured, Instant from, Instant to) {
        Instant begin = from.isBefore(measured.since()) ? measured.since() : from;
        Instant end = to.isAfter(measured.until()) ? measured.until() : to;
        return end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
    }

    /** From when and until when what was measured is here. */
    private record Measured(Instant since, Instant until) {}

    private Measured measured() {
        return new Measured(measuredSince(), measuredUntil());
    }

    /** An answer that is found, or unavailable where the database is away. */
    static <T> Answer<T> asked(Supplier<T> question) {
        try {
            return new Answer.Found<>(question.get());
        } catch (DataAccessException | TransactionException away) {
            return new Answer.Unavailable<>("The history cannot be read now: " + Courier.words(away));
        }
    }

    /** Makes steps of rows that come oldest first. */
    private static final class Steps {
        private final Instant to;
        private final Duration step;
        private final Measured measured;
        private final Tally tally = new Tally();
        private final List<Tick> ticks = new ArrayList<>();
        private Instant begin;

        Steps(Instant from, Instant to, Duration step, Measured measured) {
            this.begin = from;
            this.to = to;
            this.step = step;
            this.measured = measured;
        }

        void add(Instant minute, Snapshot snapshot) {
            while (!minute.isBefore(begin.plus(step))) {
                next();
            }
            tally.add(snapshot);
        }

        List<Tick> finish() {
            while (begin.isBefore(to)) {
                next();
            }
            return ticks;
        }

        private void next() {
            Instant end = begin.plus(step).isBefore(to) ? begin.plus(step) : to;
            if (end.isAfter(measured.since()) && begin.isBefore(measured.until())) {
                ticks.add(new Tick(begin, tally.stats(span(measured, begin, end))));
            }
            tally.clear();
            begin = begin.plus(step);
        }
    }
}
