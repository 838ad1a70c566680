package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher on machines that lack one thing or another: in a folder that stands for the root of the machine, with
 * programs that only say how they were called.
 */
class LauncherTests {
    private static final List<String> BORROWED = List.of(
            "sh",
            "awk",
            "cat",
            "cksum",
            "cut",
            "dirname",
            "env",
            "find",
            "grep",
            "head",
            "ls",
            "mkdir",
            "mv",
            "printf",
            "readlink",
            "rm",
            "sed",
            "tail",
            "touch",
            "tr",
            "uname");

    @TempDir
    Path machine;

    private Path checkout;

    @BeforeEach
    void machine() throws IOException {
        Files.createDirectories(machine.resolve("bin"));
        for (String tool : BORROWED) {
            Path real = Stream.of("/bin/", "/usr/bin/")
                    .map(folder -> Path.of(folder + tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("This machine has no " + tool + "."));
            program(tool, "exec " + real + " \"$@\"");
        }
        checkout = Files.createDirectories(machine.resolve("zol0"));
        String launcher = Files.readString(Path.of("zol0"))
                .replaceAll("(?<=\\s)(/usr/lib|/usr/java|/usr/local|/opt|/Library|/home)", machine + "$1");
        executable(checkout.resolve("zol0"), launcher);
        Files.createDirectories(checkout.resolve("src/main"));
        Files.createDirectories(checkout.resolve("frontend"));
        Files.createDirectories(checkout.resolve("db"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    }

    @Test
    void without_a_jdk_it_says_what_to_install() throws Exception {
        program("apt-get", "exit 1");
        run("run").refuses("ZoL0 needs a JDK 25 or later and found none; install it (apt-get install openjdk-25-jdk");
        program("java", "echo '    java.home = " + jdk("/usr/lib/jvm/java-17", "17.0.15") + "' >&2");
        run("run").refuses("ZoL0 needs a JDK 25 or later and found none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/lib/jvm/temurin-25-jdk-amd64",
                "/usr/lib/jvm/java-25-openjdk",
                "/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "/root/.sdkman/candidates/java/25-tem",
                "/opt/jdk-25"
            })
    void a_jdk_is_found_where_systems_keep_theirs(String folder) throws Exception {
        jdk("/usr/lib/jvm/java-17-openjdk", "17.0.15");
        Path found = jdk(folder, "25");
        built();
        assertThat(run("run").out()).contains("java of " + found).contains("zol0.jar run");
    }

    @Test
    void the_controller_is_spoken_to_without_a_server() throws Exception {
        jdk("/usr/lib/jvm/temurin-25", "25");
        built();
        assertThat(run("controller").out()).contains("io.zol0.Zol0 controller").doesNotContain("-jar");
        assertThat(run("help").out()).contains("./zol0 controller");
    }

    @Test
    void the_jdk_that_is_set_wins() throws Exception {
        jdk("/usr/lib/jvm/temurin-25", "25");
        Path set = jdk("/elsewhere/jdk-26", "26.0.1");
        built();
        assertThat(run(Map.of("JAVA_HOME", set.toString()), "run").out()).contains("java of " + set);
    }

    @Test
    void it_builds_where_sources_are_newer_than_the_jar_and_only_there() throws Exception {
        jdk("/usr/lib/jvm/temurin-25", "25");
        Files.createFile(checkout.resolve("src/main/A.java"));
        run("run").refuses("Building ZoL0 needs Maven 3.6.3 or later and found none; install it (");
        program(
                "mvn",
                "echo built >>" + machine + "/builds; mkdir -p " + checkout + "/target; touch " + checkout
                        + "/target/zol0.jar");
        assertThat(run("run").code()).isZero();
        assertThat(run("run").code()).isZero();
        assertThat(Files.readAllLines(machine.resolve("builds"))).hasSize(1);
        Files.setLastModifiedTime(
                checkout.resolve("src/main/A.java"), FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(run("run").code()).isZero();
        assertThat(Files.readAllLines(machine.resolve("builds"))).hasSize(2);
    }

    @Test
    void a_build_that_fails_is_said_and_tried_again() throws Exception {
        jdk("/usr/lib/jvm/temurin-25", "25");
        program("mvn", "echo '[INFO] begun'; echo '[ERROR] broken'; exit 1");
        Said said = run("run");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.error())
                .contains("[ERROR] broken")
                .doesNotContain("[INFO]")
                .endsWith("ZoL0 could not be built; the whole log is in " + checkout + "/target/build.log.\n");
        assertThat(run("run").code()).isEqualTo(1);
    }

    @Test
    void tests_without_chromium_say_so_and_skip_nothing() throws Exception {
        jdk("/usr/lib/jvm/temurin-25", "25");
        program("mvn", "echo never >>" + machine + "/builds");
        program("id", "echo 1000");
        program("apt-get", "exit 1");
        run("test")
                .refuses("The browser tests need Chromium, and only root may install it; run: sudo apt-get install"
                        + " chromium");
        program("id", "echo 0");
        Said tried = run("test");
        assertThat(tried.code()).isEqualTo(1);
        assertThat(tried.error())
                .endsWith("The browser tests need Chromium and apt-get could not install it; see " + checkout
                        + "/target/chromium.log.\n");
        assertThat(machine.resolve("builds")).doesNotExist();
    }

    @Test
    void tests_install_chromium_where_they_may_and_say_the_totals_last() throws Exception {
        jdk("/usr/lib/jvm/temurin-25", "25");
        program("id", "echo 0");
        program(
                "apt-get",
                "case $* in *chromium*) printf '#!/bin/sh\\n' >" + machine + "/bin/chromium; " + "/bin/chmod +x "
                        + machine + "/bin/chromium;; esac");
        program(
                "mvn",
                "mkdir -p " + checkout + "/target/surefire-reports " + checkout + "/target/failsafe-reports; "
                        + "echo '<testsuite name=\"A\" tests=\"5\" failures=\"0\" errors=\"0\" skipped=\"0\">' >"
                        + checkout
                        + "/target/surefire-reports/TEST-A.xml; "
                        + "echo '<testsuite name=\"B\" tests=\"3\" failures=\"0\" errors=\"0\" skipped=\"0\">' >"
                        + checkout
                        + "/target/failsafe-reports/TEST-B.xml");
        Said passed = run("test");
        assertThat(passed.out()).endsWith("8 passed, 0 failed\n");
        assertThat(passed.code()).isZero();
        program(
                "mvn",
                "mkdir -p " + checkout + "/target/surefire-reports; "
                        + "echo '<testsuite name=\"A\" tests=\"5\" failures=\"1\" errors=\"1\" skipped=\"1\">' >"
                        + checkout
                        + "/target/surefire-reports/TEST-A.xml; exit 1");
        Said failed = run("test");
        assertThat(failed.out()).endsWith("2 passed, 2 failed, 1 skipped\n");
        assertThat(failed.code()).isEqualTo(1);
    }

    @Test
    void what_is_mistyped_is_said() throws Exception {
        run("rnu").refuses("There is no command \"rnu\"; \"./zol0 help\" lists those there are.");
        assertThat(run("help").out()).contains("./zol0 rotate-key");
    }

    private record Said(int code, String out, String error) {
        void refuses(String sentence) {
            assertThat(error).contains(sentence);
            assertThat(error.lines()).hasSize(1);
            assertThat(code).isEqualTo(1);
        }
    }

    private Said run(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    private Said run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(checkout.resolve("zol0").toString()));
        command.addAll(List.of(arguments));
        File out = Files.createTempFile(machine, "said", ".out").toFile();
        File error = Files.createTempFile(machine, "said", ".err").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(error);
        builder.environment().clear();
        builder.environment().put("PATH", machine.resolve("bin").toString());
        builder.environment().put("HOME", machine.resolve("root").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        return new Said(
                process.exitValue(),
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(error.toPath(), StandardCharsets.UTF_8));
    }

    /** A jar that is newer than its sources. */
    private void built() throws IOException {
        Files.createDirectories(checkout.resolve("target"));
        Files.createFile(checkout.resolve("target/zol0.jar"));
        Files.createFile(checkout.resolve("target/zol0.built"));
    }

    /** A JDK in a folder of the machine, which says where it is and how it was called. */
    private Path jdk(String folder, String version) throws IOException {
        Path home = Files.createDirectories(machine.resolve(folder.substring(1)));
        Files.createDirectories(home.resolve("bin"));
        executable(
                home.resolve("bin/java"),
                "#!/bin/sh\nfor last; do :; done\ncase $* in *extract*) mkdir -p \"$last\";; esac\necho \"java of "
                        + home + ": $*\"\n");
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private void program(String name, String script) throws IOException {
        executable(machine.resolve("bin").resolve(name), "#!/bin/sh\n" + script + "\n");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
