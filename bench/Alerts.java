import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long one round of judging takes: 5,000 rules, each for every endpoint, by the classes that do it in ZoL0 over live windows that
 * hold real calls; once with everything fine, once with every tenth pair bad. The goal is under a second. About a minute; it runs
 * {@code src/test/java/io/zol0/alerts/AlertsBenchmark.java}.
 *
 * <p>Options: {@code --rules N} (5000), {@code --endpoints N} (200), {@code --rounds N} (20).
 */
final class Alerts {
    static final Path ROOT = Path.of(System.getenv().getOrDefault("ZOL0_ROOT", "")).toAbsolutePath();

    public static void main(String[] args) throws Exception {
        Path compiled = ROOT.resolve("target/bench/alerts");
        Files.createDirectories(compiled);
        Path list = ROOT.resolve("target/bench/classpath");
        run("mvn", "-B", "-q", "-f", ROOT.resolve("pom.xml").toString(), "dependency:build-classpath",
                "-Dmdep.includeScope=test", "-Dmdep.outputFile=" + list);
        String path = ROOT.resolve("target/classes") + java.io.File.pathSeparator + Files.readString(list).strip();
        run(program("javac"), "-nowarn", "-proc:none", "-d", compiled.toString(), "-cp", path,
                "-sourcepath", ROOT.resolve("src/test/java").toString(),
                ROOT.resolve("src/test/java/io/zol0/alerts/AlertsBenchmark.java").toString());
        List<String> command = new ArrayList<>(List.of(program("java"), "-Xmx1g", "-cp",
                compiled + java.io.File.pathSeparator + path, "io.zol0.alerts.AlertsBenchmark"));
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
