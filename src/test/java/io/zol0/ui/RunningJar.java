package io.zol0.ui;

import io.zol0.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged jar, run as an operator runs it, on ports of its own. */
record RunningJar(Process process, int port, int gatewayPort, String firstPassword) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern FIRST_LOGIN = Pattern.compile("First login: .* with the password +(\\S+)");
    private static final Pattern STARTED = Pattern.compile("ZoL0 .* is ready\\.");

    /** Starts it on a new home, with more flags where there are any. */
    static RunningJar start(Path home, String demo, String... flags) throws IOException {
        return launch(home, demo, FIRST_LOGIN, flags);
    }

    /** Starts it on a home that has been used; there is no first password then. */
    static RunningJar startAgain(Path home, String demo) throws IOException {
        return launch(home, demo, STARTED);
    }

    private static RunningJar launch(Path home, String demo, Pattern awaited, String... flags) throws IOException {
        Path jar = Path.of(System.getProperty("zol0.jar", "target/zol0.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException("There is no jar at " + jar + "; run mvn package first.");
        }
        int port = FreePort.next();
        int gatewayPort = FreePort.next();
        Path said = Files.createTempFile("zol0-console", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // It runs for minutes: what a compiler for long runs would gain later, it costs at once.
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                "run",
                "--port=" + port,
                "--gateway-port=" + gatewayPort,
                "--home=" + home.resolve("home"),
                "--demo=" + demo));
        command.addAll(List.of(flags));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            return new RunningJar(process, port, gatewayPort, awaitLine(process, said, awaited));
        } catch (RuntimeException | IOException e) {
            process.destroy();
            throw e;
        }
    }

    String console() {
        return "http://localhost:" + port;
    }

    String gateway() {
        return "http://localhost:" + gatewayPort;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("ZoL0 did not stop within a minute");
        }
    }

    private static String awaitLine(Process process, Path said, Pattern awaited) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline) && process.isAlive()) {
            Matcher line = awaited.matcher(Files.readString(said));
            if (line.find()) {
                return line.groupCount() == 0 ? "" : line.group(1);
            }
            try {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IllegalStateException("ZoL0 did not start; it said:\n" + Files.readString(said));
    }
}
