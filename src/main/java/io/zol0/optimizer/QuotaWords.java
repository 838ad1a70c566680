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
     * @param seen how many of the time that is played did
     * @param worth by which part of that it has to become less
     */
    Optional<Proposal> proposal(
            Advice.QuotaRoom advice,
            double share,
            double asked,
            Optional<PlayedTwice> played,
            double seen,
            double worth) {
        if (played.isEmpty() || played.get().left(seen) > 1 - worth) {
            return Optional.empty();
        }
        // What the replay leaves out is as much on both sides.
        Odds odds = played.get().odds(share, asked, seen);
        double expected = odds.expected();
        return Optional.of(new Proposal(
                advice,
                "quota %s of %s".formatted(quota.name(), upstream.name()),
                advice.title(quota.name(), upstream.name()),
                because(share, asked, played.get().nearer(seen)),
                evidence(played.get()),
                new Effect(Aim.WAITED, share, expected, odds.low(), odds.high()),
                Odds.bounded(odds.isBelow(share) * trust),
                asked * (share - expected),
                advice.newCapacity() > advice.capacity() ? Risk.HIGH : Risk.MEDIUM));
    }

    private String because(double share, double asked, WhatIfs.Both played) {
        return "%s of %,d calls waited or were refused here in the last hour, and the provider refused none in a day%s. Played again, %s with the setting as it is, and %s with the new one."
                .formatted(
                        Words.percent(share),
                        Math.round(asked),
                        limit.map(found -> "; it served %s a minute at least".formatted(Words.number(found.low())))
                                .orElse(""),
                        waiting(played.now()),
                        waiting(played.then()));
    }

    private static String waiting(WhatIf.Held held) {
        long count = PlayedTwice.held(held);
        return count == 0
                ? "no call waits"
                : count == 1
                        ? "1 call waits"
                        : "%,d calls wait, half of them for more than %s"
                                .formatted(count, Words.time(held.medianWait()));
    }

    private Evidence evidence(PlayedTwice played) {
        List<String> facts = new ArrayList<>();
        facts.add("The provider refused no call in the last 24 hours.");
        facts.add(played.words());
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
