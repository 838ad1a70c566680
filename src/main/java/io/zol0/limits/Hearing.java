package io.zol0.limits;

import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Freeze.Scope;
import io.zol0.limits.Signal.Count;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the limits and the ban guard what the answers of one upstream say: each count goes to the quotas that were made from the
 * preset's quota it speaks of, each refusal and ban to the scope that it is about. Each change of preset or quotas makes another.
 */
public final class Hearing {
    private final long upstreamId;
    private final Preset preset;
    private final Readings readings;
    private final List<Heard> quotas;
    private final Limits limits;
    private final BanGuard guard;

    /** A quota of ours and the preset's quota that it was made from. */
    private record Heard(Quota quota, String of) {}

    /**
     * @param preset the upstream's
     * @param quotas those of the upstream; what was made from another preset, or from none, is told nothing
     */
    public Hearing(long upstreamId, Preset preset, Collection<Quota> quotas, Limits limits, BanGuard guard) {
        this.upstreamId = upstreamId;
        this.preset = preset;
        this.limits = limits;
        this.guard = guard;
        this.readings = Readings.of(preset, quotas);
        List<Heard> heard = new ArrayList<>();
        for (Quota quota : quotas) {
            Presets.Origin origin = Presets.origin(quota.preset(), List.of(preset));
            if (origin != null) {
                heard.add(new Heard(quota, origin.quota().name()));
            }
        }
        this.quotas = List.copyOf(heard);
    }

    /** What the answers are read with. */
    public Readings readings() {
        return readings;
    }

    /** An answer to a call said this. */
    public void heard(Granted call, Signal signal) {
        for (Count count : signal.counts()) {
            observe(call, count);
        }
        if (signal.meaning() == Meaning.FINE) {
            if (!guard.isQuiet()) {
                fine(call, signal);
            }
        } else {
            guard.heard(scope(call, signal), upstreamId, preset.title(), signal);
        }
    }

    private void observe(Granted call, Count count) {
        for (Heard heard : quotas) {
            if (heard.of.equals(count.quota()) && call.budget(heard.quota.id()).isPresent()) {
                limits.observe(
                        call,
                        heard.quota.id(),
                        new ProviderCount(
                                count.period(), said(count.spent()), said(count.limit()), said(count.remaining())));
            }
        }
    }

    private static @Nullable Long said(long number) {
        return number == Signal.UNKNOWN ? null : number;
    }

    /** Each scope that a call belongs to was answered properly. */
    private void fine(Granted call, Signal signal) {
        guard.heard(new Scope.OfUpstream(upstreamId), upstreamId, preset.title(), signal);
        for (Heard heard : quotas) {
            call.budget(heard.quota.id())
                    .ifPresent(budget -> guard.heard(
                            new Scope.OfBudget(heard.quota.id(), budget), upstreamId, preset.title(), signal));
        }
    }

    /**
     * What is frozen: a ban of the address is the whole upstream's; a refusal, and what is about a key, is the budget's that the
     * call was spent from, and the whole upstream's where there is none.
     */
    private Scope scope(Granted call, Signal signal) {
        String about = signal.quota() == null ? preset.quotas().getFirst().name() : signal.quota();
        if (signal.perKey() || signal.meaning() != Meaning.BANNED) {
            for (Heard heard : quotas) {
                BudgetKey budget =
                        heard.of.equals(about) ? call.budget(heard.quota.id()).orElse(null) : null;
                if (budget != null) {
                    return new Scope.OfBudget(heard.quota.id(), budget);
                }
            }
        }
        return new Scope.OfUpstream(upstreamId);
    }
}
