package io.zol0.limits;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of an installation, and what is left in them. Safe for any number of threads; nothing in it blocks, and it has no
 * thread of its own.
 *
 * <p>At most {@value #MOST_BUDGETS} budgets a quota are kept: what comes beyond shares one. At most {@value #MOST_WAITING} calls
 * an upstream wait: beyond, one is refused, a call of normal priority first.
 */
public final class Limits {
    /** Most budgets of one quota that are told apart. */
    public static final int MOST_BUDGETS = 200_000;

    /** Most calls to one upstream that wait. */
    public static final int MOST_WAITING = 10_000;

    private final Clock clock;
    private final LongSupplier ticker;
    private final KeyHash keyHash;
    private final ControllerSteps steps;
    private final Map<Long, LiveUpstream> byUpstream = new ConcurrentHashMap<>();
    private final Map<Long, LiveUpstream> byQuota = new ConcurrentHashMap<>();

    /**
     * @param clock wall clock, by which aligned windows begin; may jump
     * @param ticker nanoseconds that only go on, as {@link System#nanoTime}
     * @param keyHash under a secret of the installation
     */
    public Limits(Clock clock, LongSupplier ticker, KeyHash keyHash) {
        this(clock, ticker, keyHash, ControllerSteps.NONE);
    }

    /** @param steps hears of every step of an operating level */
    public Limits(Clock clock, LongSupplier ticker, KeyHash keyHash, ControllerSteps steps) {
        this.clock = clock;
        long start = ticker.getAsLong();
        this.ticker = () -> ticker.getAsLong() - start;
        this.keyHash = keyHash;
        this.steps = steps;
    }

    /**
     * Adds a quota or takes a changed one instead. What was spent stays spent, and the calls that wait are looked at anew. Where
     * the first window, the margin or the control changed, the operating level begins again at what they say.
     */
    public void put(Quota quota) {
        LiveUpstream upstream = upstream(quota.upstreamId());
        LiveUpstream before = byQuota.put(quota.id(), upstream);
        if (before != null && before != upstream) {
            before.remove(quota.id());
        }
        upstream.put(quota);
    }

    /** Calls no longer fall under a quota; those that wait for it alone go on. Does nothing where there is none of that id. */
    public void remove(long quotaId) {
        LiveUpstream upstream = byQuota.remove(quotaId);
        if (upstream != null) {
            upstream.remove(quotaId);
        }
    }

    /** Removes all quotas and freezes of an upstream. */
    public void removeUpstream(long upstreamId) {
        LiveUpstream upstream = byUpstream.remove(upstreamId);
        if (upstream != null) {
            byQuota.values().removeIf(upstream::equals);
            upstream.clear();
        }
    }

    /** Checks a call against every quota that it falls under: it is spent from all of them or from none. */
    public Decision reserve(LimitedCall call) {
        LiveUpstream upstream = byUpstream.get(call.upstreamId());
        return upstream == null ? Granted.FREE : upstream.reserve(call);
    }

    /**
     * A provider spoke of its count in the answer to a call. Where it is higher than ours it is taken over, unless the window that
     * the call was spent from is over by now.
     */
    public void observe(Granted call, long quotaId, ProviderCount count) {
        LiveUpstream upstream = byQuota.get(quotaId);
        if (upstream != null) {
            upstream.observe(call, quotaId, count);
        }
    }

    /** The same without a call, as from a document of limits that was read. */
    public void observe(long quotaId, BudgetKey budget, ProviderCount count) {
        LiveUpstream upstream = byQuota.get(quotaId);
        if (upstream != null) {
            upstream.observe(quotaId, budget, count);
        }
    }

    /**
     * A call ended, and this is what that says to what moves the operating level of a quota. Says nothing the second time.
     *
     * @param used weight that the provider counts in the quota's first window; below 0 where it does not say
     * @param until when it wants to be asked again; null where it does not say
     */
    void answered(Granted call, long quotaId, ProviderAnswer.Verdict verdict, long used, @Nullable Instant until) {
        boolean refused = verdict == ProviderAnswer.Verdict.REFUSED || verdict == ProviderAnswer.Verdict.BANNED;
        if (call.isSteered() || refused) {
            LiveUpstream upstream = byQuota.get(quotaId);
            if (upstream != null) {
                upstream.answered(call, quotaId, verdict, used, until);
            }
        }
    }

    /**
     * Nothing of a scope goes out until then: calls wait where their quota and patience let them, and are refused else. The later
     * end counts of two. Does nothing where the quota is not there.
     */
    public void freeze(Freeze.Scope scope, Freeze freeze) {
        LiveUpstream upstream = scope instanceof Freeze.Scope.OfUpstream(long id) ? upstream(id) : of(scope);
        if (upstream != null) {
            upstream.freeze(scope, freeze);
        }
    }

    /** Ends a freeze early. */
    public void thaw(Freeze.Scope scope) {
        LiveUpstream upstream = of(scope);
        if (upstream != null) {
            upstream.thaw(scope);
        }
    }

    /** The freeze of just this scope that has not ended. */
    public Optional<Freeze> frozen(Freeze.Scope scope) {
        return Optional.ofNullable(of(scope)).map(upstream -> upstream.frozen(scope));
    }

    /**
     * Sets the most weight that a quota's first window lets through, kept between its floor and ceiling; what was spent stays
     * spent. A token bucket and a decaying counter come back at this much a period as well.
     *
     * @return the level taken; empty where the quota is not there
     */
    public OptionalLong operatingLevel(long quotaId, long weight) {
        LiveUpstream upstream = byQuota.get(quotaId);
        Long level = upstream == null ? null : upstream.level(quotaId, weight);
        return level == null ? OptionalLong.empty() : OptionalLong.of(level);
    }

    /**
     * Where the operating level of a quota is.
     *
     * @param version of the quota
     * @param weight the most that its first window lets through
     */
    public record Level(long quotaId, long upstreamId, long version, long weight) {}

    /**
     * The operating level that a quota had when ZoL0 was stopped, from which it goes on: what was learned, or what a refusal lowered.
     * Does nothing where the quota is another one by now.
     *
     * @param version of the quota then
     */
    public void resume(long quotaId, long version, long weight) {
        LiveUpstream upstream = byQuota.get(quotaId);
        if (upstream != null) {
            upstream.resume(quotaId, version, weight);
        }
    }

    /** Where the operating level of every quota is that is checked. */
    public List<Level> levels() {
        return byUpstream.values().stream()
                .flatMap(upstream -> upstream.levels().stream())
                .toList();
    }

    /** Where a quota stands; empty where it is not there. */
    public Optional<QuotaState> state(long quotaId) {
        return Optional.ofNullable(byQuota.get(quotaId)).map(upstream -> upstream.state(quotaId));
    }

    /** Where every quota stands, in the order of their ids. */
    public List<QuotaState> states() {
        return byUpstream.values().stream()
                .flatMap(upstream -> upstream.states().stream())
                .sorted(Comparator.comparingLong(state -> state.quota().id()))
                .toList();
    }

    /** Until when nothing goes to an upstream. */
    public Optional<Freeze> frozenUpstream(long upstreamId) {
        return frozen(new Freeze.Scope.OfUpstream(upstreamId));
    }

    /**
     * What to tell the caller of a call that was refused, in the fields of the standard, about each quota that it fell under; those
     * in dry run are left out.
     */
    public List<Standing> standings(LimitedCall call) {
        LiveUpstream upstream = byUpstream.get(call.upstreamId());
        return upstream == null ? List.of() : upstream.standings(call);
    }

    /**
     * Drops budgets that nothing is spent from and looks after calls whose loop has ended; to be called about once a second, from
     * any thread but an event loop.
     */
    public void tidy() {
        byUpstream.values().forEach(LiveUpstream::tidy);
    }

    private LiveUpstream upstream(long id) {
        return byUpstream.computeIfAbsent(id, made -> new LiveUpstream(clock, ticker, keyHash, steps));
    }

    /** Calls to an upstream that wait. */
    int waiting(long upstreamId) {
        LiveUpstream upstream = byUpstream.get(upstreamId);
        return upstream == null ? 0 : upstream.waiting();
    }

    private @Nullable LiveUpstream of(Freeze.Scope scope) {
        return switch (scope) {
            case Freeze.Scope.OfUpstream(long id) -> byUpstream.get(id);
            case Freeze.Scope.OfQuota(long id) -> byQuota.get(id);
            case Freeze.Scope.OfBudget(long id, BudgetKey budget) -> byQuota.get(id);
        };
    }
}
