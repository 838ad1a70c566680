import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How good the optimizer's advice and verdicts are where the truth is known, in virtual time: hidden quotas that drift and jump, weights
 * that change, endpoints whose contents change at hidden rates (fixed, by chance, bursty, daily), trials of which some do harm, demand to
 * forecast; beside an oracle, doing nothing, the seed's rules and settings by hand. Some minutes; it runs
 * {@code src/test/java/io/zol0/optimizer/OptimizerSimulation.java}.
 *
 * <p>Options: {@code --seed0 N} (0) the first of {@code --seeds N} (3) that everything is drawn from, {@code --vary N} (0) other
 * constants: demand, drift, jumps, paces, moods, shares of harm; {@code --only PART} one of quotas, ttls, trials, forecasts and speed.
 */
final class Optimizer {
    static final Path ROOT = Path.of(System.getenv().getOrDefault("ZOL0_ROOT", "")).toAbsolutePath();

    public static void main(String[] args) throws Exception {
        Path compiled = ROOT.resolve("target/bench/optimizer");
        Files.createDirectories(compiled);
        Path list = ROOT.resolve("target/bench/classpath");
        run("mvn", "-B", "-q", "-f", ROOT.resolve("pom.xml").toString(), "dependency:build-classpath",
                "-Dmdep.includeScope=test", "-Dmdep.outputFile=" + list);
        String path = ROOT.resolve("target/classes") + java.io.File.pathSeparator + Files.readString(list).strip();
        run(program("javac"), "-nowarn", "-proc:none", "-d", compiled.toString(), "-cp", path,
                "-sourcepath", ROOT.resolve("src/test/java").toString(),
                ROOT.resolve("src/test/java/io/zol0/optimizer/OptimizerSimulation.java").toString());
        List<String> command = new ArrayList<>(List.of(program("java"), "-XX:+UseSerialGC", "-cp",
                compiled + java.io.File.pathSeparator + path, "io.zol0.optimizer.OptimizerSimulation"));
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
