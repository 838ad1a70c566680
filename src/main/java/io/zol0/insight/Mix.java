package io.zol0.insight;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How different two mixtures are: the Jensen–Shannon distance (Endres and Schindelin 2003), the root of the divergence to base 2,
 * from 0 for the same shares to 1 for nothing in common.
 */
final class Mix {
    private Mix() {}

    /** The distance of two mixtures by their counts; not a number where one of them is empty. */
    static double distance(Map<?, Long> one, Map<?, Long> other) {
        double all = total(one);
        double allOther = total(other);
        if (all == 0 || allOther == 0) {
            return Double.NaN;
        }
        Set<Object> keys = new HashSet<>(one.keySet());
        keys.addAll(other.keySet());
        double divergence = 0;
        for (Object key : keys) {
            double p = count(one, key) / all;
            double q = count(other, key) / allOther;
            double m = (p + q) / 2;
            divergence += part(p, m) / 2 + part(q, m) / 2;
        }
        return Math.sqrt(Math.clamp(divergence, 0, 1));
    }

    /**
     * What the distance is on average by chance alone, where counts of that size are drawn from one mixture of so many kinds: the
     * divergence is then about (kinds - 1) / (8 ln 2) times the sum of the inverse sizes (after Wilks's chi-squared).
     */
    static double byChance(int kinds, double size, double otherSize) {
        return Math.sqrt(Math.clamp((kinds - 1) / (8 * Math.log(2)) * (1 / size + 1 / otherSize), 0, 1));
    }

    private static double part(double p, double m) {
        return p == 0 ? 0 : p * Math.log(p / m) / Math.log(2);
    }

    private static double count(Map<?, Long> of, Object key) {
        Long count = of.get(key);
        return count == null ? 0 : count;
    }

    private static double total(Map<?, Long> of) {
        return of.values().stream().mapToDouble(Long::doubleValue).sum();
    }
}
