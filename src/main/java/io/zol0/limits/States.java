package io.zol0.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Describes quotas at work for those who look on. */
final class States {
    private static final int SHOWN = 100;
    private static final double NANOS_A_SECOND = 1e9;

    private States() {}

    private record Ranked(Budget budget, double left) {}

    static QuotaState of(LiveQuota quota, long now) {
        PriorityQueue<Ranked> emptiest =
                new PriorityQueue<>(Comparator.comparingDouble(Ranked::left).reversed());
        quota.forEachBudget(budget -> {
            if (!quota.isOverflow(budget) || !budget.isIdle(now)) {
                emptiest.add(new Ranked(budget, left(budget, now)));
                if (emptiest.size() > SHOWN) {
                    emptiest.poll();
                }
            }
        });
        List<BudgetState> fullest = emptiest.stream()
                .sorted(Comparator.comparingDouble(Ranked::left))
                .map(ranked -> of(ranked.budget(), now))
                .toList();
        return new QuotaState(
                quota.quota(),
                quota.rules()[0].allowed(),
                quota.budgets(now),
                fullest,
                quota.spending.byCaller(now),
                quota.spending.byEndpoint(now),
                quota.counts.tally(),
                freeze(quota.frozen(now)),
                quota.steering().estimate(),
                quota.steering().steps());
    }

    private static double left(Budget budget, long now) {
        double least = 1;
        for (Window window : budget.windows(now)) {
            double allowed = window.rule().allowed();
            least = Math.min(least, (allowed - window.used(now)) / allowed);
        }
        return least;
    }

    private static BudgetState of(Budget budget, long now) {
        Window[] windows = budget.windows(now);
        long perMinute = budget.spentInMinute(now);
        List<WindowState> states = new ArrayList<>();
        Duration exhausted = null;
        for (int i = 0; i < windows.length; i++) {
            states.add(of(windows[i], budget.lastSaid(i), now));
            Duration here = exhaustedIn(windows[i], perMinute, now);
            exhausted = here == null || (exhausted != null && exhausted.compareTo(here) < 0) ? exhausted : here;
        }
        return new BudgetState(
                budget.key,
                budget.quota.isOverflow(budget),
                states,
                budget.line().high(),
                budget.line().normal(),
                perMinute,
                exhausted,
                freeze(budget.frozen(now)));
    }

    private static WindowState of(Window window, @Nullable ProviderSaid said, long now) {
        WindowRule rule = window.rule();
        return new WindowState(
                rule.window(),
                rule.allowed(),
                rule.allowed() - window.most(false, now),
                window.used(now),
                Duration.ofNanos(window.emptyIn(now)),
                said == null ? null : said.used(),
                said == null ? null : said.limit(),
                said == null ? null : said.gap());
    }

    /** What comes in by the last minute, less what comes back meanwhile; an aligned window gives nothing back before its end. */
    private static @Nullable Duration exhaustedIn(Window window, long perMinute, long now) {
        WindowRule rule = window.rule();
        long used = window.used(now);
        long left = rule.allowed() - used;
        if (left <= 0) {
            return Duration.ZERO;
        }
        double period = rule.window().period().toNanos() / NANOS_A_SECOND;
        double back = switch (rule.window().kind()) {
            case ALIGNED -> 0;
            case ROLLING -> used / period;
            case TOKEN_BUCKET, DECAYING -> rule.allowed() / period;
        };
        double rate = perMinute / 60.0;
        boolean settlesBelow = rule.window().kind() == WindowKind.ROLLING && rate * period <= rule.allowed();
        double gained = rate - back;
        if (gained <= 0 || settlesBelow) {
            return null;
        }
        double seconds = left / gained;
        boolean endsBefore =
                rule.window().kind() == WindowKind.ALIGNED && seconds > window.emptyIn(now) / NANOS_A_SECOND;
        return endsBefore ? null : Duration.ofNanos((long) (seconds * NANOS_A_SECOND));
    }

    private static @Nullable Freeze freeze(@Nullable Frozen frozen) {
        return frozen == null ? null : frozen.freeze();
    }

    static List<Standing> standings(Granted call, long now) {
        List<Standing> standings = new ArrayList<>(call.size());
        for (int i = 0; i < call.size(); i++) {
            if (!call.match().quota(i).isShadow()) {
                standings.add(standing(call.budgetAt(i), now));
            }
        }
        return standings;
    }

    private static Standing standing(Budget budget, long now) {
        Window[] windows = budget.windows(now);
        int tightest = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < windows.length; i++) {
            double allowed = windows[i].rule().allowed();
            double left = (allowed - windows[i].used(now)) / allowed;
            if (left < least) {
                least = left;
                tightest = i;
            }
        }
        WindowRule rule = windows[tightest].rule();
        return new Standing(
                budget.quota.items()[tightest],
                tightest,
                rule.allowed(),
                Math.max(0, rule.allowed() - windows[tightest].used(now)),
                windows[tightest].emptyIn(now));
    }
}
