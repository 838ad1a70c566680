package io.zol0.optimizer;

/** How sure a recommendation is, by how often such predictions came true. */
public sealed interface Confidence {
    /**
     * Earned.
     *
     * @param probability that a trial says keep, corrected by what came of earlier ones
     * @param right trials that said keep
     * @param of trials that there were
     */
    record Earned(double probability, int right, int of) implements Confidence {}

    /** There are too few verdicts to say a number. */
    record NotYet(int verdicts, int needed) implements Confidence {}

    static Confidence of(double predicted, Calibration calibration, int right) {
        return calibration.isEnough()
                ? new Earned(calibration.corrected(predicted), right, calibration.count())
                : new NotYet(calibration.count(), Calibration.LEAST);
    }
}
