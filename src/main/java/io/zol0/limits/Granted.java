package io.zol0.limits;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call that is let through, and what was spent for it. */
public final class Granted implements Decision.Final {
    /** A call that no quota is about. */
    static final Granted FREE = new Granted(null, Match.NONE, "", 0);

    private final @Nullable LiveUpstream upstream;
    private final Match match;
    private final String caller;
    private final long callerHash;
    /** Of each quota the weight, then the hash of the key; null where no field of the call says them. */
    private final long @Nullable [] figures;

    private final @Nullable Budget[] budgets;
    /** By quota, what its controller is to be told with; null where no controller wants to know. */
    private @Nullable SentCall @Nullable [] sent;

    private long at;
    private long queuedNanos;
    private boolean returned;

    private Granted(@Nullable LiveUpstream upstream, Match match, String caller, long callerHash) {
        this.upstream = upstream;
        this.match = match;
        this.caller = caller;
        this.callerHash = callerHash;
        this.figures = match.varies() ? new long[2 * match.size()] : null;
        this.budgets = new Budget[match.size()];
    }

    /** Looks up what quotas ask of a call; nothing is spent yet. */
    Granted(@Nullable LiveUpstream upstream, Match match, LimitedCall call) {
        this(upstream, match, call.caller(), match.callerHash(call));
        for (int i = 0; figures != null && i < budgets.length; i++) {
            figures[2 * i] = match.weight(i, call);
            figures[2 * i + 1] = match.keyHash(i, call);
        }
    }

    /** Looks up its budgets, which may have been dropped since the last time. */
    void find(long now) {
        for (int i = 0; i < budgets.length; i++) {
            budgets[i] =
                    match.quota(i).budget(figures == null ? 0 : figures[2 * i + 1], caller, callerHash, match, now);
        }
    }

    /** What it would be by another match. */
    Granted by(Match other, LimitedCall call) {
        return new Granted(upstream, other, call);
    }

    Match match() {
        return match;
    }

    int size() {
        return budgets.length;
    }

    long weightAt(int i) {
        return figures == null ? match.weight(i) : figures[2 * i];
    }

    Budget budgetAt(int i) {
        Budget budget = budgets[i];
        if (budget == null) {
            throw new IllegalStateException("The budgets have not been looked up yet; call find first.");
        }
        return budget;
    }

    long at() {
        return at;
    }

    /** Whether it may go now, where those go before it that wait and came with a lower number. */
    boolean fits(long number, long now) {
        for (int i = 0; i < budgets.length; i++) {
            LiveQuota quota = match.quota(i);
            if (!quota.isShadow()
                    && (quota.frozen(now) != null
                            || !budgetAt(i).fits(weightAt(i), match.isHigh(i), now)
                            || mustWaitInLine(i, number))) {
                return false;
            }
        }
        return true;
    }

    /** What weighs nothing takes nothing from those that wait, but for the interval between calls. */
    boolean mustWaitInLine(int i, long number) {
        Line line = budgetAt(i).line();
        return !line.isEmpty()
                && (weightAt(i) > 0 || match.quota(i).minIntervalNanos() > 0)
                && line.goesBefore(match.isHigh(i), number);
    }

    void spend(long now, long waited) {
        at = now;
        queuedNanos = waited;
        for (int i = 0; i < budgets.length; i++) {
            LiveQuota quota = match.quota(i);
            Budget budget = budgetAt(i);
            long weight = weightAt(i);
            LiveQuota.Counts counts = quota.counts;
            if (quota.isShadow() && (quota.frozen(now) != null || !budget.fits(weight, match.isHigh(i), now))) {
                counts.wouldHaveHeld++;
            }
            budget.spend(weight, now);
            keep(i, quota.steering().sent(budget, weight, now));
            counts.granted++;
            counts.weight += weight;
            if (weight > 0) {
                match.row(i).add(caller, weight, now);
            }
        }
    }

    private void keep(int i, @Nullable SentCall call) {
        if (call != null) {
            if (sent == null) {
                sent = new SentCall[budgets.length];
            }
            sent[i] = call;
        }
    }

    /** Whether a controller wants to know what becomes of it. */
    boolean isSteered() {
        return sent != null;
    }

    /** Whether it had not been given back; it is from now on. */
    boolean takeBack(long now) {
        if (returned) {
            return false;
        }
        returned = true;
        for (int i = 0; i < budgets.length; i++) {
            budgetAt(i).giveBack(weightAt(i), at, now);
            answered(i, ProviderAnswer.Verdict.LOST, -1, null, now);
        }
        return true;
    }

    /** Tells what moves the level of a quota what became of the call; see {@link Steering#answered}. */
    void answered(int i, ProviderAnswer.Verdict verdict, long used, @Nullable Instant until, long now) {
        match.quota(i)
                .steering()
                .answered(sent == null ? null : sent[i], budgetAt(i), weightAt(i), at, verdict, used, until, now);
    }

    /** How long it waited; 0 where it did not. */
    public long queuedNanos() {
        return queuedNanos;
    }

    /** The budget of a quota that it was spent from; empty where the call did not fall under that quota. */
    public Optional<BudgetKey> budget(long quotaId) {
        int i = indexOf(quotaId);
        return i < 0 ? Optional.empty() : Optional.of(budgetAt(i).key);
    }

    /** Weight that it was counted with in a quota; 0 where the call did not fall under it. */
    public long weight(long quotaId) {
        int i = indexOf(quotaId);
        return i < 0 ? 0 : weightAt(i);
    }

    void forEachBudget(Consumer<Budget> action) {
        for (int i = 0; i < budgets.length; i++) {
            action.accept(budgetAt(i));
        }
    }

    int indexOf(long quotaId) {
        for (int i = 0; i < budgets.length; i++) {
            if (match.quota(i).quota().id() == quotaId) {
                return i;
            }
        }
        return -1;
    }

    /** The call was never sent: what was spent is given back, once. May be called from any thread. */
    public void giveBack() {
        if (upstream != null && budgets.length > 0) {
            upstream.giveBack(this);
        }
    }

    /**
     * What to tell its caller now in the fields of the standard about each quota that it fell under, but for those in dry run. It is
     * read when somebody asks: those that are told nothing do not wait for it.
     */
    public List<Standing> standings() {
        return upstream == null ? List.of() : upstream.standings(this);
    }

    /** That as {@code RateLimit-Policy}; the same text for as long as it is of the same windows with the same limits. */
    public String policy(List<Standing> standings) {
        return match.policy(standings);
    }
}
