package io.zol0.gateway;

import io.zol0.limits.BudgetState;
import io.zol0.limits.QuotaState;
import io.zol0.limits.WindowState;
import io.zol0.metrics.Readings;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesSource;
import io.zol0.metrics.Subject;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Samples the quotas: what is used and left of each, what the provider counted, who else spends it, who waits and what was
 * refused. Where budgets are told apart it is the one with least left.
 *
 * <p>The {@value #MOST_QUOTAS} quotas made first have series; those beyond have none until one of them is removed.
 */
@Component
public final class QuotaSeries implements SeriesSource {
    static final int MOST_QUOTAS = 200;

    /** As many as a quota has at most. */
    private static final int MOST_WINDOWS = 4;

    private static final SeriesName LEFT = SeriesName.gauge("quota.left", "");
    private static final SeriesName WAITING = SeriesName.gauge("quota.waiting", "calls");
    private static final SeriesName WAITING_HIGH = SeriesName.gauge("quota.waiting.high", "calls");
    private static final SeriesName WAITING_NORMAL = SeriesName.gauge("quota.waiting.normal", "calls");
    private static final SeriesName GRANTED = SeriesName.counter("quota.granted", "calls");
    private static final SeriesName WEIGHT = SeriesName.counter("quota.weight", "weight");
    private static final SeriesName WAITED = SeriesName.counter("quota.waited", "calls");
    private static final SeriesName WAITED_HIGH = SeriesName.counter("quota.waited.high", "calls");
    private static final SeriesName WAITS = SeriesName.counter("quota.waits", "ms");
    private static final SeriesName WAITS_HIGH = SeriesName.counter("quota.waits.high", "ms");
    private static final SeriesName REFUSED = SeriesName.counter("quota.refused", "calls");
    private static final SeriesName HELD = SeriesName.counter("quota.would_have_held", "calls");
    private static final SeriesName ELSEWHERE = SeriesName.counter("quota.elsewhere", "weight");
    private static final SeriesName ELSEWHERE_SHARE = SeriesName.gauge("quota.elsewhere_share", "");

    /** Used and counted by the provider, a name for each window. */
    private static final List<SeriesName> USED = ofWindows("used");

    private static final List<SeriesName> OURS = ofWindows("ours");

    private static final List<SeriesName> PROVIDER = ofWindows("provider");

    private static final double NANOS_A_MILLI = 1e6;

    private final Limiting limiting;

    QuotaSeries(Limiting limiting) {
        this.limiting = limiting;
    }

    private static List<SeriesName> ofWindows(String what) {
        return IntStream.rangeClosed(1, MOST_WINDOWS)
                .mapToObj(window -> SeriesName.gauge("quota." + what + ".window_" + window, "weight"))
                .toList();
    }

    /**
     * Weight that counts in a window.
     *
     * @param window its place in the quota, from 0
     */
    public static SeriesKey used(Subject quota, int window) {
        return USED.get(window).of(quota);
    }

    /**
     * Weight that we alone had counted in a window, at the time that the provider spoke where it did: what counts follows the
     * provider where it counted more, so that it would hide the difference.
     */
    public static SeriesKey ours(Subject quota, int window) {
        return OURS.get(window).of(quota);
    }

    /** Weight that the provider counted in a window; told while anything is spent in it. */
    public static SeriesKey provider(Subject quota, int window) {
        return PROVIDER.get(window).of(quota);
    }

    /** Calls of high priority that wait. */
    public static SeriesKey waitingHigh(Subject quota) {
        return WAITING_HIGH.of(quota);
    }

    /** Calls of normal priority that wait. */
    public static SeriesKey waitingNormal(Subject quota) {
        return WAITING_NORMAL.of(quota);
    }

    /** Share that is left in the window that has least, 0 to 1. */
    static SeriesKey left(Subject quota) {
        return LEFT.of(quota);
    }

    /** By which share of what is allowed the provider counted more than we did, 0 to 1; told where it said its count. */
    static SeriesKey elsewhereShare(Subject quota) {
        return ELSEWHERE_SHARE.of(quota);
    }

    @Override
    public void read(Readings into) {
        limiting.limits().states().stream().limit(MOST_QUOTAS).forEach(state -> read(state, into));
    }

    private static void read(QuotaState state, Readings into) {
        Subject quota = Subject.quota(state.quota().id(), state.quota().upstreamId());
        if (state.fullest().isEmpty()) {
            into.gauge(LEFT.of(quota), 1);
            for (int i = 0; i < state.quota().windows().size(); i++) {
                into.gauge(used(quota, i), 0);
                into.gauge(ours(quota, i), 0);
            }
        } else {
            read(state.fullest().getFirst(), quota, into);
        }
        into.gauge(WAITING.of(quota), state.waiting());
        into.gauge(
                WAITING_HIGH.of(quota),
                state.fullest().stream().mapToLong(BudgetState::waitingHigh).sum());
        into.gauge(
                WAITING_NORMAL.of(quota),
                state.fullest().stream().mapToLong(BudgetState::waiting).sum());
        QuotaState.Tally tally = state.tally();
        into.total(GRANTED.of(quota), tally.granted());
        into.total(WEIGHT.of(quota), tally.weight());
        into.total(WAITED.of(quota), tally.waited());
        into.total(WAITED_HIGH.of(quota), tally.waitedHigh());
        into.total(WAITS.of(quota), tally.waitedNanos() / NANOS_A_MILLI);
        into.total(WAITS_HIGH.of(quota), tally.waitedHighNanos() / NANOS_A_MILLI);
        into.total(REFUSED.of(quota), refused(tally));
        into.total(HELD.of(quota), tally.wouldHaveHeld());
        into.total(ELSEWHERE.of(quota), tally.elsewhere());
        state.fullest().stream()
                .flatMap(budget -> budget.windows().stream())
                .filter(window -> window.providerGap() != null && window.allowed() > 0)
                .mapToDouble(window -> (double) Math.max(0, window.providerGap()) / window.allowed())
                .max()
                .ifPresent(share -> into.gauge(ELSEWHERE_SHARE.of(quota), share));
    }

    private static long refused(QuotaState.Tally tally) {
        return tally.empty() + tally.queueFull() + tally.tooHeavy() + tally.frozen();
    }

    private static void read(BudgetState budget, Subject quota, Readings into) {
        into.gauge(LEFT.of(quota), budget.headroom());
        for (int i = 0; i < Math.min(MOST_WINDOWS, budget.windows().size()); i++) {
            WindowState window = budget.windows().get(i);
            into.gauge(used(quota, i), window.used());
            // With nothing spent, its last count is that of a window which is over.
            Long said = window.used() > 0 ? window.providerUsed() : null;
            Long gap = window.providerGap();
            into.gauge(ours(quota, i), said == null || gap == null ? window.used() : Math.max(0, said - gap));
            if (said != null) {
                into.gauge(provider(quota, i), said);
            }
        }
    }
}
