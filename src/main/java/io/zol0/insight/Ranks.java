package io.zol0.insight;

import java.util.Arrays;

/**
 * Ranks of a trace around zero, equal values sharing the middle of theirs; zero where there is no value. Whole numbers of at most
 * {@value #LARGEST}, so that a sum of products of two thousand of them is one, and fast.
 */
final class Ranks {
    /** Largest rank. */
    static final int LARGEST = 1_000;

    /** How many lags the autocorrelation is known for. */
    static final int LAGS = 250;

    private final int[] ranks;
    private final boolean[] there;
    private final int count;
    private final int usual;
    private final boolean rare;
    private final double[] autocorrelation;

    private Ranks(int[] ranks, boolean[] there, int count, int usual, boolean rare, double[] autocorrelation) {
        this.ranks = ranks;
        this.there = there;
        this.count = count;
        this.usual = usual;
        this.rare = rare;
        this.autocorrelation = autocorrelation;
    }

    static Ranks of(double[] values) {
        int n = values.length;
        boolean[] there = new boolean[n];
        long[] places = new long[n];
        double[] sorted = new double[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            there[i] = Double.isFinite(values[i]);
            if (there[i]) {
                sorted[count] = values[i];
                places[count++] = i;
            }
        }
        Arrays.sort(sorted, 0, count);
        int[] ranks = new int[n];
        double middle = (count - 1) / 2.0;
        double scale = count < 2 ? 0 : LARGEST / middle;
        for (int k = 0; k < count; k++) {
            int i = (int) places[k];
            double rank = (first(sorted, count, values[i]) + last(sorted, count, values[i])) / 2.0;
            ranks[i] = (int) Math.round((rank - middle) * scale);
        }
        int begin = mostAlike(sorted, count);
        double commonest = count == 0 ? 0 : sorted[begin];
        int alike = count == 0 ? 0 : last(sorted, count, commonest) - begin + 1;
        int usual = (int) Math.round((begin + (alike - 1) / 2.0 - middle) * scale);
        return new Ranks(ranks, there, count, usual, 2 * alike > count, autocorrelation(ranks, there));
    }

    /** Where the longest run of equal values begins. */
    private static int mostAlike(double[] sorted, int count) {
        int best = 0;
        int longest = 0;
        int begin = 0;
        for (int k = 0; k < count; k++) {
            if (sorted[k] != sorted[begin]) {
                begin = k;
            }
            if (k - begin + 1 > longest) {
                longest = k - begin + 1;
                best = begin;
            }
        }
        return best;
    }

    /** How many values there are. */
    int count() {
        return count;
    }

    int length() {
        return ranks.length;
    }

    /** Whether all values are alike, so that nothing can follow them. */
    boolean isConstant() {
        for (int rank : ranks) {
            if (rank != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether more than half of the values are one and the same, such as 0, so that the others are events. */
    boolean isRare() {
        return rare;
    }

    /** Whether a value is another one than the most common. */
    boolean isEvent(int i) {
        return ranks[i] != usual;
    }

    int rank(int i) {
        return ranks[i];
    }

    boolean isThere(int i) {
        return there[i];
    }

    /** The sum of products with the ranks of another one, that many steps later. */
    int product(Ranks other, int lag) {
        return lag >= 0 ? product(ranks, other.ranks, lag) : product(other.ranks, ranks, -lag);
    }

    /** Correlation with itself that many steps later, 1 to {@value #LAGS}; 0 beyond. */
    double autocorrelation(int lag) {
        return lag < autocorrelation.length ? autocorrelation[lag] : 0;
    }

    private static int product(int[] one, int[] other, int later) {
        int n = one.length - later;
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += one[i] * other[i + later];
        }
        return sum;
    }

    private static double[] autocorrelation(int[] ranks, boolean[] there) {
        int most = Math.min(LAGS, ranks.length / 4);
        double[] found = new double[most + 1];
        for (int lag = 0; lag <= most; lag++) {
            double product = 0;
            double squares = 0;
            for (int i = 0; i + lag < ranks.length; i++) {
                if (there[i] && there[i + lag]) {
                    product += (double) ranks[i] * ranks[i + lag];
                    squares += ((double) ranks[i] * ranks[i] + (double) ranks[i + lag] * ranks[i + lag]) / 2;
                }
            }
            found[lag] = squares == 0 ? 0 : product / squares;
        }
        return found;
    }

    private static int first(double[] sorted, int count, double value) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int last(double[] sorted, int count, double value) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
