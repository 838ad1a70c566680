import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long it takes to look through all pairs of 500 series of a day for dependencies, and through each for changes of level. The
 * goal is under 5 s. Needs the compiled tests: {@code mvn test-compile} makes them where they are missing.
 */
final class Insight {
    public static void main(String[] args) throws Exception {
        Path root = Path.of(System.getenv().getOrDefault("ZOL0_ROOT", "."));
        Path tests = root.resolve("target/test-classes");
        if (!Files.exists(tests.resolve("io/zol0/insight/CorrelationsBenchmark.class"))) {
            run(root, List.of("mvn", "-q", "-o", "test-compile"));
        }
        run(
                root,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        tests + ":" + root.resolve("target/classes") + ":" + libraries(root),
                        "io.zol0.insight.CorrelationsBenchmark"));
    }

    private static String libraries(Path root) throws Exception {
        Path folder = root.resolve("target/app/lib");
        if (!Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> jars = Files.list(folder)) {
            return String.join(":", jars.map(Path::toString).toList());
        }
    }

    private static void run(Path root, List<String> command) throws Exception {
        int code = new ProcessBuilder(new ArrayList<>(command))
                .directory(root.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            System.exit(code);
        }
    }
}
