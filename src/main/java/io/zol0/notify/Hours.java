package io.zol0.notify;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * Times of a week.
 *
 * @param days on which they begin
 * @param until where it is not after {@code from} it is of the next day; the same as {@code from} for the whole day
 */
public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) {
    public static final Hours ALWAYS =
            new Hours(EnumSet.allOf(DayOfWeek.class), LocalTime.MIN, LocalTime.MIN, ZoneId.of("UTC"));

    public Hours {
        days = Set.copyOf(days);
    }

    public boolean isAlways() {
        return days.size() == 7 && from.equals(until);
    }

    public boolean contains(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        LocalTime time = there.toLocalTime();
        DayOfWeek today = there.getDayOfWeek();
        if (from.isBefore(until)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(until);
        }
        if (from.equals(until)) {
            return days.contains(today);
        }
        return days.contains(today) && !time.isBefore(from) || days.contains(today.minus(1)) && time.isBefore(until);
    }

    /** When the hours that a time is in are over: the next time of the day at which they end. */
    Instant endAfter(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        ZonedDateTime end = there.with(until);
        return (end.isAfter(there) ? end : there.plusDays(1).with(until)).toInstant();
    }

    int dayBits() {
        return days.stream().mapToInt(day -> 1 << day.ordinal()).sum();
    }

    static Set<DayOfWeek> daysOf(int bits) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if ((bits & 1 << day.ordinal()) != 0) {
                days.add(day);
            }
        }
        return days;
    }
}
