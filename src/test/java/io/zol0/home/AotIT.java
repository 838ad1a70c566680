package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The extracted jar with an AOT cache, started as the launcher starts it. */
class AotIT {
    /** The training has the lowest priority, and other tests run beside it. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TempDir
    Path folder;

    @Test
    void the_first_start_trains_a_cache_that_the_next_uses_and_a_damaged_one_stops_nobody() throws Exception {
        Path app = extracted();
        Path home = folder.resolve("home");
        Path cache = home.resolve("aot").resolve("this.aot");
        Path older = home.resolve("aot").resolve("older.aot");
        Files.createDirectories(older.getParent());
        Files.createFile(older);

        try (Started first = new Started(app, home, cache)) {
            first.until("An AOT cache was trained");
            assertThat(databases(home)).containsOnly("postgres", "zol0");
        }
        try (Stream<Path> left = Files.list(cache.getParent())) {
            assertThat(left).containsOnly(cache);
        }

        try (Started second = new Started(app, home, cache)) {
            second.until("This start used the AOT cache " + cache);
        }

        damage(cache);
        try (Started third = new Started(app, home, cache)) {
            third.until("is ready");
            third.until("The AOT cache " + cache + " could not be used and was removed");
            ProcessHandle child = third.trainingProcess();
            third.stop();
            assertThat(child.isAlive()).isFalse();
        }
        assertThat(home.resolve("db").resolve("postmaster.pid")).doesNotExist();
        assertThat(cache).doesNotExist();
    }

    private Path extracted() throws Exception {
        Path app = folder.resolve("app");
        Process extraction = new ProcessBuilder(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        System.getProperty("zol0.jar"),
                        "extract",
                        "--destination",
                        "" + app)
                .inheritIO()
                .start();
        assertThat(extraction.waitFor()).isZero();
        return app.resolve("zol0.jar");
    }

    private static List<String> databases(Path home) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = EmbeddedServer.running(home).connect();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT datname FROM pg_database WHERE NOT datistemplate")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Noise here and there, with the head left as it was. */
    private static void damage(Path cache) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
            for (long at = file.length() / 10; at < file.length() - 1000; at += file.length() / 50) {
                file.seek(at);
                file.write(new byte[] {90, 111, 76, 48, 90, 111, 76, 48});
            }
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** One ZoL0, and what it says. */
    private static final class Started implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;

        Started(Path app, Path home, Path cache) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    java(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dzol0.aot.cache=" + cache));
            if (Files.exists(cache)) {
                command.addAll(List.of(
                        "-XX:AOTCache=" + cache, "-XX:AOTMode=auto", "-XX:+VerifySharedSpaces", "-Xlog:aot*=off"));
            }
            command.addAll(List.of("-jar", app.toString(), "run", "--home=" + home, "--zol0.aot.delay=0s"));
            command.add("--zol0.aot.patience=" + PATIENCE.toMinutes() + "m");
            command.addAll(List.of("--port=0", "--gateway-port=0", "--demo=off"));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("ZOL0_"));
            process = builder.start();
            // A read is not interrupted by a time-out: it ends with what it reads from.
            CompletableFuture.delayedExecutor(PATIENCE.toMinutes(), TimeUnit.MINUTES)
                    .execute(process::destroyForcibly);
            out = process.inputReader();
        }

        void until(String text) throws IOException {
            List<String> said = new ArrayList<>();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.contains(text)) {
                    return;
                }
                if (line.contains("No AOT cache could be trained")) {
                    break;
                }
            }
            throw new AssertionError("it never said \"" + text + "\" but " + said);
        }

        /** The JVM of the training, once it runs. */
        ProcessHandle trainingProcess() {
            while (process.isAlive()) {
                List<ProcessHandle> found = process.descendants()
                        .filter(child -> child.info().commandLine().orElse("").contains("AOTMode=record"))
                        .toList();
                if (!found.isEmpty()) {
                    return found.getFirst();
                }
                Thread.onSpinWait();
            }
            throw new AssertionError("it ended before its training began");
        }

        void stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
