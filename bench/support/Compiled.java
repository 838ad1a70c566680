package support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compiles a benchmark that lies beside the tests, since it looks inside, and runs it in a JVM of its own. */
public final class Compiled {
    private static final Path FOLDER = Product.ROOT.resolve("target/bench");

    private final String libraries;
    private final Path classes = FOLDER.resolve("classes");

    public Compiled() throws Exception {
        Files.createDirectories(classes);
        Path list = FOLDER.resolve("classpath");
        run("mvn", "-B", "-q", "-f", Product.ROOT.resolve("pom.xml").toString(), "dependency:build-classpath",
                "-Dmdep.includeScope=test", "-Dmdep.outputFile=" + list);
        libraries = Product.ROOT.resolve("target/classes") + File.pathSeparator + Files.readString(list).strip();
    }

    /** @param name of the class with its packages */
    public void run(String name, String... arguments) throws Exception {
        Path source = Product.ROOT.resolve("src/test/java").resolve(name.replace('.', '/') + ".java");
        run(program("javac"), "-nowarn", "-parameters", "-d", classes.toString(), "-cp", libraries,
                "-sourcepath", Product.ROOT.resolve("src/test/java").toString(),
                "-proc:full", "-processor", "org.openjdk.jmh.generators.BenchmarkProcessor", source.toString());
        List<String> command = new ArrayList<>(List.of(
                program("java"),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dvaadin.productionMode=true",
                "-Xmx2g",
                "-cp",
                classes + File.pathSeparator + libraries,
                name));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException(command[0] + " failed");
        }
    }
}
