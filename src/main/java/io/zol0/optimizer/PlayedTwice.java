package io.zol0.optimizer;

/**
 * A past played again in the two ways in which the calls of a second may have come, since only their second is known: spread evenly over
 * it, so that fewest wait for each other, and each at a moment by chance.
 */
record PlayedTwice(WhatIfs.Both even, WhatIfs.Both byChance) {
    /** Calls that waited or were refused, of all that are played, whether the changed quota is about them or not. */
    static long held(WhatIf.Held held) {
        return held.waited() + held.refused();
    }

    /**
     * How near the calls came to coming by chance, by how many were seen to wait: 0 for spread evenly, 1 for by chance.
     *
     * @param seen calls of the same time that waited or were refused
     */
    double chance(double seen) {
        double least = held(even.now());
        double most = held(byChance.now());
        return least == 0 ? 1 : most <= least ? 0 : Math.clamp((seen - least) / (most - least), 0, 1);
    }

    /** The way that is nearer to what was seen. */
    WhatIfs.Both nearer(double seen) {
        return chance(seen) < 0.5 ? even : byChance;
    }

    /** What is left of calls that wait or are refused, as a share of those that do now; more than 1 is worse. */
    double left(double seen) {
        double chance = chance(seen);
        return (chance == 1 ? 0 : (1 - chance) * left(even)) + (chance == 0 ? 0 : chance * left(byChance));
    }

    private static double left(WhatIfs.Both both) {
        return held(both.now()) == 0 ? 1 : (double) held(both.then()) / held(both.now());
    }

    /**
     * What is expected of the share that waits or is refused now, with what will be seen of so many calls whichever way is right.
     *
     * @param share now
     */
    Odds odds(double share, double calls, double seen) {
        Odds expected = Odds.ofShare(share * left(seen), calls);
        Odds one = held(even.now()) == 0 ? expected : Odds.ofShare(share * left(even), calls);
        Odds other = Odds.ofShare(share * left(byChance), calls);
        return new Odds(
                expected.expected(),
                Math.min(one.low(), other.low()),
                Math.max(one.high(), other.high()),
                Math.max(
                        expected.deviation(),
                        (Math.max(one.expected(), other.expected()) - Math.min(one.expected(), other.expected())) / 2));
    }

    String words() {
        return "Of each call only the second is known. Spread evenly over it, %,d would wait instead of %,d; at moments by chance, %,d instead of %,d. What is expected lies between the two as what was seen does."
                .formatted(held(even.then()), held(even.now()), held(byChance.then()), held(byChance.now()));
    }
}
