package io.zol0.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/** The names that are told apart on one day in UTC, at most so many; what comes beyond has to share one. */
final class NamesOfDay {
    private final int most;
    private final Set<String> names = new HashSet<>();
    private Instant day = Instant.MIN;

    NamesOfDay(int most) {
        this.most = most;
    }

    /** Whether a name is told apart now. */
    synchronized boolean takes(String name, Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        if (!today.equals(day)) {
            names.clear();
            day = today;
        }
        return names.contains(name) || (names.size() < most && names.add(name));
    }
}
