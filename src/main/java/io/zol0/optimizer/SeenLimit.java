package io.zol0.optimizer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The limit of a provider by the minutes of an hour in which it refused calls and in which it did not, where one limit explains them:
 * else it refuses for another reason.
 *
 * @param limit weight that it serves within a minute
 * @param refusing minutes in which it refused
 */
record SeenLimit(List<Minute> minutes, HiddenLimit.Interval limit, int refusing) {
    /** Minutes with refusals without which nothing is said. */
    static final int LEAST_REFUSING = 5;

    /** So many of the minutes have to be as the limit says. */
    private static final double EXPLAINED = 0.8;

    /** By which part what is served in a minute may differ from the limit: minutes here and there begin at different moments. */
    private static final double BLUR = 0.05;

    /** Between limits further apart than that anything fits. */
    private static final double WIDEST = 1.5;

    /** How far from what was asked for the limit is looked for. */
    private static final double RANGE = 20;

    SeenLimit {
        minutes = List.copyOf(minutes);
    }

    /** A minute: what was sent to the provider, and how many of the calls it refused. */
    record Minute(Instant at, double weight, long calls, long refused) {
        double served() {
            return calls == 0 ? 0 : weight * (1 - (double) refused / calls);
        }

        /** Whether its few refusals are the provider's minute that ended a little later than ours: that one served more, and refused. */
        private boolean overlaps(Minute before) {
            return at.equals(before.at.plus(1, ChronoUnit.MINUTES))
                    && before.refused > 0
                    && refused > 0
                    && refused < calls
                    && refused <= Math.max(1, BLUR * before.calls)
                    && served() < before.served() * (1 - BLUR);
        }
    }

    /** @param minutes oldest first; those without calls say nothing */
    static Optional<SeenLimit> of(List<Minute> minutes) {
        List<Minute> with = returned(minutes.stream()
                .filter(minute -> minute.calls() > 0 && minute.weight() > 0)
                .toList());
        double most = with.stream().mapToDouble(Minute::weight).max().orElse(1);
        HiddenLimit hidden = new HiddenLimit(Math.max(1e-3, most / RANGE), most * RANGE);
        int refusing = 0;
        for (Minute minute : with) {
            if (minute.refused() > 0) {
                hidden.refused(minute.served());
                refusing++;
            } else {
                hidden.served(minute.weight());
            }
        }
        int all = refusing;
        return refusing < LEAST_REFUSING
                ? Optional.empty()
                : hidden.interval()
                        .map(interval -> new SeenLimit(with, interval, all))
                        .filter(SeenLimit::explains);
    }

    /** With what the provider refused a little later than our minute given back to the minute that it belongs to. */
    private static List<Minute> returned(List<Minute> minutes) {
        List<Minute> all = new ArrayList<>(minutes);
        for (int i = 1; i < all.size(); i++) {
            Minute before = all.get(i - 1);
            Minute minute = all.get(i);
            if (minute.overlaps(before)) {
                long late = minute.refused();
                double weight = minute.weight() - minute.served();
                all.set(
                        i - 1,
                        new Minute(
                                before.at(), before.weight() + weight, before.calls() + late, before.refused() + late));
                all.set(i, new Minute(minute.at(), minute.served(), minute.calls() - late, 0));
            }
        }
        return all;
    }

    private boolean explains() {
        if (limit.high() > limit.low() * WIDEST) {
            return false;
        }
        long fit = minutes.stream().filter(this::fits).count();
        long refusingFit = minutes.stream()
                .filter(minute -> minute.refused() > 0 && fits(minute))
                .count();
        return fit >= EXPLAINED * minutes.size() && refusingFit >= EXPLAINED * refusing;
    }

    private boolean fits(Minute minute) {
        return minute.refused() == 0
                ? minute.weight() <= limit.high() * (1 + BLUR)
                : minute.served() >= limit.low() * (1 - BLUR) && minute.served() <= limit.high() * (1 + BLUR);
    }

    long calls() {
        return minutes.stream().mapToLong(Minute::calls).sum();
    }

    /** Share of the calls that the provider refused. */
    double refused() {
        return (double) minutes.stream().mapToLong(Minute::refused).sum() / calls();
    }

    /** Share of the calls that it would have refused, had no more weight than that gone there within a minute. */
    double refusedAt(double weight) {
        double refused = 0;
        for (Minute minute : minutes) {
            if (minute.refused() > 0) {
                double beyond = Math.max(0, Math.min(minute.weight(), weight) - minute.served());
                refused += minute.calls() * beyond / minute.weight();
            }
        }
        return refused / calls();
    }
}
