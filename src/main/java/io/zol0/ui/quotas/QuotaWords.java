package io.zol0.ui.quotas;

import io.zol0.limits.BudgetKey;
import io.zol0.limits.BudgetState;
import io.zol0.limits.Freeze;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaState;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WindowState;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Per;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is said of quotas and of where they stand. */
public final class QuotaWords {
    /** Share of a window by which the provider has to count more than we do before that is put down to somebody else. */
    private static final double NOTABLE_GAP = 0.05;

    private QuotaWords() {}

    /** A window in a few words: {@code 1,200 a minute by the clock}. */
    public static String window(QuotaWindow window) {
        String most = Figures.count(window.capacity());
        return switch (window.kind()) {
            case ALIGNED -> "%s %s by the clock".formatted(most, Per.words(window.period()));
            case ROLLING -> "%s in %s".formatted(most, Per.any(window.period()));
            case TOKEN_BUCKET -> "bucket of %s, full again in %s".formatted(most, Durations.write(window.period()));
            case DECAYING -> "counter up to %s, down again in %s".formatted(most, Durations.write(window.period()));
        };
    }

    /** All windows of a quota. */
    public static String windows(Quota quota) {
        return String.join(
                " and ", quota.windows().stream().map(QuotaWords::window).toList());
    }

    /** Which calls share a budget. */
    public static String scope(QuotaScope scope) {
        List<String> apart = new ArrayList<>();
        if (scope.key() != null) {
            apart.add("API key (" + scope.key().name() + ")");
        }
        if (scope.perCaller()) {
            apart.add("caller");
        }
        if (scope.perEndpoint()) {
            apart.add("endpoint");
        }
        String which = scope.endpoints().isEmpty()
                ? "all calls"
                : scope.endpoints().size() == 1
                        ? scope.endpoints().getFirst()
                        : "%d patterns of endpoints".formatted(scope.endpoints().size());
        return apart.isEmpty() ? "one budget for " + which : "a budget for each " + list(apart) + ", " + which;
    }

    private static String list(List<String> words) {
        return words.size() == 1
                ? words.getFirst()
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    /** A budget's name among those of its quota. */
    public static String budget(BudgetKey key, boolean overflow) {
        if (overflow) {
            return "all that came beyond the bound";
        }
        List<String> parts = new ArrayList<>();
        if (key.keyHash() != 0) {
            parts.add("key " + String.format("%016x", key.keyHash()).substring(0, 6) + "…");
        }
        if (key.caller() != null) {
            parts.add(key.caller());
        }
        if (key.endpoint() != null) {
            parts.add(key.endpoint());
        }
        return parts.isEmpty() ? "all calls" : String.join(", ", parts);
    }

    /** Which budget is shown, where there are several. */
    static String which(QuotaState state) {
        if (state.budgets() <= 1 || state.fullest().isEmpty()) {
            return "";
        }
        BudgetState budget = state.fullest().getFirst();
        return "The fullest of %s budgets: %s"
                .formatted(Figures.count(state.budgets()), budget(budget.key(), budget.overflow()));
    }

    /** Why and how much longer nothing goes out; empty where it does. */
    static String frozen(QuotaState state, Instant now) {
        Freeze freeze = state.freeze();
        return freeze == null ? "" : "Frozen, %s left: %s".formatted(left(freeze, now), freeze.reason());
    }

    /** What the provider refused. */
    static String theirs(long refused) {
        return refused == 0
                ? "The provider refused no call of this upstream in the last hour."
                : "The provider refused %s of this upstream in the last hour.".formatted(calls(refused));
    }

    /** How full a window is: {@code 612 of 1,080 used, 43 % left, begins anew in 23 s}. */
    public static String fill(WindowState state) {
        String left = "%s of %s used, %s left"
                .formatted(
                        Figures.count(state.used()), Figures.count(state.allowed()), Figures.percent(state.headroom()));
        if (state.used() == 0) {
            return left;
        }
        String until = Figures.time(rounded(state.fullIn()));
        return left
                + switch (state.window().kind()) {
                    case ALIGNED -> ", begins anew in " + until;
                    case ROLLING -> ", all back in " + until;
                    case TOKEN_BUCKET, DECAYING -> ", full again in " + until;
                };
    }

    /** What the provider counted when it spoke last, where it did. */
    public static Optional<String> provider(WindowState state) {
        if (state.providerUsed() == null) {
            return Optional.empty();
        }
        long gap = state.providerGap() == null ? 0 : state.providerGap();
        String count = "the provider counted " + Figures.count(state.providerUsed())
                + (state.providerLimit() == null ? "" : " of " + Figures.count(state.providerLimit()));
        if (gap <= 0) {
            return Optional.of(count);
        }
        String more = count + ", " + Figures.count(gap) + " more than we sent";
        return Optional.of(gap >= NOTABLE_GAP * state.allowed() ? more + ": someone else spends it too" : more);
    }

    /** When the fullest budget is empty at the present rate. */
    public static String exhaustion(BudgetState budget) {
        Duration in = budget.exhaustedIn();
        if (budget.spentPerMinute() == 0) {
            return "Nothing was spent in the last minute.";
        }
        String rate = "%s a minute are spent".formatted(Figures.count(budget.spentPerMinute()));
        if (in == null) {
            return rate + "; at this rate it does not run out.";
        }
        return in.isZero() || in.isNegative()
                ? rate + "; it is empty now."
                : rate + "; at this rate it is empty in " + Figures.time(rounded(in)) + ".";
    }

    /** Who waits. */
    public static String queue(QuotaState state) {
        int high = state.fullest().stream().mapToInt(BudgetState::waitingHigh).sum();
        int normal = state.fullest().stream().mapToInt(BudgetState::waiting).sum();
        if (high + normal == 0) {
            return "No call waits.";
        }
        return "%s wait: %s of high priority, %s of normal."
                .formatted(calls(high + normal), Figures.count(high), Figures.count(normal));
    }

    /** What became of the calls that came to the quota since it was set. */
    public static List<String> tally(QuotaState state) {
        QuotaState.Tally tally = state.tally();
        List<String> said = new ArrayList<>();
        said.add("%s let through".formatted(calls(tally.granted())));
        long normal = tally.waited() - tally.waitedHigh();
        addWaited(said, tally.waitedHigh(), tally.waitedHighNanos(), "of high priority");
        addWaited(said, normal, tally.waitedNanos() - tally.waitedHighNanos(), "of normal priority");
        add(said, tally.empty(), "refused for want of room");
        add(said, tally.queueFull(), "refused because too many waited");
        add(said, tally.tooHeavy(), "refused because they never fit");
        add(said, tally.frozen(), "refused while frozen");
        add(said, tally.gone(), "left while they waited");
        add(said, tally.wouldHaveHeld(), "would have been held (dry run)");
        return said;
    }

    private static void addWaited(List<String> said, long count, long nanos, String priority) {
        if (count > 0) {
            said.add("%s %s waited, %s on average"
                    .formatted(Figures.count(count), priority, Figures.time(Duration.ofNanos(nanos / count))));
        }
    }

    private static void add(List<String> said, long count, String what) {
        if (count > 0) {
            said.add(Figures.count(count) + " " + what);
        }
    }

    /** {@code 1 call}, {@code 23 calls}. */
    static String calls(long count) {
        return count == 1 ? "1 call" : Figures.count(count) + " calls";
    }

    /** How much longer nothing goes out: {@code 1:42}. */
    public static String left(Freeze freeze, Instant now) {
        long seconds = Math.max(0, Duration.between(now, freeze.until()).toSeconds());
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** One sentence over all of them. */
    static String sentence(List<QuotaState> states, long frozen) {
        if (states.isEmpty()) {
            return "No call is limited yet.";
        }
        String count = states.size() == 1 ? "1 quota" : states.size() + " quotas";
        if (frozen > 0) {
            return count + ", " + frozen + " of them frozen by the provider's ban.";
        }
        Optional<QuotaState> tightest = states.stream()
                .filter(state -> state.quota().enabled() && !state.fullest().isEmpty())
                .min(Comparator.comparingDouble(
                        state -> state.fullest().getFirst().headroom()));
        return tightest.map(state -> "%s. %s has least left: %s."
                        .formatted(
                                count,
                                state.quota().name(),
                                Figures.percent(state.fullest().getFirst().headroom())))
                .orElse(count + "; nothing was spent lately.");
    }

    /** Whole seconds, so that a countdown does not flicker. */
    private static Duration rounded(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0 ? time : Duration.ofSeconds(time.toSeconds());
    }
}
