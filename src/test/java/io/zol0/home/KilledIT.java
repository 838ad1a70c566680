package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledIT {
    private static final int ROUNDS = 20;

    @TempDir
    Path home;

    private final Random random = new Random(42);
    private long promised;

    @Test
    void what_was_committed_outlives_twenty_kills() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            writeAndKill();
            if (round % 5 == 0) {
                killServer();
            }
        }
        assertThat(promised).isGreaterThan(ROUNDS);
        try (Home held = Home.open(home);
                EmbeddedServer server = EmbeddedServer.start(held.folder());
                Connection connection = server.owner().connect();
                ResultSet row =
                        connection.createStatement().executeQuery("SELECT count(*), max(number) FROM written")) {
            row.next();
            assertThat(row.getLong(2)).isGreaterThanOrEqualTo(promised);
            assertThat(row.getLong(1)).isEqualTo(row.getLong(2));
        }
        assertThat(home.resolve("db").resolve(Postmaster.FILE)).doesNotExist();
    }

    private void writeAndKill() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = writer.inputReader()) {
            int killAfter = 1 + random.nextInt(300);
            int written = 0;
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                String[] words = line.split(" ");
                if (words[0].equals("found")) {
                    assertThat(Long.parseLong(words[2])).as("last number found").isGreaterThanOrEqualTo(promised);
                    assertThat(words[1]).as("numbers found, without gaps").isEqualTo(words[2]);
                } else if (words[0].equals("wrote")) {
                    promised = Long.parseLong(words[1]);
                    if (++written == killAfter) {
                        // Not the process: that would also close what it said last.
                        writer.toHandle().destroyForcibly();
                    }
                }
            }
            assertThat(written).isGreaterThanOrEqualTo(killAfter);
        } finally {
            writer.toHandle().destroyForcibly();
            writer.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** As a power cut would: the server itself gets no chance either. */
    private void killServer() throws IOException {
        Postmaster server = Postmaster.of(home.toRealPath().resolve("db")).orElseThrow();
        ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
    }
}
