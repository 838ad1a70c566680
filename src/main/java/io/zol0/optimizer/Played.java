package io.zol0.optimizer;

import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Setting;
import io.zol0.limits.Cost;
import io.zol0.limits.EndpointPattern;
import io.zol0.limits.Quota;
import io.zol0.metrics.Answer;
import io.zol0.metrics.Replay;
import io.zol0.metrics.ReplayMinute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads what was recorded here and plays it again, for whoever may see it: {@link WhatIfs} and the advisors. */
@Component
class Played implements QuotaAdvisor.Player {
    private final Replay replay;
    private final Endpoints endpoints;

    Played(Replay replay, Endpoints endpoints) {
        this.replay = replay;
        this.endpoints = endpoints;
    }

    @Override
    public Optional<PlayedTwice> twice(
            Duration span, long upstreamId, Quota quota, List<Quota> all, Advice advice, Instant now) {
        return advice.applied(new Setting.OfQuota(quota)) instanceof Setting.OfQuota(Quota changed)
                ? bounded(upstreamId, Optional.empty(), span, now).map(past -> twice(past, quota, changed, all))
                : Optional.empty();
    }

    static PlayedTwice twice(Past past, Quota now, Quota changed, List<Quota> all) {
        return new PlayedTwice(both(past, now, changed, all), both(past.byChance(), now, changed, all));
    }

    /** The last while, played with the quota as it is and with the advice in force. */
    Optional<WhatIfs.Both> last(
            Duration span, long upstreamId, Quota quota, List<Quota> all, Advice advice, Instant now) {
        if (!(advice.applied(new Setting.OfQuota(quota)) instanceof Setting.OfQuota(Quota changed))) {
            return Optional.empty();
        }
        return bounded(upstreamId, Optional.empty(), span, now).map(past -> both(past, quota, changed, all));
    }

    /**
     * What a reserve would have done to calls of high priority, and to all.
     *
     * @param calls that wanted to go to the provider
     * @param before calls of high priority that waited or were refused, with the quota as it is; {@code after} as it would be
     */
    record High(long calls, long before, long after, WhatIfs.Both all) {}

    /** What a reserve of a quota would have done in the last while. */
    Optional<High> high(Duration span, Quota quota, List<Quota> all, Quota changed, Instant now) {
        return bounded(quota.upstreamId(), Optional.empty(), span, now).map(past -> high(past, quota, changed, all));
    }

    static High high(Past past, Quota now, Quota changed, List<Quota> all) {
        List<Quota> others = others(all, now);
        QuotaReplay before = new QuotaReplay(past, with(others, now), endpoint -> isHigh(now, endpoint));
        QuotaReplay after = new QuotaReplay(past, with(others, changed), endpoint -> isHigh(now, endpoint));
        WhatIfs.Both both = new WhatIfs.Both(before.play(), after.play(), past.covered());
        return new High(past.size(), before.waitedHigh(), after.waitedHigh(), both);
    }

    /** By the first cost that fits, as the gateway does. */
    private static boolean isHigh(Quota quota, Past.Endpoint endpoint) {
        return quota.costs().stream()
                .filter(cost -> EndpointPattern.fits(cost.endpoint(), endpoint.method() + " " + endpoint.template()))
                .findFirst()
                .map(Cost::high)
                .orElse(false);
    }

    /** What identical calls of an endpoint within so long would have shared in the last while; empty where nothing was sampled. */
    Optional<WhatIf.Stored> shared(long upstreamId, long endpointId, Duration ttl, Duration span, Instant now) {
        return bounded(upstreamId, Optional.of(endpointId), span, now)
                .flatMap(past -> WhatIf.ttl(past, endpointId, ttl, Duration.ZERO, Optional.empty()));
    }

    /** Minutes of an upstream as they were recorded, oldest first. */
    List<ReplayMinute> minutes(long upstreamId, Duration span, Instant now) {
        List<ReplayMinute> minutes = new ArrayList<>();
        Answer<Long> read = replay.read(
                upstreamId,
                Optional.empty(),
                now.minus(span).truncatedTo(ChronoUnit.MINUTES),
                now.truncatedTo(ChronoUnit.MINUTES),
                minutes::add);
        return read instanceof Answer.Found<Long> ? minutes : List.of();
    }

    private static List<Quota> others(List<Quota> all, Quota now) {
        return all.stream()
                .filter(each -> each.id() != now.id() && each.enabled())
                .toList();
    }

    static WhatIfs.Both both(Past past, Quota now, Quota changed, List<Quota> all) {
        List<Quota> others = others(all, now);
        return new WhatIfs.Both(
                WhatIf.quotas(past, with(others, now)), WhatIf.quotas(past, with(others, changed)), past.covered());
    }

    private static List<Quota> with(List<Quota> others, Quota one) {
        List<Quota> all = new ArrayList<>(others);
        all.add(one);
        return all;
    }

    /** Nothing as well where there are too many calls to play. */
    private Optional<Past> bounded(long upstreamId, Optional<Long> endpointId, Duration span, Instant now) {
        try {
            return past(upstreamId, endpointId, now.minus(span), now);
        } catch (Past.TooMuch e) {
            return Optional.empty();
        }
    }

    /**
     * What was recorded from a minute on and before another; empty where nothing was, or the history cannot be read now.
     *
     * @throws Past.TooMuch where there are too many calls
     */
    Optional<Past> past(long upstreamId, Optional<Long> endpointId, Instant from, Instant to) {
        Instant begin = from.truncatedTo(ChronoUnit.MINUTES);
        Instant end = to.truncatedTo(ChronoUnit.MINUTES);
        List<ReplayMinute> minutes = new ArrayList<>();
        Answer<Long> read = replay.read(upstreamId, endpointId, begin, end, minutes::add);
        if (!(read instanceof Answer.Found<Long>) || minutes.isEmpty()) {
            return Optional.empty();
        }
        Map<Long, Past.Endpoint> names = new HashMap<>();
        endpoints.all().stream()
                .filter(each -> each.upstreamId() == upstreamId)
                .forEach(each -> names.put(each.id(), new Past.Endpoint(each.id(), each.method(), each.template())));
        return Optional.of(Past.of(begin, end, minutes, names));
    }
}
