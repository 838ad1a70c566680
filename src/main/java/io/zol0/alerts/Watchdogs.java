package io.zol0.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The detectors of all series that anomaly rules are about, at most {@link #MOST} of some 20 KB each; rules about the same series
 * share one. Beyond that a series is not watched, which is logged, until one that was not fed for a day makes room. Each is fed
 * every five minutes and kept once an hour and at the end, so that a crash forgets an hour, which is a gap to it.
 */
@Component
class Watchdogs implements AutoCloseable {
    /** How far apart the points are that a detector is fed with. */
    static final Duration STEP = Duration.ofMinutes(5);

    /** Most series that are watched. */
    static final int MOST = 500;

    private static final Logger log = LoggerFactory.getLogger(Watchdogs.class);
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);
    private static final int FEEDS_AN_HOUR = 12;

    private final WatchdogTable table;
    private final Clock clock;
    private final Map<Watched, Watchdog> dogs = new HashMap<>();
    private long fed = Long.MIN_VALUE;
    private int unwatched;

    /** A series that is watched. */
    record Watched(String measure, Target target) {}

    Watchdogs(WatchdogTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Begins with what was kept, where this node takes the lead. */
    synchronized void load() {
        dogs.clear();
        fed = Long.MIN_VALUE;
        dogs.putAll(table.all());
    }

    /** Feeds every series that an anomaly rule is about, where five minutes have ended since the last time. */
    synchronized void feed(List<Rule> rules, Fits fits, Readout readout) {
        Instant now = clock.instant();
        long slot = Math.floorDiv(now.getEpochSecond(), STEP.toSeconds());
        if (slot == fed) {
            return;
        }
        if (fed == Long.MIN_VALUE) {
            // The five minutes that run when the process begins are not whole.
            fed = slot;
            return;
        }
        fed = slot;
        Instant at = Instant.ofEpochSecond(slot * STEP.toSeconds());
        Set<Watched> done = new HashSet<>();
        int left = 0;
        for (Rule rule : rules) {
            if (!rule.enabled() || rule.kind() != RuleKind.ANOMALY) {
                continue;
            }
            List<Target> targets = readout.targets(rule.measure(), rule.breadth(), STEP);
            for (Target target : fits.within(rule, fits.scopeOf(rule), targets)) {
                Watched watched = new Watched(rule.measure().key(), target);
                if (!done.add(watched)) {
                    continue;
                }
                Readout.Figure figure = readout.figure(rule.measure(), target, STEP);
                boolean usable = !rule.measure().isOfCalls() || figure.calls() >= rule.leastCalls();
                Watchdog dog = dog(watched, at);
                if (dog == null) {
                    left++;
                } else if (usable) {
                    dog.feed(at, figure.value());
                }
            }
        }
        if (left != unwatched && left > 0) {
            log.warn("{} series are not watched for anomalies: {} are, which is the most.", left, dogs.size());
        }
        unwatched = left;
        keep(slot);
    }

    private @Nullable Watchdog dog(Watched watched, Instant now) {
        Watchdog known = dogs.get(watched);
        if (known != null) {
            return known;
        }
        if (dogs.size() >= MOST) {
            Optional<Map.Entry<Watched, Watchdog>> stale = dogs.entrySet().stream()
                    .min(Comparator.comparing(each -> each.getValue().fedAt()))
                    .filter(each -> each.getValue().fedAt().isBefore(now.minus(FORGOTTEN_AFTER)));
            if (stale.isEmpty()) {
                return null;
            }
            dogs.remove(stale.get().getKey());
        }
        Watchdog made = new Watchdog();
        dogs.put(watched, made);
        return made;
    }

    /** Keeps a twelfth of them. */
    private void keep(long slot) {
        List<Watched> due = new ArrayList<>();
        dogs.keySet().stream()
                .filter(watched -> Math.floorMod(watched.hashCode() + slot, FEEDS_AN_HOUR) == 0)
                .forEach(due::add);
        keep(due);
    }

    private void keep(List<Watched> due) {
        try {
            for (Watched watched : due) {
                Watchdog dog = dogs.get(watched);
                if (dog != null && dog.fedAt().isAfter(Instant.MIN)) {
                    table.keep(watched, dog);
                }
            }
        } catch (DataAccessException | TransactionException away) {
            log.debug("What detectors learnt is kept later: the database is away.", away);
        }
    }

    /** How unusual the most unusual point of a series was in a window that ends now; not a number where it is not watched. */
    synchronized double score(Measure measure, Target target, Duration window) {
        Watchdog dog = dogs.get(new Watched(measure.key(), target));
        return dog == null ? Double.NaN : dog.score(clock.instant(), window);
    }

    synchronized int watched() {
        return dogs.size();
    }

    /** Keeps all. */
    @Override
    public synchronized void close() {
        keep(List.copyOf(dogs.keySet()));
    }
}
