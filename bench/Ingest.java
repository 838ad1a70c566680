import java.util.List;
import support.Compiled;

/**
 * What it takes to have calls measured. Recording one in the gateway, in nanoseconds and bytes of garbage, beside Micrometer's Timer
 * with and without a histogram ({@code RecordBenchmark}, with JMH). Then how many calls a second {@code POST /api/performance/calls}
 * takes when all of them are counted, and when every call is kept as well, beside plain COPY of such rows into the same table with
 * its indexes, in turn, medians of five rounds ({@code IngestBenchmark}). About four minutes.
 *
 * <p>Options: {@code --parts A,B} (record,calls), {@code --seconds N} (3) that each recording is measured for, {@code --batches N} (20)
 * of 10,000 calls a round.
 */
final class Ingest {
    public static void main(String[] args) throws Exception {
        List<String> parts = List.of("record", "calls");
        String seconds = "3";
        String batches = "20";
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--parts" -> parts = List.of(args[i + 1].split(","));
                case "--seconds" -> seconds = args[i + 1];
                case "--batches" -> batches = args[i + 1];
                default -> throw new IllegalArgumentException(
                        "unknown option " + args[i] + "; there are --parts, --seconds and --batches");
            }
        }
        Compiled compiled = new Compiled();
        for (String part : parts) {
            switch (part) {
                case "record" -> compiled.run("io.zol0.metrics.RecordBenchmark", seconds);
                case "calls" -> compiled.run("io.zol0.IngestBenchmark", batches);
                default -> throw new IllegalArgumentException("there is no part " + part);
            }
        }
    }
}
