package io.zol0.optimizer;

import java.time.Duration;
import java.time.Instant;

/** What would be measured: as many calls a second as somebody says, and of them so many of each sort, with the advice and without it. */
final class World implements Meter {
    /** Of the calls, shares. */
    record Shares(double aim, double failed, double refusedByProvider, double slow, double outdated) {
        static Shares aim(double share) {
            return new Shares(share, 0.01, 0, 0.01, 0.004);
        }

        Shares failing(double share) {
            return new Shares(aim, share, refusedByProvider, slow, outdated);
        }

        Shares refused(double share) {
            return new Shares(aim, failed, share, slow, outdated);
        }

        Shares outdated(double share) {
            return new Shares(aim, failed, refusedByProvider, slow, share);
        }
    }

    double callsPerSecond = 20;
    Shares without = Shares.aim(0.9);
    Shares with = Shares.aim(0.3);

    @Override
    public Baseline baseline(Advice advice, Duration mayWait) {
        Duration hour = Duration.ofHours(1);
        return new Baseline(hour, counts(without, 3_600), Duration.ofMillis(300));
    }

    @Override
    public Counts counts(Advice advice, boolean applied, Duration slowFrom, Instant from, Instant to) {
        return counts(applied ? with : without, Duration.between(from, to).toSeconds());
    }

    @Override
    public double deviation(Advice advice, Duration length) {
        return Double.NaN;
    }

    private Counts counts(Shares shares, long seconds) {
        double calls = callsPerSecond * seconds;
        return new Counts(
                Math.round(calls),
                Math.round(calls * shares.failed),
                0,
                Math.round(calls * shares.refusedByProvider),
                Math.round(calls * shares.slow),
                calls * (1 - shares.aim) * shares.outdated,
                Math.round(calls * (1 - shares.aim)),
                calls * shares.aim,
                calls);
    }
}
