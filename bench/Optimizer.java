import support.Compiled;

/**
 * How good the optimizer's advice and verdicts are where the truth is known, in virtual time: hidden quotas that drift and jump, weights
 * that change, endpoints whose contents change at hidden rates (fixed, by chance, bursty, daily), trials of which some do harm, demand to
 * forecast; beside an oracle, doing nothing, the seed's rules and settings by hand; then a day of the demo's traffic with the production
 * classes. Some minutes, 20 at most; it runs
 * {@code src/test/java/io/zol0/optimizer/OptimizerSimulation.java}.
 *
 * <p>Options: {@code --seed0 N} (0) the first of {@code --seeds N} (3) that everything is drawn from, {@code --vary N} (0) other
 * constants: demand, drift, jumps, paces, moods, shares of harm; {@code --only PART} one of quotas, ttls, trials, forecasts,
 * speed and demo, or foresight, which is not part of the whole: how well trials can be predicted at best.
 */
final class Optimizer {
    public static void main(String[] args) throws Exception {
        new Compiled("-XX:+UseSerialGC").run("io.zol0.optimizer.OptimizerSimulation", args);
    }
}
