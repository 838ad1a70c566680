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

    /** By rule, so that a rule for which everything is fine costs no look-up for each target. */
    private final Map<Long, Map<Target, Standing>> standings = new HashMap<>();

    private final Fits fits;
    private int remembered;
    private long round;

    Evaluator(Fits fits) {
        this.fits = fits;
    }

    /** What became of everything in this round; what goes on is told too. */
    List<Turning> round(List<Rule> rules, Readout readout, long now) {
        List<Turning> turnings = new ArrayList<>();
        round++;
        Set<Long> judged = new HashSet<>();
        for (Rule rule : rules) {
            if (rule.enabled()) {
                judged.add(rule.id());
                judge(rule, readout, now, turnings);
            }
        }
        endTheRest(rules, judged, now, turnings);
        return turnings;
    }

    /** Goes on with an alert that was raised before this process led. */
    void adopt(long ruleId, Target target, double worst, long now) {
        if (standings.computeIfAbsent(ruleId, id -> new HashMap<>()).put(target, Standing.raised(now, worst)) == null) {
            remembered++;
        }
    }

    /** What could not be kept is raised again in the next round. */
    void again(Turning turning) {
        Standing standing =
                standings.getOrDefault(turning.rule().id(), Map.of()).get(turning.target());
        if (standing != null) {
            standing.again();
        }
    }

    /** Begins anew. */
    void forget() {
        standings.clear();
        remembered = 0;
    }

    int remembered() {
        return remembered;
    }

    private void judge(Rule rule, Readout readout, long now, List<Turning> turnings) {
        Predicate<Target> scope = fits.scopeOf(rule);
        Map<Target, Standing> own = standings.get(rule.id());
        for (Target target : fits.within(rule, scope, readout.targets(rule))) {
            Readout.Figure figure = readout.judged(rule, target);
            Standing known = own == null ? null : own.get(target);
            boolean usable = !Double.isNaN(figure.value())
                    && (figure.calls() >= leastCalls(rule) || isMissedAlready(rule, known));
            if (known == null) {
                if (!usable || !rule.isBad(figure.value()) || remembered >= MOST) {
                    continue;
                }
                known = new Standing(now);
                if (own == null) {
                    own = new HashMap<>();
                    standings.put(rule.id(), own);
                }
                own.put(target, known);
                remembered++;
            }
            known.seenIn(round);
            double worst = known.worst();
            Standing.Turn turn = usable ? known.take(rule, figure.value(), now) : known.miss(now, PATIENCE.toNanos());
            tell(turn, rule, target, figure, rule.worse(worst, known.worst()), known.badFor(now), turnings);
            if (own != null && known.isIdle()) {
                own.remove(target);
                remembered--;
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
    private void endTheRest(Collection<Rule> rules, Set<Long> judged, long now, List<Turning> turnings) {
        Map<Long, Rule> byId = new HashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        for (Iterator<Map.Entry<Long, Map<Target, Standing>>> all =
                        standings.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<Long, Map<Target, Standing>> each = all.next();
            Rule rule = byId.get(each.getKey());
            if (rule == null) {
                remembered -= each.getValue().size();
                all.remove();
                continue;
            }
            endTheRest(rule, judged.contains(rule.id()), each.getValue(), now, turnings);
            if (each.getValue().isEmpty()) {
                all.remove();
            }
        }
    }

    private void endTheRest(Rule rule, boolean judged, Map<Target, Standing> own, long now, List<Turning> turnings) {
        for (Iterator<Map.Entry<Target, Standing>> all = own.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Target, Standing> each = all.next();
            Standing standing = each.getValue();
            if (standing.isSeenIn(round)) {
                continue;
            }
            if (judged && isMissedAlready(rule, standing) && fits.isThere(each.getKey())) {
                Standing.Turn stays = standing.take(rule, 0, now);
                tell(stays, rule, each.getKey(), MISSING, standing.worst(), 0, turnings);
                continue;
            }
            Standing.Turn turn = standing.miss(now, judged ? PATIENCE.toNanos() : 0);
            tell(turn, rule, each.getKey(), Readout.Figure.NONE, standing.worst(), 0, turnings);
            if (standing.isIdle()) {
                all.remove();
                remembered--;
            }
        }
    }
}
