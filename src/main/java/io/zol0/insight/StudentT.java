package io.zol0.insight;

/**
 * Student's t distribution. The regularised incomplete beta function is evaluated by its continued fraction with the modified
 * Lentz method (DLMF 8.17.22; Press et al., Numerical Recipes, section 6.4), the logarithm of the gamma function by Lanczos's
 * series.
 */
final class StudentT {
    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };
    private static final double TINY = 1e-300;
    private static final int MOST_STEPS = 500;

    private StudentT() {}

    /** How likely a value as far from zero as that, or farther, is by chance; degrees of freedom need not be whole. */
    static double twoSided(double t, double degrees) {
        if (degrees <= 0 || Double.isNaN(t)) {
            return 1;
        }
        return Double.isInfinite(t) ? 0 : incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
    }

    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0) {
            return 0;
        }
        if (x >= 1) {
            return 1;
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / notZero(1 - (a + b) * x / (a + 1));
        double result = d;
        for (int m = 1; m <= MOST_STEPS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / notZero(1 + even * d);
            c = notZero(1 + even / c);
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / notZero(1 + odd * d);
            c = notZero(1 + odd / c);
            double step = d * c;
            result *= step;
            if (Math.abs(step - 1) < 1e-14) {
                break;
            }
        }
        return result;
    }

    private static double notZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    static double logGamma(double z) {
        double x = z - 1;
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + i);
        }
        double t = x + LANCZOS.length - 1.5;
        return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
    }
}
