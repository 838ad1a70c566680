package io.zol0.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a route must be like, in the sentences that forms and answers show. */
final class RouteRules {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(7);

    private RouteRules() {}

    /** @param channels all there are, by id */
    static List<Flaw> flaws(MessageRoute route, Map<Long, Channel> channels) {
        List<Flaw> flaws = new ArrayList<>();
        if (!channels.containsKey(route.channelId())) {
            flaws.add(new Flaw("channel", "Choose the channel that it goes by."));
        }
        if (route.environment().length() > 40) {
            flaws.add(new Flaw("environment", "An environment has at most 40 characters."));
        }
        if (route.endpoints().length() > 300) {
            flaws.add(new Flaw("endpoints", "A pattern of endpoints has at most 300 characters."));
        }
        if (route.hours().days().isEmpty()) {
            flaws.add(new Flaw("days", "Choose at least one day."));
        }
        if (route.hours().from().getSecond() != 0 || route.hours().until().getSecond() != 0) {
            flaws.add(new Flaw("from", "Choose hours and minutes."));
        }
        zeroOrBetween(route.digest(), "digest").ifPresent(flaws::add);
        zeroOrBetween(route.escalateAfter(), "escalateAfter").ifPresent(flaws::add);
        if (!route.escalateAfter().isZero()) {
            if (!channels.containsKey(route.escalateChannelId())) {
                flaws.add(new Flaw("escalateChannel", "Choose the channel that it goes by when nobody takes it."));
            } else if (route.escalateChannelId() == route.channelId()) {
                flaws.add(new Flaw("escalateChannel", "Choose another channel than the one nobody answered."));
            }
        }
        return flaws;
    }

    private static Optional<Flaw> zeroOrBetween(Duration time, String field) {
        boolean fits = time.isZero() || time.compareTo(LEAST) >= 0 && time.compareTo(MOST) <= 0;
        return fits && time.toMillisPart() == 0 && time.getNano() == 0
                ? Optional.empty()
                : Optional.of(new Flaw(field, "Choose a time from 1 min to 7 days, in whole seconds."));
    }
}
