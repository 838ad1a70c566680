package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationKilledIT {
    private static final int ROUNDS = 12;

    @TempDir
    Path home;

    private final Random random = new Random(42);

    @Test
    void wherever_a_rotation_is_killed_the_next_start_opens_everything() throws Exception {
        try (TestDatabase database = TestDatabase.migrated()) {
            DatabaseAddress address = database.databases().owner();
            HomeSettings settings = new HomeSettings(home, address, null);
            byte[] hash = prepare(settings, address);
            for (int round = 1; round <= ROUNDS; round++) {
                rotateAndKill(address);
                try (Installation installation = Installation.open(settings);
                        Connection connection = address.connect()) {
                    Secret secret = installation.sign(connection);
                    assertThat(secret.hash("token", "t"))
                            .as("tokens after kill %d", round)
                            .isEqualTo(hash);
                    assertThat(secret.open("channel/1", sealed(connection)))
                            .as("secrets after kill %d", round)
                            .isEqualTo("one");
                }
            }
        }
    }

    private static byte[] prepare(HomeSettings settings, DatabaseAddress address) throws Exception {
        try (Installation installation = Installation.open(settings);
                Connection connection = address.connect()) {
            Secret secret = installation.sign(connection);
            connection.createStatement().execute("CREATE TABLE mailbox (id int PRIMARY KEY, sealed_password text)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO mailbox VALUES (1, ?)")) {
                insert.setString(1, secret.seal("channel/1", "one"));
                insert.executeUpdate();
            }
            return secret.hash("token", "t");
        }
    }

    /** After a first rotation the classes are loaded, so the moment of the kill is anywhere in one of the next. */
    private void rotateAndKill(DatabaseAddress address) throws Exception {
        Process rotator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rotator.class.getName(),
                        home.toString(),
                        address.url(),
                        address.user(),
                        address.password())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = rotator.inputReader()) {
            assertThat(said.readLine()).isEqualTo("rotated");
            LockSupport.parkNanos(random.nextInt(100_000_000));
        } finally {
            rotator.toHandle().destroyForcibly();
            rotator.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static String sealed(Connection connection) throws Exception {
        try (ResultSet row = connection.createStatement().executeQuery("SELECT sealed_password FROM mailbox")) {
            row.next();
            return row.getString(1);
        }
    }
}
