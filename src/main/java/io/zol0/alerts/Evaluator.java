package io.zol0.alerts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges all rules by one readout. It remembers only what is bad or was raised, at most {@link #MOST}: what turns bad beyond
 * that waits for room. Time is that of a clock that never jumps.
 */
final class Evaluator {
    /** Most pairs of rule and target that are remembered at a time. */
    static final int MOST = 100_000;

    /** A raised alert without a figure for so long ends. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Readout.Figure MISSING = new Readout.Figure(0, 0);

    private final Map<Key, Standing> standings = new HashMap<>();
    private final Fits fits;

    private record Key(long ruleId, Target target) {}

    Evaluator(Fits fits) {
        this.fits = fits;
    }

    /** What became of everything in this round; what goes on is told too. */
    List<Turning> round(List<Rule> rules, Readout readout, long now) {
        List<Turning> turnings = new ArrayList<>();
        Set<Key> seen = new HashSet<>();
        Set<Long> judged = new HashSet<>();
        for (Rule rule : rules) {
            if (rule.enabled()) {
                judged.add(rule.id());
                judge(rule, readout, now, seen, turnings);
            }
        }
        endTheRest(rules, judged, seen, now, turnings);
        return turnings;
    }

    /** Goes on with an alert that was raised before this process led. */
    void adopt(long ruleId, Target target, double worst, long now) {
        standings.put(new Key(ruleId, target), Standing.raised(now, worst));
    }

    /** What could not be kept is raised again in the next round. */
    void again(Turning turning) {
        Standing standing = standings.get(new Key(turning.rule().id(), turning.target()));
        if (standing != null) {
            standing.again();
        }
    }

    /** Begins anew. */
    void forget() {
        standings.clear();
    }

    int remembered() {
        return standings.size();
    }

    private void judge(Rule rule, Readout readout, long now, Set<Key> seen, List<Turning> turnings) {
        Predicate<Target> scope = fits.scopeOf(rule);
        for (Target target : fits.within(rule, scope, readout.targets(rule))) {
            Readout.Figure figure = readout.judged(rule, target);
            Standing known = standings.isEmpty() ? null : standings.get(new Key(rule.id(), target));
            boolean usable = !Double.isNaN(figure.value())
                    && (figure.calls() >= leastCalls(rule) || isMissedAlready(rule, known));
            if (known == null) {
                if (!usable || !rule.isBad(figure.value()) || standings.size() >= MOST) {
                    continue;
                }
                known = new Standing(now);
                standings.put(new Key(rule.id(), target), known);
            }
            Key key = new Key(rule.id(), target);
            seen.add(key);
            double worst = known.worst();
            Standing.Turn turn = usable ? known.take(rule, figure.value(), now) : known.miss(now, PATIENCE.toNanos());
            tell(turn, rule, target, figure, rule.worse(worst, known.worst()), known.badFor(now), turnings);
            if (known.isIdle()) {
                standings.remove(key);
            }
        }
    }

    private static long leastCalls(Rule rule) {
        return rule.kind() == RuleKind.ABSENCE
                ? Math.max(1, rule.leastCalls())
                : rule.measure().isOfCalls() ? rule.leastCalls() : 0;
    }

    /** What is missed is missed until it comes back, however long it is ago that it was there. */
    private static boolean isMissedAlready(Rule rule, @Nullable Standing known) {
        return rule.kind() == RuleKind.ABSENCE && known != null && known.isRaised();
    }

    private static void tell(
            Standing.Turn turn,
            Rule rule,
            Target target,
            Readout.Figure figure,
            double worst,
            long badFor,
            List<Turning> turnings) {
        Turning.Kind kind = switch (turn) {
            case NOTHING -> null;
            case BEGAN -> Turning.Kind.BEGAN;
            case GOES_ON -> Turning.Kind.GOES_ON;
            case AGAIN -> Turning.Kind.AGAIN;
            case ENDED -> Turning.Kind.ENDED;
        };
        if (kind != null) {
            turnings.add(
                    new Turning(kind, rule, target, figure.value(), worst, figure.calls(), badFor, figure.plain()));
        }
    }

    /** Ends what is no target any more after a while, and at once what has no rule any more. */
    private void endTheRest(Collection<Rule> rules, Set<Long> judged, Set<Key> seen, long now, List<Turning> turnings) {
        Map<Long, Rule> byId = new HashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        for (Iterator<Map.Entry<Key, Standing>> all = standings.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, Standing> each = all.next();
            Key key = each.getKey();
            if (seen.contains(key)) {
                continue;
            }
            Rule rule = byId.get(key.ruleId());
            if (rule == null) {
                all.remove();
                continue;
            }
            if (judged.contains(rule.id()) && isMissedAlready(rule, each.getValue()) && fits.isThere(key.target())) {
                Standing.Turn stays = each.getValue().take(rule, 0, now);
                tell(stays, rule, key.target(), MISSING, each.getValue().worst(), 0, turnings);
                continue;
            }
            Standing.Turn turn = each.getValue().miss(now, judged.contains(rule.id()) ? PATIENCE.toNanos() : 0);
            tell(turn, rule, key.target(), Readout.Figure.NONE, each.getValue().worst(), 0, turnings);
            if (each.getValue().isIdle()) {
                all.remove();
            }
        }
    }
}
