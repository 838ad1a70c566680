import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a decision of the limits costs in nanoseconds and garbage, beside Bucket4j alone, Resilience4j and Guava: one contended bucket
 * on 2 threads, 100,000 keys on 1 and on 2, three quotas a call; then the memory that a million keys leave behind. Bounded to about
 * four minutes; it measures {@code src/test/java/io/zol0/limits/LimitsBenchmark.java} with JMH.
 *
 * <p>Option: {@code --seconds N} (5), the time that each is measured for.
 */
final class Limits {
    static final Path ROOT = Path.of(System.getenv().getOrDefault("ZOL0_ROOT", "")).toAbsolutePath();
    static final Path FOLDER = ROOT.resolve("target/bench");
    static final Path CLASSES = ROOT.resolve("target/classes");

    public static void main(String[] args) throws Exception {
        boolean named = args.length == 2 && args[0].equals("--seconds");
        if (args.length > 0 && !named) {
            System.err.println("unknown option " + args[0] + "; there is --seconds");
            System.exit(1);
        }
        Files.createDirectories(FOLDER);
        Path list = FOLDER.resolve("classpath");
        run("mvn", "-B", "-q", "-f", ROOT.resolve("pom.xml").toString(), "dependency:build-classpath",
                "-Dmdep.includeScope=test", "-Dmdep.outputFile=" + list);
        String libraries = CLASSES + java.io.File.pathSeparator + Files.readString(list).strip();
        Path compiled = FOLDER.resolve("classes");
        Files.createDirectories(compiled);
        run(program("javac"), "-nowarn", "-d", compiled.toString(), "-cp", libraries,
                "-sourcepath", ROOT.resolve("src/test/java").toString(),
                "-proc:full", "-processor", "org.openjdk.jmh.generators.BenchmarkProcessor",
                ROOT.resolve("src/test/java/io/zol0/limits/LimitsBenchmark.java").toString());
        List<String> command = new ArrayList<>(List.of(program("java"), "--sun-misc-unsafe-memory-access=allow", "-Xmx1g",
                "-cp", compiled + java.io.File.pathSeparator + libraries, "io.zol0.limits.LimitsBenchmark"));
        if (named) {
            command.add(args[1]);
        }
        run(command.toArray(String[]::new));
    }

    static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    static void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (builder.start().waitFor() != 0) {
            System.err.println(command[0] + " failed");
            System.exit(1);
        }
    }
}
