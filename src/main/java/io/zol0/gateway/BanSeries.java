package io.zol0.gateway;

import io.zol0.limits.Ban;
import io.zol0.limits.Limits;
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
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Samples which upstreams are banned, or frozen before that, and for how long. */
@Component
final class BanSeries implements SeriesSource {
    /** Bans and freezes before one that are in force. */
    static final SeriesName BANS = SeriesName.gauge("upstream.bans", "");

    /** How much longer a provider locks us out; 0 after a ban. */
    static final SeriesName BANNED = SeriesName.gauge("upstream.banned", "ms");

    /** How much longer calls are held since a ban would follow; 0 after that. */
    static final SeriesName NEAR_BAN = SeriesName.gauge("upstream.near_ban", "ms");

    private final Limiting limiting;
    private final Clock clock;
    private final Set<Long> banned = new HashSet<>();
    private final Set<Long> close = new HashSet<>();

    BanSeries(Limiting limiting, Clock clock) {
        this.limiting = limiting;
        this.clock = clock;
    }

    @Override
    public void read(Readings into) {
        Map<Long, Long> inForce = limiting.guard().current().stream()
                .collect(Collectors.groupingBy(Ban::upstreamId, Collectors.counting()));
        limiting.limits().levels().stream()
                .map(Limits.Level::upstreamId)
                .distinct()
                .forEach(id -> into.gauge(BANS.of(Subject.upstream(id)), inForce.getOrDefault(id, 0L)));
        read(Ban.Kind.BANNED, BANNED, banned, into);
        read(Ban.Kind.NEAR_BAN, NEAR_BAN, close, into);
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
