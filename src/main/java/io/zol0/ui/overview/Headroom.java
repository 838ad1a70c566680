package io.zol0.ui.overview;

import io.zol0.limits.BudgetState;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaState;
import io.zol0.ui.parts.Figures;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the quota that has least.
 *
 * @param left its share, 0 to 1
 * @param exhaustedIn when it is empty at the present rate; null where it will not be
 */
record Headroom(Quota quota, double left, @Nullable Duration exhaustedIn, boolean frozen) {
    private static final double LITTLE = 0.1;

    /** Of those that are switched on; empty where none is. */
    static Optional<Headroom> of(List<QuotaState> states) {
        return states.stream()
                .filter(state -> state.quota().enabled() && !state.fullest().isEmpty())
                .map(Headroom::of)
                .min(Comparator.comparing((Headroom each) -> !each.frozen()).thenComparingDouble(Headroom::left));
    }

    private static Headroom of(QuotaState state) {
        BudgetState budget = state.fullest().getFirst();
        boolean frozen = state.freeze() != null || budget.freeze() != null;
        return new Headroom(state.quota(), budget.headroom(), budget.exhaustedIn(), frozen);
    }

    String figure() {
        return frozen ? "frozen" : Figures.percent(left);
    }

    String words() {
        Duration in = exhaustedIn;
        return quota.name()
                + (in == null
                        ? ", does not run out"
                        : in.isZero() ? ", empty now" : ", empty in " + Figures.time(whole(in)));
    }

    String path() {
        return "quotas/" + quota.id();
    }

    boolean worrying() {
        return frozen || left < LITTLE;
    }

    /** Whole seconds, so that it does not flicker. */
    private static Duration whole(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0 ? time : Duration.ofSeconds(time.toSeconds());
    }
}
