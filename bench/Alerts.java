import support.Compiled;

/**
 * How long one round of judging takes: 5,000 rules, each for every endpoint, by the classes that do it in ZoL0 over live windows that
 * hold real calls; once with everything fine, once with every tenth pair bad. The goal is under a second. About a minute; it runs
 * {@code src/test/java/io/zol0/alerts/AlertsBenchmark.java}.
 *
 * <p>Options: {@code --rules N} (5000), {@code --endpoints N} (200), {@code --rounds N} (20).
 */
final class Alerts {
    public static void main(String[] args) throws Exception {
        new Compiled().run("io.zol0.alerts.AlertsBenchmark", args);
    }
}
