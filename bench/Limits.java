import support.Compiled;

/**
 * What a decision of the limits costs in nanoseconds and garbage, beside Bucket4j alone, Resilience4j and Guava: one contended bucket
 * on 2 threads, 100,000 keys on 1 and on 2, three quotas a call; then the memory that a million keys leave behind. Bounded to about
 * four minutes; it measures {@code src/test/java/io/zol0/limits/LimitsBenchmark.java} with JMH.
 *
 * <p>Option: {@code --seconds N} (5), the time that each is measured for.
 */
final class Limits {
    public static void main(String[] args) throws Exception {
        boolean named = args.length == 2 && args[0].equals("--seconds");
        if (args.length > 0 && !named) {
            System.err.println("unknown option " + args[0] + "; there is --seconds");
            System.exit(1);
        }
        new Compiled("-Xmx1g").run("io.zol0.limits.LimitsBenchmark", named ? new String[] {args[1]} : new String[0]);
    }
}
