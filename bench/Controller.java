import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
    static final Path ROOT = Path.of(System.getenv().getOrDefault("ZOL0_ROOT", "")).toAbsolutePath();

    public static void main(String[] args) throws Exception {
        Path compiled = ROOT.resolve("target/bench/controller");
        Files.createDirectories(compiled);
        Path list = ROOT.resolve("target/bench/classpath");
        run("mvn", "-B", "-q", "-f", ROOT.resolve("pom.xml").toString(), "dependency:build-classpath",
                "-Dmdep.includeScope=test", "-Dmdep.outputFile=" + list);
        String path = ROOT.resolve("target/classes") + java.io.File.pathSeparator + Files.readString(list).strip();
        run(program("javac"), "-nowarn", "-proc:none", "-d", compiled.toString(), "-cp", path,
                "-sourcepath", ROOT.resolve("src/test/java").toString(),
                ROOT.resolve("src/test/java/io/zol0/limits/ControllerSimulation.java").toString());
        List<String> command = new ArrayList<>(List.of(program("java"), "-XX:+UseSerialGC", "-cp",
                compiled + java.io.File.pathSeparator + path, "io.zol0.limits.ControllerSimulation"));
        Collections.addAll(command, args);
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
