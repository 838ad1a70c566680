package io.zol0.gateway;

import io.zol0.limits.Ban;
import io.zol0.limits.BudgetState;
import io.zol0.limits.QuotaState;
import io.zol0.limits.WindowState;
import io.zol0.metrics.Readings;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesSource;
import io.zol0.metrics.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Samples what limits and provider say: how much of each quota is left, who else spends it, and how long bans last. */
@Component
final class LimitSeries implements SeriesSource {
    /** Share that is left of the budget that has least, 0 to 1. */
    static final SeriesName HEADROOM = SeriesName.gauge("quota.headroom", "");

    /** Calls that wait for a quota. */
    static final SeriesName WAITING = SeriesName.gauge("quota.waiting", "calls");

    /** By which share of what is allowed the provider counted more than we did, 0 to 1. */
    static final SeriesName ELSEWHERE = SeriesName.gauge("quota.elsewhere", "");

    /** How much longer a provider locks us out; 0 after a ban. */
    static final SeriesName BANNED = SeriesName.gauge("upstream.banned", "ms");

    /** How much longer calls are held since a ban would follow; 0 after that. */
    static final SeriesName NEAR_BAN = SeriesName.gauge("upstream.near_ban", "ms");

    private final Limiting limiting;
    private final Clock clock;
    private final Set<Long> banned = new HashSet<>();
    private final Set<Long> close = new HashSet<>();

    LimitSeries(Limiting limiting, Clock clock) {
        this.limiting = limiting;
        this.clock = clock;
    }

    @Override
    public void read(Readings into) {
        limiting.limits().states().forEach(state -> read(state, into));
        read(Ban.Kind.BANNED, BANNED, banned, into);
        read(Ban.Kind.NEAR_BAN, NEAR_BAN, close, into);
    }

    private static void read(QuotaState state, Readings into) {
        Subject quota = Subject.quota(state.quota().id(), state.quota().upstreamId());
        double headroom = 1;
        double elsewhere = 0;
        boolean said = false;
        for (BudgetState budget : state.fullest()) {
            headroom = Math.min(headroom, budget.headroom());
            for (WindowState window : budget.windows()) {
                Long gap = window.providerGap();
                if (gap != null && window.allowed() > 0) {
                    said = true;
                    elsewhere = Math.max(elsewhere, (double) Math.max(0, gap) / window.allowed());
                }
            }
        }
        into.gauge(HEADROOM.of(quota), headroom);
        into.gauge(WAITING.of(quota), state.waiting());
        if (said) {
            into.gauge(ELSEWHERE.of(quota), elsewhere);
        }
    }

    /** Says 0 once a ban is over, and nothing of an upstream that never had one. */
    private void read(Ban.Kind kind, SeriesName name, Set<Long> known, Readings into) {
        Instant now = clock.instant();
        Map<Long, Duration> left = new HashMap<>();
        known.forEach(upstream -> left.put(upstream, Duration.ZERO));
        for (Ban ban : limiting.guard().current()) {
            if (ban.kind() == kind) {
                known.add(ban.upstreamId());
                left.merge(
                        ban.upstreamId(),
                        Duration.between(now, ban.until()),
                        (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
        left.forEach((upstream, time) -> into.gauge(name.of(Subject.upstream(upstream)), Math.max(0, time.toMillis())));
    }
}
