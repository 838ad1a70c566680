package io.zol0.limits;

/**
 * What calls really cost by the provider's count, by the weight they are documented with. A cost is believed once three calls in
 * a row agree on it: what others spend in between agrees with nothing. Holds the 16 weights first seen; any other is taken at
 * its word.
 */
final class WeightTable {
    private static final int SIZE = 16;
    private static final int AGREEING = 3;

    private final double[] documented = new double[SIZE];
    private final double[] cost = new double[SIZE];
    private final double[] heard = new double[SIZE];
    private final int[] times = new int[SIZE];
    private int size;

    double cost(double weight) {
        int i = find(weight);
        return i < 0 ? weight : cost[i];
    }

    void heard(double weight, double spent) {
        int i = find(weight);
        if (i < 0) {
            if (size == SIZE || weight <= 0) {
                return;
            }
            i = size++;
            documented[i] = weight;
            cost[i] = weight;
        }
        if (spent > 0 && spent == heard[i]) {
            if (++times[i] >= AGREEING) {
                cost[i] = spent;
            }
        } else {
            heard[i] = spent;
            times[i] = 1;
        }
    }

    /** The largest documented weight such that all calls up to it fit into what is left. */
    double fitting(double left) {
        double most = left;
        for (int i = 0; i < size; i++) {
            if (cost[i] > left && documented[i] <= most) {
                most = Math.max(0, documented[i] * 0.999);
            }
        }
        return most;
    }

    /** The weight that is furthest from its documented one, or NaN if all are as documented. */
    double changed() {
        for (int i = 0; i < size; i++) {
            if (Math.abs(cost[i] - documented[i]) > 0.05 * documented[i]) {
                return documented[i];
            }
        }
        return Double.NaN;
    }

    private int find(double weight) {
        for (int i = 0; i < size; i++) {
            if (documented[i] == weight) {
                return i;
            }
        }
        return -1;
    }
}
