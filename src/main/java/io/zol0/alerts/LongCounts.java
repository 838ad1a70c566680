package io.zol0.alerts;

import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Calls and failures of everything in the last six hours, which live windows do not hold: one query a minute for all rules. While
 * the history cannot be read what is known holds for a quarter of an hour; then nothing is said.
 */
@Component
class LongCounts {
    /** What it covers. */
    static final Duration WINDOW = Duration.ofHours(6);

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration GOOD_FOR = Duration.ofMinutes(15);

    private final History history;
    private final Clock clock;
    private Map<Subject, Count> counts = Map.of();
    private Instant asked = Instant.MIN;
    private Instant read = Instant.MIN;

    /** Calls, and how many of them failed. */
    record Count(long calls, long failed) {
        static final Count NONE = new Count(0, 0);

        double share() {
            return calls == 0 ? 0 : (double) failed / calls;
        }

        Count plus(long more, long moreFailed) {
            return new Count(calls + more, failed + moreFailed);
        }
    }

    LongCounts(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /** Reads again where it is time to. */
    void refresh() {
        Instant now = clock.instant();
        if (asked.isAfter(now.minus(EVERY)) && !asked.isAfter(now)) {
            return;
        }
        asked = now;
        switch (history.calls(now.minus(WINDOW), now)) {
            case Answer.Found<List<History.Calls>>(List<History.Calls> all) -> {
                counts = sum(all);
                read = now;
            }
            case Answer.Unavailable<List<History.Calls>> away -> {
                if (read.isBefore(now.minus(GOOD_FOR))) {
                    counts = Map.of();
                }
            }
        }
    }

    private static Map<Subject, Count> sum(List<History.Calls> all) {
        Map<Subject, Count> sums = new HashMap<>();
        for (History.Calls each : all) {
            if (each.endpointId() == 0) {
                add(sums, Subject.upstream(each.upstreamId()), each);
                add(sums, Subject.WHOLE, each);
            } else {
                add(sums, Subject.endpoint(each.endpointId(), each.upstreamId()), each);
            }
        }
        return sums;
    }

    private static void add(Map<Subject, Count> sums, Subject subject, History.Calls more) {
        sums.merge(
                subject,
                new Count(more.calls(), more.failed()),
                (known, added) -> known.plus(added.calls(), added.failed()));
    }

    Count of(Subject subject) {
        return counts.getOrDefault(subject, Count.NONE);
    }
}
