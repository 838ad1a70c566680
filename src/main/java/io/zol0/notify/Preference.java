package io.zol0.notify;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;

/**
 * What somebody wants to be told of by e-mail.
 *
 * @param quiet whether there are hours of every day in which nothing is sent; what came meanwhile is sent together at their end
 * @param wakes whether what is critical is sent in quiet hours too
 */
public record Preference(
        boolean enabled,
        String email,
        Urgency least,
        boolean quiet,
        LocalTime quietFrom,
        LocalTime quietUntil,
        ZoneId zone,
        boolean wakes) {
    /** Nothing, until somebody asks for it. */
    public static final Preference NONE = new Preference(
            false, "", Urgency.CRITICAL, false, LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("UTC"), true);

    /** How a message reaches whoever wants it so, at a moment. */
    Gathering gathering(Message message, Instant now) {
        Hours hours = new Hours(EnumSet.allOf(DayOfWeek.class), quietFrom, quietUntil, zone);
        boolean sleeps = quiet && !quietFrom.equals(quietUntil) && hours.contains(now);
        if (!sleeps || wakes && message.urgency() == Urgency.CRITICAL) {
            return Gathering.NONE;
        }
        return Gathering.quietUntil(hours.endAfter(now), now);
    }
}
