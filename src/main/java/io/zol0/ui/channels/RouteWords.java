package io.zol0.ui.channels;

import io.zol0.notify.Hours;
import io.zol0.notify.MessageRoute;
import io.zol0.notify.Urgency;
import io.zol0.ui.parts.Durations;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Says in sentences what a route does. */
final class RouteWords {
    private static final Set<DayOfWeek> WORK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private RouteWords() {}

    /** Which messages it carries, and when. */
    static String which(MessageRoute route, LongFunction<String> upstreams) {
        List<String> scope = new ArrayList<>();
        if (!route.endpoints().isEmpty()) {
            scope.add("endpoints " + route.endpoints());
        }
        if (route.upstreamId() != 0) {
            scope.add("upstream " + upstreams.apply(route.upstreamId()));
        }
        if (!route.environment().isEmpty()) {
            scope.add("environment " + route.environment());
        }
        return least(route.least()) + (scope.isEmpty() ? "" : " of " + String.join(", ", scope)) + hours(route.hours());
    }

    /** How it carries them. */
    static String how(MessageRoute route, LongFunction<String> channels) {
        String first = route.digest().isZero()
                ? "By %s at once".formatted(channels.apply(route.channelId()))
                : "By %s, gathered for %s"
                        .formatted(channels.apply(route.channelId()), Durations.write(route.digest()));
        String end = route.tellsEnd() ? "" : ", without their end";
        String later = route.escalateAfter().isZero()
                ? ""
                : "; what nobody has taken after %s also by %s"
                        .formatted(
                                Durations.write(route.escalateAfter()),
                                route.escalateChannelId() == 0
                                        ? "a channel that is gone"
                                        : channels.apply(route.escalateChannelId()));
        return first + end + later + ".";
    }

    static String least(Urgency least) {
        return switch (least) {
            case INFO -> "All alerts";
            case WARNING -> "Warnings and critical alerts";
            case CRITICAL -> "Critical alerts";
        };
    }

    private static String hours(Hours hours) {
        if (hours.isAlways()) {
            return "";
        }
        String time = hours.from().equals(hours.until())
                ? ""
                : " from %s to %s (%s)".formatted(hours.from(), hours.until(), hours.zone());
        return days(hours.days()) + time;
    }

    private static String days(Set<DayOfWeek> days) {
        if (days.size() == 7) {
            return ", daily";
        }
        return ", "
                + (days.equals(WORK)
                        ? "Monday to Friday"
                        : EnumSet.copyOf(days).stream().map(RouteWords::day).collect(Collectors.joining(", ")));
    }

    static String day(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
