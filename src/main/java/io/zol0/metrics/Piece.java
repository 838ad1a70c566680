package io.zol0.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A part of a span of time that is read from the table of one grain. */
record Piece(Grain grain, Instant from, Instant to) {
    /**
     * The span from one time up to another in as few pieces as can be: whole days and hours where they are made.
     *
     * @param coarsest the coarsest grain that will do
     * @param fives whether there are rows of five minutes, which are made together with their hour
     * @param dueHours the hours of this span that are not made yet, or not with all that came since
     * @param dueDays likewise the days
     */
    static List<Piece> of(
            Instant from, Instant to, Grain coarsest, boolean fives, Set<Instant> dueHours, Set<Instant> dueDays) {
        Set<Instant> unfitDays = new HashSet<>(dueDays);
        dueHours.forEach(hour -> unfitDays.add(Grain.DAY.floor(hour)));
        List<Piece> pieces = new ArrayList<>();
        Instant at = from;
        while (at.isBefore(to)) {
            Piece next = next(at, to, coarsest, fives, dueHours, unfitDays);
            at = next.to;
            Piece last = pieces.isEmpty() ? null : pieces.getLast();
            if (last != null && last.grain == next.grain) {
                pieces.set(pieces.size() - 1, new Piece(last.grain, last.from, next.to));
            } else {
                pieces.add(next);
            }
        }
        return pieces;
    }

    private static Piece next(
            Instant at, Instant to, Grain coarsest, boolean fives, Set<Instant> dueHours, Set<Instant> unfitDays) {
        if (fits(Grain.DAY, at, to, coarsest) && !unfitDays.contains(at)) {
            return new Piece(Grain.DAY, at, at.plus(Grain.DAY.length()));
        }
        if (fits(Grain.HOUR, at, to, coarsest) && !dueHours.contains(at)) {
            return new Piece(Grain.HOUR, at, at.plus(Grain.HOUR.length()));
        }
        Grain upTo = Grain.HOUR;
        if (fives && Grain.FIVE_MINUTES.compareTo(coarsest) <= 0 && !dueHours.contains(Grain.HOUR.floor(at))) {
            if (fits(Grain.FIVE_MINUTES, at, to, coarsest)) {
                return new Piece(Grain.FIVE_MINUTES, at, at.plus(Grain.FIVE_MINUTES.length()));
            }
            upTo = Grain.FIVE_MINUTES;
        }
        Instant end = upTo.floor(at).plus(upTo.length());
        return new Piece(Grain.MINUTE, at, end.isBefore(to) ? end : to);
    }

    private static boolean fits(Grain grain, Instant at, Instant to, Grain coarsest) {
        return grain.compareTo(coarsest) <= 0
                && grain.floor(at).equals(at)
                && !at.plus(grain.length()).isAfter(to);
    }
}
