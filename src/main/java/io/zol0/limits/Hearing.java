package io.zol0.limits;

import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Freeze.Scope;
import io.zol0.limits.ProviderAnswer.Verdict;
import io.zol0.limits.Signal.Count;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the limits and the ban guard what the answers of one upstream say: each count goes to the quotas that were made from the
 * preset's quota it speaks of, each refusal and ban to the scope that it is about, and what became of a call to the controllers of
 * its quotas. Each change of preset or quotas makes another.
 */
public final class Hearing {
    private static final long ALL = 0;

    private final long upstreamId;
    private final Preset preset;
    private final Readings readings;
    private final List<Heard> quotas;
    private final List<Quota> all;
    private final Limits limits;
    private final BanGuard guard;

    /** A quota of ours and the preset's quota that it was made from. */
    private record Heard(Quota quota, String of) {}

    /**
     * @param preset the upstream's
     * @param quotas those of the upstream; what was made from another preset, or from none, is told no counts
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
        this.all = List.copyOf(quotas);
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
        Verdict verdict = verdict(signal.meaning());
        boolean refusal = verdict == Verdict.REFUSED || verdict == Verdict.BANNED;
        if (refusal || call.isSteered()) {
            long about = refusal ? about(call, signal) : ALL;
            for (Quota quota : all) {
                boolean concerned = about == ALL || about == quota.id();
                limits.answered(
                        call,
                        quota.id(),
                        concerned ? verdict : Verdict.LOST,
                        concerned ? used(quota, signal) : Signal.UNKNOWN,
                        concerned ? signal.until() : null);
            }
        }
    }

    /** A call was sent and nothing came back in time. */
    public void unanswered(Granted call) {
        ended(call, Verdict.TIMED_OUT);
    }

    /** Whoever asked went away before an answer came. */
    public void abandoned(Granted call) {
        ended(call, Verdict.LOST);
    }

    private void ended(Granted call, Verdict verdict) {
        if (call.isSteered()) {
            all.forEach(quota -> limits.answered(call, quota.id(), verdict, Signal.UNKNOWN, null));
        }
    }

    /** A failure has passed the limit; what is forbidden may have come from elsewhere. */
    private static Verdict verdict(Meaning meaning) {
        return switch (meaning) {
            case FINE, FAILED -> Verdict.SERVED;
            case REFUSED, NEAR_BAN -> Verdict.REFUSED;
            case BANNED -> Verdict.BANNED;
            case OVERLOADED -> Verdict.TIMED_OUT;
            case FORBIDDEN -> Verdict.LOST;
        };
    }

    /** The quota that was exceeded; {@link #ALL} that a call fell under where none of them is known to be the one. */
    private long about(Granted call, Signal signal) {
        String about = exceeded(signal);
        for (Heard heard : quotas) {
            if (heard.of.equals(about) && call.budget(heard.quota.id()).isPresent()) {
                return heard.quota.id();
            }
        }
        return ALL;
    }

    private String exceeded(Signal signal) {
        return signal.quota() == null ? preset.quotas().getFirst().name() : signal.quota();
    }

    /** The count of a quota's first window. */
    private long used(Quota quota, Signal signal) {
        for (Heard heard : quotas) {
            if (heard.quota == quota) {
                for (Count count : signal.counts()) {
                    boolean first = count.period() == null
                            || count.period().equals(quota.windows().getFirst().period());
                    if (first && heard.of.equals(count.quota())) {
                        return count.spent();
                    }
                }
            }
        }
        return Signal.UNKNOWN;
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
        String about = exceeded(signal);
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
