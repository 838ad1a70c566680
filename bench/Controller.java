import support.Compiled;

/**
 * How well the adaptive controller of a quota finds a limit that nobody shows it, in virtual time: model providers of each window type
 * (bucket, rolling, by the clock with a count and bans, a server with a queue) whose limits change, are shared with others or whose
 * answers get lost; beside a rate set by hand and AIMD. About a minute; it runs
 * {@code src/test/java/io/zol0/limits/ControllerSimulation.java}.
 *
 * <p>Options: {@code --seed N} (0) the first of {@code --seeds N} (5) that the calls are drawn from, {@code --vary N} (0) other lengths,
 * levels and thresholds of the providers.
 */
final class Controller {
    public static void main(String[] args) throws Exception {
        new Compiled("-XX:+UseSerialGC").run("io.zol0.limits.ControllerSimulation", args);
    }
}
