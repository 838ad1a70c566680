import support.Compiled;

/**
 * How long it takes to look through all pairs of 500 series of a day for dependencies, and through each for changes of level. The
 * goal is under 5 s.
 */
final class Insight {
    public static void main(String[] args) throws Exception {
        new Compiled().run("io.zol0.insight.CorrelationsBenchmark", args);
    }
}
