package io.zol0.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** A part of a span of time that is read from the table of one grain. */
record Piece(Grain grain, Instant from, Instant to) {
    /**
     * The span from one time up to another in as few pieces as can be: of the coarsest rows that are made.
     *
     * @param coarsest the coarsest grain that will do
     * @param isMade whether the rows of a grain that begin at a time have all that came of that time
     */
    static List<Piece> of(Chain chain, Instant from, Instant to, Grain coarsest, BiPredicate<Grain, Instant> isMade) {
        List<Piece> pieces = new ArrayList<>();
        Instant at = from;
        while (at.isBefore(to)) {
            Piece next = next(chain, at, to, coarsest, isMade);
            at = next.to;
            next.addTo(pieces);
        }
        return pieces;
    }

    /** Adds it to earlier ones, as one with the last where that is of the same rows. */
    void addTo(List<Piece> earlier) {
        Piece last = earlier.isEmpty() ? null : earlier.getLast();
        if (last != null && last.grain == grain && last.to.equals(from)) {
            earlier.set(earlier.size() - 1, new Piece(grain, last.from, to));
        } else {
            earlier.add(this);
        }
    }

    private static Piece next(Chain chain, Instant at, Instant to, Grain coarsest, BiPredicate<Grain, Instant> isMade) {
        for (Grain grain : chain.made().reversed()) {
            if (fits(grain, at, to, coarsest) && isMade.test(grain, at)) {
                return new Piece(grain, at, at.plus(grain.length()));
            }
        }
        Grain finest = chain.made().getFirst();
        Instant end = finest.floor(at).plus(finest.length());
        return new Piece(Grain.MINUTE, at, coarsest != Grain.MINUTE && end.isBefore(to) ? end : to);
    }

    private static boolean fits(Grain grain, Instant at, Instant to, Grain coarsest) {
        return grain.compareTo(coarsest) <= 0
                && grain.floor(at).equals(at)
                && !at.plus(grain.length()).isAfter(to);
    }
}
