package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.home.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, as people start it. */
class CommandsIT {
    @TempDir
    Path folder;

    @Test
    void it_starts_says_where_and_stops_without_leaving_anything_behind() throws Exception {
        Path home = folder.resolve("home");
        int port = FreePort.next();
        List<String> said = new ArrayList<>();
        Process running =
                start("run", "--home=" + home, "--port=" + port, "--gateway-port=" + FreePort.next(), "--demo=off");
        try (BufferedReader out = running.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.contains("Token for callers")) {
                    break;
                }
            }
            assertThat(said).anyMatch(line -> line.endsWith("http://localhost:" + port));
            assertThat(said).anyMatch(line -> line.contains("First login:  admin"));

            Said second =
                    run("run", "--home=" + home, "--port=" + FreePort.next(), "--gateway-port=" + FreePort.next());
            second.refuses("is in use by process " + running.pid());
            Said taken = run("run", "--home=" + folder.resolve("other"), "--port=" + port, "--gateway-port=0");
            taken.refuses("Port " + port + " for the console is taken");
            assertThat(folder.resolve("other")).doesNotExist();
            Path backup = folder.resolve("backup.zip");
            assertThat(run("backup", backup.toString(), "--home=" + home).code())
                    .isZero();
            assertThat(backup).isNotEmptyFile();

            running.destroy();
            assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(home.resolve("db").resolve("postmaster.pid")).doesNotExist();

            restoresInto(folder.resolve("restored"), backup, home.resolve("secret.key"));
            refusesWhatDoesNotBelong(home);
        } finally {
            running.destroy();
            running.waitFor(60, TimeUnit.SECONDS);
        }
    }

    private void restoresInto(Path fresh, Path backup, Path key) throws Exception {
        run("restore", backup.toString(), "--home=" + fresh).refuses("belongs to the secret key with the fingerprint");
        Files.createDirectories(fresh);
        Files.copy(key, fresh.resolve("secret.key"));
        assertThat(run("restore", backup.toString(), "--home=" + fresh).code()).isZero();
        run("restore", backup.toString(), "--home=" + fresh).refuses("already holds data");
        Said reset = run("reset-admin", "--home=" + fresh);
        assertThat(reset.error()).isEmpty();
        assertThat(reset.code()).isZero();
        assertThat(reset.out()).contains("New login:  admin").doesNotContain("First login");
    }

    private void refusesWhatDoesNotBelong(Path home) throws Exception {
        Path version = home.resolve("db").resolve("PG_VERSION");
        Files.writeString(version, "17\n");
        run("reset-admin", "--home=" + home).refuses("belong to PostgreSQL 17");
        Files.writeString(version, "18\n");
        Files.writeString(home.resolve("secret.key"), "ab".repeat(32));
        run("reset-admin", "--home=" + home).refuses("belongs to the secret key with the fingerprint");
        assertThat(home.resolve("db").resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void a_home_that_cannot_be_written_to_is_said() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        run("run", "--home=" + file, "--port=0", "--gateway-port=0").refuses("cannot be written to");
    }

    @Test
    void a_database_that_cannot_be_reached_is_said() throws Exception {
        run(
                        "run",
                        "--home=" + folder,
                        "--port=0",
                        "--gateway-port=0",
                        "--db-url=postgres://127.0.0.1:" + FreePort.next() + "/x")
                .refuses("cannot be reached; start it or check ZOL0_DB_URL");
        assertThat(folder.resolve("db")).doesNotExist();
    }

    @Test
    void what_is_mistyped_is_said() throws Exception {
        run("rum").refuses("There is no command \"rum\"");
        run("--prot=1").refuses("There is no flag --prot=1");
        run("backup").refuses("needs one file");
        run("run", "--home=" + folder, "--port=0", "--gateway-port=0", "--demo=off", "--zol0.metrics.budget=1KB")
                .refuses("zol0.metrics.budget is 1024B, but must be 8MB or more.");
        run("reset-admin", "--home=" + folder.resolve("hmoe")).refuses("There is no installation in");
        assertThat(folder.resolve("hmoe")).doesNotExist();
    }

    @Test
    void what_would_be_unsafe_is_refused_before_anything_is_made() throws Exception {
        Path home = folder.resolve("unsafe");
        String[] start = {"run", "--home=" + home, "--port=0", "--gateway-port=0"};
        run(with(start, "--bind=0.0.0.0")).refuses("set ZOL0_TLS_CERT and ZOL0_TLS_KEY, or ZOL0_PLAIN_HTTP=on");
        TestCertificate own = TestCertificate.in(folder, "own");
        TestCertificate other = TestCertificate.in(folder, "other");
        run(with(start, "--zol0.tls.cert=" + own.certificate(), "--zol0.tls.key=" + other.key()))
                .refuses("does not belong to the first certificate in");
        run(with(start, "--zol0.tls.keystore=" + own.keystore(), "--zol0.tls.keystore.password=wrong"))
                .refuses("which is no PKCS#12 key store that opens with ZOL0_TLS_KEYSTORE_PASSWORD");
        run(with(start, "--zol0.trusted.proxies=proxy.example")).refuses("ZOL0_TRUSTED_PROXIES takes addresses");
        assertThat(home).doesNotExist();
    }

    @Test
    void a_training_prints_no_password_and_no_token() throws Exception {
        Said trained =
                run("train", "--home=" + folder.resolve("trained"), "--port=0", "--gateway-port=0", "--demo=off");
        assertThat(trained.code()).as(trained.error()).isZero();
        assertThat(trained.out() + trained.error())
                .contains("is ready")
                .doesNotContainIgnoringCase("password")
                .doesNotContain("zol0_");
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void it_knows_its_version() throws Exception {
        assertThat(run("version").out()).startsWith("ZoL0 ");
    }

    /** What a command answered. */
    private record Said(int code, String out, String error) {
        /** One sentence on the error output, nothing else, and exit code 1. */
        void refuses(String sentence) {
            assertThat(error).contains(sentence);
            assertThat(error.lines()).hasSize(1);
            assertThat(out).isEmpty();
            assertThat(code).isEqualTo(1);
        }
    }

    private Said run(String... arguments) throws Exception {
        Path out = Files.createTempFile(folder, "said", ".out");
        Path error = Files.createTempFile(folder, "said", ".err");
        Process process = builder(arguments)
                .redirectOutput(out.toFile())
                .redirectError(error.toFile())
                .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Said(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(error, StandardCharsets.UTF_8));
    }

    private static Process start(String... arguments) throws IOException {
        return builder(arguments).redirectErrorStream(true).start();
    }

    private static ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("zol0.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ZOL0_"));
        return builder;
    }
}
