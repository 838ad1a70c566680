package support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Compiles a benchmark that lies beside the tests, since it looks inside, and runs it in a JVM of its own; what takes longer than 20
 * minutes is ended. Where something fails, ends with a line that says what.
 */
public final class Compiled {
    private static final Path FOLDER = Product.ROOT.resolve("target/bench");
    private static final int LONGEST_MINUTES = 20;

    private final String libraries;
    private final Path classes = FOLDER.resolve("classes");
    private final List<String> options = new ArrayList<>(List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+EnableDynamicAgentLoading",
            "-Dvaadin.productionMode=true",
            "-Xmx2g"));

    /** @param options of the JVM beside the usual ones */
    public Compiled(String... options) throws Exception {
        this.options.addAll(List.of(options));
        Files.createDirectories(classes);
        Path list = FOLDER.resolve("classpath");
        launch("mvn", "-B", "-q", "-f", Product.ROOT.resolve("pom.xml").toString(), "dependency:build-classpath",
                "-Dmdep.includeScope=test", "-Dmdep.outputFile=" + list);
        libraries = Product.ROOT.resolve("target/classes") + File.pathSeparator
                + Product.ROOT.resolve("src/test/resources") + File.pathSeparator + Files.readString(list).strip();
    }

    /** @param name of the class with its packages */
    public void run(String name, String... arguments) throws Exception {
        Path source = Product.ROOT.resolve("src/test/java").resolve(name.replace('.', '/') + ".java");
        launch(program("javac"), "-nowarn", "-parameters", "-d", classes.toString(), "-cp", libraries,
                "-sourcepath", Product.ROOT.resolve("src/test/java").toString(),
                "-proc:full", "-processor", "org.openjdk.jmh.generators.BenchmarkProcessor", source.toString());
        List<String> command = new ArrayList<>(List.of(program("java")));
        command.addAll(options);
        command.addAll(List.of("-cp", classes + File.pathSeparator + libraries, name));
        command.addAll(List.of(arguments));
        launch(command.toArray(String[]::new));
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static void launch(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            System.err.println(command[0] + " took longer than " + LONGEST_MINUTES + " minutes and was ended");
            System.exit(1);
        }
        if (process.exitValue() != 0) {
            System.err.println(command[0] + " failed");
            System.exit(1);
        }
    }
}
