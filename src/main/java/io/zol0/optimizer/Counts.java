package io.zol0.optimizer;

/**
 * What happened to the calls that an advice is about, in some span of time.
 *
 * @param failed no answer, or one of 5xx
 * @param refusedByProvider with 429 or 418
 * @param slow took longer than 99 of 100 calls did before the trial
 * @param outdated answers from the store that the provider would not have given any more, estimated from their ages
 * @param served answers from the store
 * @param aimCount calls of the sort that the advice is to make fewer
 * @param aimOf calls that could be of that sort
 */
public record Counts(
        long calls,
        long failed,
        long refusedByUs,
        long refusedByProvider,
        long slow,
        double outdated,
        long served,
        double aimCount,
        double aimOf) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
        return new Counts(
                calls + other.calls,
                failed + other.failed,
                refusedByUs + other.refusedByUs,
                refusedByProvider + other.refusedByProvider,
                slow + other.slow,
                outdated + other.outdated,
                served + other.served,
                aimCount + other.aimCount,
                aimOf + other.aimOf);
    }

    /** Share from 0 to 1 of what is to become less; not a number where nothing was counted. */
    public double aim() {
        return aimOf <= 0 ? Double.NaN : aimCount / aimOf;
    }
}
