package io.zol0.api;

import io.zol0.notify.Hours;
import io.zol0.notify.MessageRoute;
import io.zol0.notify.Urgency;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route as the REST API has it; see {@link MessageRoute} for the fields. What is left out of a request gets its default; the
 * channel is needed. Times are by ISO 8601.
 *
 * @param id in answers; a request may leave it out
 * @param least severity from which on it carries; WARNING where it is not said
 * @param upstream name of the upstream; left out for any
 * @param channel number of the channel
 * @param escalateChannel number of the channel that it is passed on to
 */
record RouteBody(
        @Nullable Long id,
        @Nullable Boolean enabled,
        @Nullable Urgency least,
        @Nullable String environment,
        @Nullable String upstream,
        @Nullable String endpoints,
        @Nullable Times hours,
        @Nullable Long channel,
        @Nullable Duration digest,
        @Nullable Boolean tellsEnd,
        @Nullable Duration escalateAfter,
        @Nullable Long escalateChannel) {

    /** When it carries: days, times such as 22:00, and the zone in which they are meant. */
    record Times(
            @Nullable List<@Nullable DayOfWeek> days,
            @Nullable String from,
            @Nullable String until,
            @Nullable String zone) {}

    static RouteBody of(MessageRoute route, @Nullable String upstream) {
        Hours hours = route.hours();
        return new RouteBody(
                route.id(),
                route.enabled(),
                route.least(),
                route.environment(),
                upstream,
                route.endpoints(),
                hours.isAlways()
                        ? null
                        : new Times(
                                List.copyOf(EnumSet.copyOf(hours.days())),
                                hours.from().toString(),
                                hours.until().toString(),
                                hours.zone().getId()),
                route.channelId(),
                route.digest(),
                route.tellsEnd(),
                route.escalateAfter(),
                route.escalateChannelId() == 0 ? null : route.escalateChannelId());
    }

    /**
     * The route that it asks for.
     *
     * @throws Unfit where something needed is missing
     */
    MessageRoute toRoute(long number, long upstreamId, long version) {
        Needs needs = new Needs();
        MessageRoute route = new MessageRoute(
                number,
                enabled == null || enabled,
                least == null ? Urgency.WARNING : least,
                environment == null ? "" : environment,
                upstreamId,
                endpoints == null ? "" : endpoints,
                hours == null ? Hours.ALWAYS : hours(hours, needs),
                needs.of(channel, "channel", 0L),
                digest == null ? Duration.ZERO : digest,
                tellsEnd == null || tellsEnd,
                escalateAfter == null ? Duration.ZERO : escalateAfter,
                escalateChannel == null ? 0 : escalateChannel,
                version);
        needs.requireNoneMissing();
        return route;
    }

    private static Hours hours(Times times, Needs needs) {
        List<DayOfWeek> given = needs.each(times.days(), "hours.days", DayOfWeek.MONDAY, (day, place) -> day);
        Set<DayOfWeek> days = times.days() == null ? Hours.ALWAYS.days() : Set.copyOf(given);
        try {
            return new Hours(
                    days,
                    times.from() == null ? LocalTime.MIN : LocalTime.parse(times.from()),
                    times.until() == null ? LocalTime.MIN : LocalTime.parse(times.until()),
                    ZoneId.of(needs.of(times.zone(), "hours.zone", "UTC")));
        } catch (DateTimeException e) {
            throw Unfit.sense("hours", "Write times such as 22:00 and the zone such as Europe/Berlin.");
        }
    }
}
