package io.zol0.insight;

import java.time.Duration;

/**
 * A dependency between two quantities that is hardly there by chance.
 *
 * @param leader what moves first
 * @param follower what follows it
 * @param lag by how much; zero where they move together
 * @param correlation its lag is that of the follower after the leader, in steps
 * @param adjusted chance, adjusted for all pairs that were looked at
 */
public record Finding(Quantity leader, Quantity follower, Duration lag, RankCorrelation correlation, double adjusted) {
    /** The end of the interval that is nearer to zero: how strong it is at least. */
    public double atLeast() {
        double near = correlation.rho() > 0 ? correlation.low() : -correlation.high();
        return Math.max(0, near);
    }

    /** In words, with its coefficient, its interval and how many points it is made of. */
    public String sentence() {
        String moves = lag.isZero() ? "moves with" : "follows";
        String by = lag.isZero() ? "" : " by %d min".formatted(lag.toMinutes());
        String how = correlation.rho() < 0 ? ", the other way round" : "";
        return "%s %s %s%s%s, ρ = %.2f, 95 %% interval %.2f to %.2f, %,d points"
                .formatted(
                        follower.words(),
                        moves,
                        leader.words(),
                        by,
                        how,
                        correlation.rho(),
                        correlation.low(),
                        correlation.high(),
                        correlation.points());
    }

    public boolean concerns(Quantity quantity) {
        return leader.equals(quantity) || follower.equals(quantity);
    }
}
