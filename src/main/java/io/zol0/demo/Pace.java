package io.zol0.demo;

import java.util.random.RandomGenerator;

/** When the next call is due, whatever became of the one before. */
interface Pace {
    /** Milliseconds until the next call, at least 1. */
    long next(RandomGenerator random);

    /** The same so many times as often. */
    default Pace times(double factor) {
        return random -> Math.max(1, Math.round(next(random) / factor));
    }

    /** Once in {@code millis}, give or take 30 %. */
    static Pace every(long millis) {
        return random -> Math.max(1, (long) (millis * random.nextDouble(0.7, 1.3)));
    }

    /** {@code count} calls {@code gap} ms apart, then a {@code pause} of that many ms, give or take 20 %; the first after {@code first}. */
    static Pace bursts(int count, long gap, long pause, long first) {
        return new Pace() {
            private int made = -1;

            @Override
            public long next(RandomGenerator random) {
                made++;
                if (made == 0) {
                    return (long) (first * random.nextDouble(0.7, 1.3));
                }
                return made % count == 0 ? (long) (pause * random.nextDouble(0.8, 1.2)) : gap;
            }
        };
    }
}
