package io.zol0.optimizer;

import io.zol0.catalog.Upstream;
import io.zol0.limits.Quota;
import io.zol0.metrics.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why a quota is advised to be roomier, with the figures that say so. */
final class QuotaWords {
    private final Upstream upstream;
    private final Quota quota;
    private final Measured measured;
    private final Subject subject;
    private final Optional<HiddenLimit.Interval> limit;
    private final double trust;

    /** @param trust probability that callers go on calling as they did in what was played again */
    QuotaWords(
            Upstream upstream,
            Quota quota,
            Measured measured,
            Subject subject,
            Optional<HiddenLimit.Interval> limit,
            double trust) {
        this.upstream = upstream;
        this.quota = quota;
        this.measured = measured;
        this.subject = subject;
        this.limit = limit;
        this.trust = trust;
    }

    /**
     * The proposal; nothing where playing it again says that it is not worth it.
     *
     * @param share of the calls of the last hour that waited or were refused
     * @param worth by which part of that it has to become less
     */
    Optional<Proposal> proposal(
            Advice.QuotaRoom advice, double share, double asked, Optional<WhatIfs.Both> played, double worth) {
        if (played.isEmpty()) {
            return Optional.empty();
        }
        double before = held(played.get().now());
        double after = held(played.get().then());
        if (before <= 0 || after > before * (1 - worth)) {
            return Optional.empty();
        }
        // What the replay leaves out is as much on both sides.
        double expected = share * after / before;
        Odds odds = Odds.ofShare(expected, asked);
        return Optional.of(new Proposal(
                advice,
                "quota %s of %s".formatted(quota.name(), upstream.name()),
                advice.title(quota.name(), upstream.name()),
                because(share, asked, played.get()),
                evidence(),
                new Effect(Aim.WAITED, share, expected, odds.low(), odds.high()),
                Odds.bounded(odds.isBelow(share) * trust),
                asked * (share - expected),
                advice.newCapacity() > advice.capacity() ? Risk.HIGH : Risk.MEDIUM));
    }

    /** Of all calls that are played, those that this quota is about or not. */
    private static long held(WhatIf.Held held) {
        return held.waited() + held.refused();
    }

    private String because(double share, double asked, WhatIfs.Both played) {
        return "%s of %,d calls waited or were refused here in the last hour, and the provider refused none in a day%s. Played again with the new setting, %,d calls would wait instead of %,d, half of those for more than %s instead of %s."
                .formatted(
                        Words.percent(share),
                        Math.round(asked),
                        limit.map(found -> "; it served %s a minute at least".formatted(Words.number(found.low())))
                                .orElse(""),
                        held(played.then()),
                        held(played.now()),
                        Words.time(played.then().medianWait()),
                        Words.time(played.now().medianWait()));
    }

    private Evidence evidence() {
        List<String> facts = new ArrayList<>();
        facts.add("The provider refused no call in the last 24 hours.");
        limit.ifPresent(found -> facts.add(
                found.refusalsSeen()
                        ? "Its limit is between %s and %s a minute."
                                .formatted(Words.number(found.low()), Words.number(found.high()))
                        : "Its limit is at least %s a minute; nothing was refused, so nobody knows more."
                                .formatted(Words.number(found.low()))));
        return new Evidence(
                List.of(
                        measured.row("Calls that waited or were refused here", Evidence.Unit.SHARE, window -> {
                            double refused = measured.sum(QuotaKeys.refused(subject), window);
                            double asked = measured.sum(QuotaKeys.granted(subject), window) + refused;
                            double waited = measured.sum(QuotaKeys.waited(subject), window);
                            return new Evidence.Cell(
                                    window, asked == 0 ? null : (waited + refused) / asked, Math.round(asked));
                        }),
                        measured.row("Weight let through", Evidence.Unit.WEIGHT, window -> {
                            double calls = measured.sum(QuotaKeys.granted(subject), window);
                            return new Evidence.Cell(
                                    window,
                                    calls == 0 ? null : measured.sum(QuotaKeys.weight(subject), window),
                                    Math.round(calls));
                        })),
                facts);
    }
}
