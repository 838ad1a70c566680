package io.zol0.home;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One step of the training: a JVM like this one, on the same jar, at the lowest priority. */
final class TrainingProcess {
    private static final List<String> FOREIGN = List.of(
            "ZOL0_",
            "SPRING_",
            "SERVER_",
            "MANAGEMENT_",
            "LOGGING_",
            "VAADIN_",
            "JDK_JAVA_OPTIONS",
            "JAVA_TOOL_OPTIONS");

    private final String what;
    private final ProcessBuilder builder;
    private @Nullable Process process;

    private TrainingProcess(
            String what, List<String> options, List<String> arguments, Map<String, String> environment) {
        this.what = what;
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ownOptions(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.addAll(options);
        command.addAll(List.of("-jar", System.getProperty("java.class.path")));
        command.addAll(arguments);
        this.builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        builder.environment().putAll(environment);
    }

    /** A whole ZoL0 that notes what it loads, and ends by itself. */
    static TrainingProcess recording(Path seen, Path home, Databases databases) {
        return new TrainingProcess(
                "the training run",
                List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + seen),
                List.of("train"),
                Map.of(
                        "ZOL0_HOME", home.toString(),
                        "ZOL0_PORT", "0",
                        "ZOL0_GATEWAY_PORT", "0",
                        "ZOL0_DEMO", "off",
                        "ZOL0_DB_URL", databases.application().url(),
                        "ZOL0_DB_USER", databases.application().user(),
                        "ZOL0_DB_PASSWORD", databases.application().password(),
                        "ZOL0_DB_MIGRATION_USER", databases.owner().user(),
                        "ZOL0_DB_MIGRATION_PASSWORD", databases.owner().password()));
    }

    /** No ZoL0 at all: the JVM makes the cache of what was noted. */
    static TrainingProcess creating(Path seen, Path cache) {
        return new TrainingProcess(
                "making the cache",
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + seen, "-XX:AOTCache=" + cache),
                List.of(),
                Map.of());
    }

    /** The options that decide whether a cache fits; none that opens a port, loads an agent or names a file. */
    static List<String> ownOptions(List<String> given) {
        return given.stream()
                .filter(option -> option.startsWith("-XX:")
                        || option.startsWith("-Xm")
                        || option.startsWith("--add-")
                        || option.startsWith("--enable-")
                        || option.startsWith("--sun-misc-"))
                .filter(option -> !option.startsWith("-XX:AOT")
                        && !option.contains("HeapDump")
                        && !option.contains("OnError")
                        && !option.contains("OnOutOfMemory")
                        && !option.toLowerCase(Locale.ROOT).contains("file=")
                        && !option.contains("Flight")
                        && !option.contains("VerifySharedSpaces"))
                .toList();
    }

    void start(Path said) throws IOException {
        Files.deleteIfExists(said);
        process = builder.redirectOutput(said.toFile()).start();
    }

    /** Returns when it has ended well. */
    void await(Duration patience) throws IOException, InterruptedException {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(what + " was not started");
        }
        try {
            if (!running.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException(what + " took longer than " + patience.toSeconds() + " s");
            }
            if (running.exitValue() != 0) {
                throw new IOException(what + " ended with exit code " + running.exitValue());
            }
        } finally {
            kill();
        }
    }

    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
