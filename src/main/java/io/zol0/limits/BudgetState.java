package io.zol0.limits;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a budget stands.
 *
 * @param key which one
 * @param overflow whether it is the one that is shared by all for which there was no room any more
 * @param windows in the order of the quota's
 * @param waitingHigh calls of high priority that wait for it
 * @param waiting calls of normal priority that wait for it
 * @param spentPerMinute weight spent in the last minute
 * @param exhaustedIn when it is empty at the rate of the last minute; zero where it is, null where it will not be
 * @param freeze null where it is not frozen
 */
public record BudgetState(
        BudgetKey key,
        boolean overflow,
        List<WindowState> windows,
        int waitingHigh,
        int waiting,
        long spentPerMinute,
        @Nullable Duration exhaustedIn,
        @Nullable Freeze freeze) {
    public BudgetState {
        windows = List.copyOf(windows);
    }

    /** Share that is left in the window that has least, 0 to 1. */
    public double headroom() {
        return tightest().headroom();
    }

    /** The window that has least left. */
    public WindowState tightest() {
        return windows.stream()
                .min(Comparator.comparingDouble(WindowState::headroom))
                .orElseThrow();
    }
}
