package io.zol0.insight;

/**
 * Spearman's rank correlation of two traces at the lag where it is strongest.
 *
 * <p>Neighbouring values of a trace are alike, so that n of them say less than n: the effective sample size is that of Bayley and
 * Hammersley (1946), n / (1 + 2 Σ (1 - k/n) r₁(k) r₂(k)) over the autocorrelations of both. The chance of such a correlation
 * without a dependency is that of Student's t with two degrees of freedom fewer than that; and since the strongest of many lags
 * was taken, it is the chance that any of as many lags as are independent would be so strong (Šidák). Where both traces have one
 * value most of the time, so that a few events make up all of the coefficient, it is no smaller than the chance that so many of
 * these meet. The interval is Fisher's, with the variance of Bonett and Wright (2000) for ranks.
 *
 * @param lag how many steps the second follows the first; negative where the first follows the second
 * @param rho -1 to 1
 * @param low lower end of the 95 % interval
 * @param high upper end of it
 * @param points pairs of values
 * @param effective how many independent ones they are worth
 * @param chance that it is as strong, at any lag, without a dependency
 */
public record RankCorrelation(
        int lag, double rho, double low, double high, int points, double effective, double chance) {
    /** With fewer pairs nothing is said. */
    static final int LEAST_POINTS = 30;

    private static final double LEAST_EFFECTIVE = 6;
    private static final double Z95 = 1.959963984540054;
    static final RankCorrelation NONE = new RankCorrelation(0, 0, -1, 1, 0, 0, 1);

    /** Looks for it within that many steps to either side. */
    static RankCorrelation search(Ranks one, Ranks other, int most) {
        int reach = Math.min(most, one.length() / 4);
        if (one.count() < LEAST_POINTS || other.count() < LEAST_POINTS || one.isConstant() || other.isConstant()) {
            return NONE;
        }
        int best = 0;
        int strongest = -1;
        for (int lag = -reach; lag <= reach; lag++) {
            int product = Math.abs(one.product(other, lag));
            if (product > strongest || (product == strongest && Math.abs(lag) < Math.abs(best))) {
                strongest = product;
                best = lag;
            }
        }
        return at(one, other, best, reach);
    }

    private static RankCorrelation at(Ranks one, Ranks other, int lag, int reach) {
        double sumOne = 0;
        double sumOther = 0;
        double squaresOne = 0;
        double squaresOther = 0;
        double products = 0;
        int n = 0;
        int events = 0;
        int otherEvents = 0;
        int met = 0;
        int from = Math.max(0, -lag);
        int to = Math.min(one.length(), one.length() - lag);
        for (int i = from; i < to; i++) {
            if (one.isThere(i) && other.isThere(i + lag)) {
                double a = one.rank(i);
                double b = other.rank(i + lag);
                sumOne += a;
                sumOther += b;
                squaresOne += a * a;
                squaresOther += b * b;
                products += a * b;
                boolean event = one.isEvent(i);
                boolean otherEvent = other.isEvent(i + lag);
                events += event ? 1 : 0;
                otherEvents += otherEvent ? 1 : 0;
                met += event && otherEvent ? 1 : 0;
                n++;
            }
        }
        if (n < LEAST_POINTS) {
            return NONE;
        }
        double variance = (squaresOne - sumOne * sumOne / n) * (squaresOther - sumOther * sumOther / n);
        if (variance <= 0) {
            return NONE;
        }
        double rho = Math.clamp((products - sumOne * sumOther / n) / Math.sqrt(variance), -1.0, 1.0);
        double effective = effective(one, other, n);
        if (effective < LEAST_EFFECTIVE) {
            return new RankCorrelation(lag, rho, -1, 1, n, effective, 1);
        }
        double t = rho * Math.sqrt((effective - 2) / Math.max(1e-12, 1 - rho * rho));
        double single = StudentT.twoSided(t, effective - 2);
        if (one.isRare() && other.isRare()) {
            double worth = effective / n;
            int fewer = (int) Math.ceil(events * worth);
            int otherFewer = (int) Math.ceil(otherEvents * worth);
            int fewerMet = Math.min((int) Math.floor(met * worth), Math.min(fewer, otherFewer));
            single = Math.max(
                    single, Coincidence.chance((int) Math.ceil(effective), fewer, otherFewer, Math.max(0, fewerMet)));
        }
        double lags = 1 + 2.0 * reach * effective / n;
        double chance = -Math.expm1(lags * Math.log1p(-Math.min(single, 1 - 1e-16)));
        double spread = Z95 * Math.sqrt((1 + rho * rho / 2) / (effective - 3));
        double fisher = atanh(Math.clamp(rho, -0.999999, 0.999999));
        return new RankCorrelation(
                lag,
                rho,
                Math.tanh(fisher - spread),
                Math.tanh(fisher + spread),
                n,
                effective,
                Math.clamp(chance, 0.0, 1.0));
    }

    private static double effective(Ranks one, Ranks other, int n) {
        double sum = 0;
        int most = Math.min(Ranks.LAGS, n / 4);
        for (int k = 1; k <= most; k++) {
            sum += (1 - (double) k / n) * one.autocorrelation(k) * other.autocorrelation(k);
        }
        return Math.clamp(n / Math.max(1, 1 + 2 * sum), 1.0, n);
    }

    private static double atanh(double x) {
        return 0.5 * Math.log((1 + x) / (1 - x));
    }
}
