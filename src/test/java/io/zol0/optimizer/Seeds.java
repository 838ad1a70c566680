package io.zol0.optimizer;

import java.util.Random;

/** Randomness that differs from the first number on, which that of neighbouring seeds of {@link Random} does not. */
final class Seeds {
    private Seeds() {}

    static Random of(long seed, long number) {
        return new Random(MissRatioCurve.mixed(MissRatioCurve.mixed(seed + 1) + number));
    }
}
