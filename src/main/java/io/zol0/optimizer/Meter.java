package io.zol0.optimizer;

import java.time.Duration;
import java.time.Instant;

/** Measures what happens to the calls that an advice is about. */
interface Meter {
    /** How long times of a trial are to be at least, for they are measured in pieces of so long. */
    Duration PIECE = Duration.ofSeconds(10);

    /**
     * What the last hour was like.
     *
     * @param mayWait by how much longer a call may take before it is slow
     */
    Baseline baseline(Advice advice, Duration mayWait);

    /**
     * What happened between two times, both whole pieces.
     *
     * @param applied whether the advice was in force
     * @param slowFrom calls that took longer count as slow
     */
    Counts counts(Advice advice, boolean applied, Duration slowFrom, Instant from, Instant to);

    /**
     * How much the aim differs between times of about that length, in whole minutes, within the last hour: its standard deviation; not
     * a number where there were too few.
     */
    double deviation(Advice advice, Duration length);

    /**
     * The last hour, before a trial.
     *
     * @param measured how much of it was measured
     * @param slowFrom one in a hundred calls took longer, or fewer where calls may wait
     */
    record Baseline(Duration measured, Counts counts, Duration slowFrom) {
        /** Calls a second of those that count for the aim. */
        double aimedPerSecond() {
            return measured.isZero() ? 0 : counts.aimOf() / (measured.toMillis() / 1e3);
        }
    }
}
