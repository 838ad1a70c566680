package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/** Says what a quota that is being thought of would have done to the calls of the last day. */
@Service
public class Hindsight {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LEAST = Duration.ofHours(1);

    private final MinuteTable table;
    private final Clock clock;

    @Autowired
    Hindsight(DataSource database, ObjectProvider<Clock> clock) {
        this(new MinuteTable(database), clock.getIfUnique(Clock::systemUTC));
    }

    Hindsight(MinuteTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** What it would have done to the calls of a scope; those answered from the cache are not concerned. */
    public Answer<HeldCalls> lastDay(Scope scope, ProposedQuota quota) {
        return History.asked(() -> {
            Instant to = clock.instant().truncatedTo(ChronoUnit.MINUTES);
            Instant since = table.past().first(new Scope.Everything()).orElse(to);
            Instant from = since.isAfter(to.minus(DAY)) ? since : to.minus(DAY);
            Duration recorded = Duration.between(from, to);
            return recorded.compareTo(LEAST) < 0
                    ? new HeldCalls.NotEnough(recorded.isNegative() ? Duration.ZERO : recorded)
                    : Rehearsal.of(quota, history(scope, quota, from, to), recorded);
        });
    }

    /** All calls at the usual weight, and what those of single endpoints spend more or less than that. */
    private List<CallsPerMinute> history(Scope scope, ProposedQuota quota, Instant from, Instant to) {
        Map<Long, CallsPerMinute> byMinute = new TreeMap<>();
        if (scope instanceof Scope.OfEndpoint(long id)) {
            add(byMinute, scope, from, to, 1, quota.weights().getOrDefault(id, quota.weight()));
        } else {
            add(byMinute, scope, from, to, 1, quota.weight());
            quota.weights()
                    .forEach((id, weight) ->
                            add(byMinute, new Scope.OfEndpoint(id), from, to, 0, weight - quota.weight()));
        }
        return List.copyOf(byMinute.values());
    }

    private void add(
            Map<Long, CallsPerMinute> byMinute, Scope scope, Instant from, Instant to, int each, double weight) {
        table.readCounts(scope, from, to, (minute, minutes, calls) -> {
            double share = (double) calls / minutes;
            long first = minute.getEpochSecond() / 60;
            for (long at = first; at < first + minutes; at++) {
                byMinute.merge(
                        at,
                        new CallsPerMinute(at, share * each, share * weight),
                        (known, more) -> known.plus(more.calls(), more.weight()));
            }
        });
    }
}
