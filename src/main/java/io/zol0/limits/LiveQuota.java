package io.zol0.limits;

import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A quota at work: its setting, the rules of its windows at the present operating level, and its budgets. */
final class LiveQuota {
    private final Function<QuotaWindow, TimeMeter> clocks;
    private Quota quota;
    private WindowRule[] rules;
    private RateLimitItem[] items;
    private int edition;
    private long level;
    private long minIntervalNanos;
    private boolean shadow;
    private boolean tellsApart;
    private boolean perCaller;
    private boolean perEndpoint;
    private final Steering steering;
    private Budgets budgets = new Budgets();
    /** Whose nothing tells apart, or there is no room any more to. */
    private Budget common;

    private @Nullable Frozen frozen;
    final Spending spending = new Spending();
    final Counts counts = new Counts();

    /** @param steps hears of every step of the operating level */
    LiveQuota(
            Quota quota,
            Function<QuotaWindow, TimeMeter> clocks,
            InstantSource wall,
            Consumer<ControllerStep> steps,
            long now) {
        this.quota = quota;
        this.clocks = clocks;
        this.level = standard(quota);
        note();
        this.rules = rules(new WindowRule[0]);
        this.items = items(quota, rules);
        this.common = new Budget(this, BudgetKey.SHARED, 0, now);
        this.steering = new Steering(this, wall, steps);
        steering.begin(false);
    }

    /** Takes a changed setting. Where it tells other things apart, each budget begins as full as the fullest there was. */
    void become(Quota changed, long now) {
        Quota was = quota;
        boolean sameWindow = was.windows().getFirst().equals(changed.windows().getFirst());
        boolean sameControl = was.control().equals(changed.control()) && was.whenEmpty() == changed.whenEmpty();
        boolean begins = !sameWindow || was.margin() != changed.margin() || !sameControl || steering.isLowered();
        if (begins) {
            level = standard(changed);
        }
        quota = changed;
        note();
        renew();
        if (begins) {
            steering.begin(sameWindow);
        }
        if (!was.scope().equals(changed.scope())) {
            Budget fullest = new Budget(this, BudgetKey.SHARED, 0, now);
            fullest.fill(common, now);
            budgets.forEach(budget -> fullest.fill(budget, now));
            forEachBudget(budget -> budget.dropped = true);
            budgets = new Budgets();
            common = fullest;
        }
    }

    /** Keeps at hand what each decision asks. */
    private void note() {
        QuotaScope scope = quota.scope();
        minIntervalNanos = quota.minInterval().toNanos();
        shadow = quota.whenEmpty() == WhenEmpty.SHADOW;
        perCaller = scope.perCaller();
        perEndpoint = scope.perEndpoint();
        tellsApart = scope.key() != null || perCaller || perEndpoint;
    }

    private static long standard(Quota quota) {
        return allowed(quota.windows().getFirst(), quota.margin());
    }

    /** Capacity less the margin; a share such as 0.93 of 100 is 93, though no binary fraction is. */
    private static long allowed(QuotaWindow window, double margin) {
        return (long) (window.capacity() * (1 - margin) + 1e-6);
    }

    /** Sets the operating level within floor and ceiling; answers what it became. */
    long level(long weight) {
        double capacity = quota.windows().getFirst().capacity();
        long floor = Math.max(1, (long) Math.ceil(capacity * quota.control().floor()));
        long ceiling = Math.max(floor, (long) (capacity * quota.control().ceiling()));
        long wanted = Math.clamp(weight, floor, ceiling);
        if (wanted != level) {
            level = wanted;
            renew();
        }
        return rules[0].allowed();
    }

    long level() {
        return rules[0].allowed();
    }

    Limits.Level standing() {
        return new Limits.Level(quota.id(), quota.upstreamId(), quota.version(), level());
    }

    Steering steering() {
        return steering;
    }

    private void renew() {
        rules = rules(rules);
        items = items(quota, rules);
        edition++;
    }

    private WindowRule[] rules(WindowRule[] were) {
        WindowRule[] made = new WindowRule[quota.windows().size()];
        for (int i = 0; i < made.length; i++) {
            QuotaWindow window = quota.windows().get(i);
            long most = i == 0 ? level : allowed(window, quota.margin());
            made[i] = WindowRule.of(window, most, quota.reserve(), clock(window, were));
        }
        return made;
    }

    private static RateLimitItem[] items(Quota quota, WindowRule[] rules) {
        RateLimitItem[] made = new RateLimitItem[rules.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = RateLimitItems.item(quota, i, rules[i].allowed());
        }
        return made;
    }

    private TimeMeter clock(QuotaWindow window, WindowRule[] were) {
        for (WindowRule was : were) {
            if (was.window().kind() == window.kind() && was.window().period().equals(window.period())) {
                return was.clock();
            }
        }
        return clocks.apply(window);
    }

    Quota quota() {
        return quota;
    }

    WindowRule[] rules() {
        return rules;
    }

    /** What callers are told of each window. */
    RateLimitItem[] items() {
        return items;
    }

    /** Counts the changes of the rules. */
    int edition() {
        return edition;
    }

    long minIntervalNanos() {
        return minIntervalNanos;
    }

    boolean isShadow() {
        return shadow;
    }

    boolean tellsApart() {
        return tellsApart;
    }

    /** Whether a weight is more than all that there ever is. */
    boolean neverFits(long weight, boolean high) {
        for (WindowRule rule : rules) {
            if (weight > rule.most(high)) {
                return true;
            }
        }
        return false;
    }

    /** The most weight of one call that there is ever room for. */
    long most(boolean high) {
        long least = Long.MAX_VALUE;
        for (WindowRule rule : rules) {
            least = Math.min(least, rule.most(high));
        }
        return least;
    }

    /** The budget of a call, made where there is none yet; beyond the bound, or where nothing is told apart, the one for all. */
    Budget budget(long keyHash, String caller, long callerHash, Match match, long now) {
        if (!tellsApart) {
            return common;
        }
        String whose = perCaller ? caller : null;
        String of = perEndpoint ? match.endpoint() : null;
        long hash = hash(keyHash, callerHash, match.endpointHash());
        Budget known = budgets.find(hash, keyHash, whose, of);
        return known != null ? known : added(new BudgetKey(keyHash, whose, of), hash, now);
    }

    private long hash(long keyHash, long callerHash, long endpointHash) {
        return keyHash + (perCaller ? 31 * callerHash : 0) + (perEndpoint ? 961 * endpointHash : 0);
    }

    private Budget added(BudgetKey key, long hash, long now) {
        if (budgets.size() >= Limits.MOST_BUDGETS) {
            return common;
        }
        Budget made = new Budget(this, key, hash, now);
        if (!common.isIdle(now)) {
            made.fill(common, now);
        }
        budgets.add(made, now);
        return made;
    }

    /** The budget of a key that was kept; null where it has none of its own. */
    @Nullable
    Budget find(BudgetKey key, KeyHash hashing) {
        if (!tellsApart()) {
            return common;
        }
        return budgets.find(hash(key, hashing), key.keyHash(), key.caller(), key.endpoint());
    }

    Budget findOrAdd(BudgetKey key, KeyHash hashing, long now) {
        Budget known = find(key, hashing);
        return known != null ? known : added(key, hash(key, hashing), now);
    }

    private long hash(BudgetKey key, KeyHash hashing) {
        String caller = key.caller();
        String endpoint = key.endpoint();
        return hash(
                key.keyHash(), caller == null ? 0 : hashing.hash(caller), endpoint == null ? 0 : Match.hash(endpoint));
    }

    /** How many are in use. */
    int budgets(long now) {
        return budgets.size() + (common.isIdle(now) ? 0 : 1);
    }

    void forEachBudget(Consumer<Budget> action) {
        action.accept(common);
        budgets.forEach(action);
    }

    boolean isOverflow(Budget budget) {
        return budget == common && tellsApart();
    }

    /** Drops what is idle in some places from one on; answers where to go on, or 0 after the last. */
    int tidy(int from, int places, long now) {
        return budgets.tidy(from, places, now);
    }

    @Nullable
    Frozen frozen(long now) {
        if (frozen != null) {
            frozen = Frozen.still(frozen, now);
        }
        return frozen;
    }

    void freeze(@Nullable Frozen until) {
        frozen = until;
    }

    /** What became of its calls. */
    static final class Counts {
        long granted;
        long weight;
        long waited;
        long waitedNanos;
        long waitedHigh;
        long waitedHighNanos;
        long empty;
        long queueFull;
        long tooHeavy;
        long frozen;
        long gone;
        long wouldHaveHeld;
        long elsewhere;

        void countWaited(long nanos, boolean high) {
            waited++;
            waitedNanos += nanos;
            if (high) {
                waitedHigh++;
                waitedHighNanos += nanos;
            }
        }

        void count(Refused.Why refusal) {
            switch (refusal) {
                case EMPTY -> empty++;
                case TOO_HEAVY -> tooHeavy++;
                case QUEUE_FULL -> queueFull++;
                case FROZEN -> frozen++;
                case TOO_LATE -> gone++;
            }
        }

        QuotaState.Tally tally() {
            return new QuotaState.Tally(
                    granted,
                    weight,
                    waited,
                    waitedNanos,
                    waitedHigh,
                    waitedHighNanos,
                    empty,
                    queueFull,
                    tooHeavy,
                    frozen,
                    gone,
                    wouldHaveHeld,
                    elsewhere);
        }
    }
}
