import support.Compiled;

/**
 * What a long history takes on disk and how quickly it is read: 500 endpoints, each with 60 calls and three measured times a minute,
 * for 30 days, filled by COPY, rolled up as the product does it, and asked for what pages ask ({@code QueryBenchmark}). Where the
 * machine is slow it fills fewer days and says so; it stops after 20 minutes.
 *
 * <p>Option: {@code --days N} (30).
 */
final class Query {
    public static void main(String[] args) throws Exception {
        boolean named = args.length == 2 && args[0].equals("--days");
        if (args.length > 0 && !named) {
            System.err.println("unknown option " + args[0] + "; there is --days");
            System.exit(1);
        }
        new Compiled().run("io.zol0.metrics.QueryBenchmark", named ? args[1] : "30");
    }
}
