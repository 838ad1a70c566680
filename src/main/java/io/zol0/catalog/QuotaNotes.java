package io.zol0.catalog;

import io.zol0.limits.Cost;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is right in a quota and yet maybe not meant so. */
final class QuotaNotes {
    private QuotaNotes() {}

    /** Notes on a quota that {@link QuotaRules} found right. */
    static List<Problem> of(Quota quota) {
        List<Problem> notes = new ArrayList<>();
        interval(quota, notes);
        heavy(quota, notes);
        neverReached(quota.windows(), notes);
        if (!quota.minInterval().isZero()
                && quota.maxWait().compareTo(quota.minInterval()) < 0
                && !quota.maxWait().isZero()) {
            notes.add(new Problem(
                    "maxWait",
                    "Calls wait for less than the least time between two calls, so a second one is mostly refused."));
        }
        return notes;
    }

    private static void interval(Quota quota, List<Problem> notes) {
        Duration interval = quota.minInterval();
        if (interval.isZero()) {
            return;
        }
        for (QuotaWindow window : quota.windows()) {
            long calls = Math.max(1, window.period().dividedBy(interval));
            double room = window.capacity() * (1 - quota.margin());
            if (calls < room) {
                notes.add(new Problem(
                        "minInterval",
                        "With a call every %s at most %,d go within %s, and the window has room for %,d; it is never used up."
                                .formatted(words(interval), calls, words(window.period()), (long) room)));
                return;
            }
        }
    }

    private static void heavy(Quota quota, List<Problem> notes) {
        long room = quota.windows().stream()
                .mapToLong(window -> (long) (window.capacity() * (1 - quota.margin())))
                .min()
                .orElse(Long.MAX_VALUE);
        for (int i = 0; i < quota.costs().size(); i++) {
            Cost cost = quota.costs().get(i);
            long most = Math.max(
                    cost.weight(),
                    cost.steps().stream().mapToLong(Cost.Step::weight).max().orElse(0));
            if (most > room) {
                notes.add(new Problem(
                        "costs[" + i + "].weight",
                        "A call to %s may weigh %,d, and a window has room for %,d after the margin: such a call never goes."
                                .formatted(cost.endpoint(), most, room)));
            }
        }
    }

    private static void neverReached(List<QuotaWindow> windows, List<Problem> notes) {
        for (int i = 0; i < windows.size(); i++) {
            QuotaWindow window = windows.get(i);
            windows.stream()
                    .filter(other -> other.kind() == window.kind() && !other.equals(window))
                    .filter(other -> other.period().compareTo(window.period()) >= 0
                            && other.capacity() <= window.capacity()
                            && !(other.period().equals(window.period()) && other.capacity() == window.capacity()))
                    .min(Comparator.comparingLong(QuotaWindow::capacity))
                    .map(QuotaWindow::capacity)
                    .map(capacity -> "Another window lets through %,d in as long a time, so this one is never full."
                            .formatted(capacity))
                    .map(sentence -> new Problem("windows", sentence))
                    .ifPresent(notes::add);
        }
    }

    private static String words(Duration time) {
        if (time.toMillis() % 1000 != 0) {
            return time.toMillis() + " ms";
        }
        long seconds = time.toSeconds();
        return seconds % 60 != 0 ? seconds + " s" : seconds % 3600 != 0 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
