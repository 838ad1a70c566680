import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import support.Product;

/**
 * The public suite of tests for HTTP caches (github.com/http-tests/cache-tests) against the gateway, with the suite's own server as
 * upstream and a policy that obeys the origin: prints how many of the required and the optimal tests pass, then each that does not,
 * with what the suite says of it. A checkout with its modules installed is needed ({@code npm install} in it); about two minutes.
 *
 * <p>Options: {@code --suite PATH} (needed), {@code --results FILE} (where to keep what the suite found, as its own JSON).
 */
final class CacheTests {
    /** The policy that the suite runs with: the origin decides; heuristics and staleness on failure, which it asks about, are on. */
    static final String POLICY = """
            {"mode": "ORIGIN", "heuristic": true, "staleIfError": "PT1M"}""";

    static final String COUNT = """
            const fs = await import('node:fs')
            const tests = (await import(process.cwd() + '/tests/index.mjs')).default
            const { determineTestResult, resultTypes } = await import(process.cwd() + '/test-engine/lib/results.mjs')
            const results = JSON.parse(fs.readFileSync(process.env.RESULTS))
            const counts = {}
            const lines = []
            for (const suite of tests) {
              for (const test of suite.tests) {
                if (test.browser_only) continue
                const kind = test.kind || 'required'
                const found = determineTestResult(tests, test.id, results)
                const name = Object.keys(resultTypes).find(each => resultTypes[each] === found)
                const count = counts[kind] = counts[kind] || { all: 0, passed: 0 }
                count.all++
                if (name === 'pass' || name === 'yes') count.passed++
                else if (kind !== 'check') lines.push(`${kind} ${name} ${test.id}: ${(results[test.id] || [])[1] || ''}`)
              }
            }
            for (const kind of ['required', 'optimal', 'check']) {
              console.log(`cachetests.${kind}.passed = ${counts[kind].passed}`)
              console.log(`cachetests.${kind}.all = ${counts[kind].all}`)
            }
            lines.forEach(line => console.log(line))
            """;

    public static void main(String[] args) throws Exception {
        Path suite = null;
        Path results = null;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--suite" -> suite = Path.of(args[i + 1]).toAbsolutePath();
                case "--results" -> results = Path.of(args[i + 1]).toAbsolutePath();
                default -> throw new IllegalArgumentException("unknown option " + args[i]
                        + "; there are --suite and --results");
            }
        }
        if (suite == null || !Files.isDirectory(suite.resolve("test-engine"))) {
            System.err.println("Say where a checkout of the suite is: ./zol0 bench cachetests --suite PATH"
                    + " (git clone https://github.com/http-tests/cache-tests, then npm install in it).");
            System.exit(1);
        }
        Product.need("node", "on Debian: apt-get install nodejs npm");
        Path folder = Files.createTempDirectory("zol0-bench");
        int port = Product.freePort();
        Process server = node(suite, Map.of("npm_config_port", "" + port, "npm_config_protocol", "http",
                "npm_config_pidfile", folder.resolve("pid").toString()), folder.resolve("server.log"),
                "test-engine/server/server.mjs");
        try {
            await(port);
            try (Product zol0 = new Product(folder, "suite=http://127.0.0.1:" + port, Map.of())) {
                zol0.cache(POLICY);
                Path found = folder.resolve("results.json");
                Process client = node(suite, Map.of("npm_config_base", zol0.address() + "/suite", "npm_package_config_id", ""),
                        found, "--no-warnings", "test-engine/cli.mjs");
                if (!client.waitFor(8, TimeUnit.MINUTES) || client.exitValue() != 0) {
                    client.destroyForcibly();
                    throw new IllegalStateException("the suite did not come to its end:\n" + Files.readString(found));
                }
                if (results != null) {
                    Files.copy(found, results, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
                Process count = node(suite, Map.of("RESULTS", found.toString()), folder.resolve("count.log"),
                        "--input-type=module", "--eval", COUNT);
                count.waitFor();
                System.out.print(Files.readString(folder.resolve("count.log"), StandardCharsets.UTF_8));
            }
        } finally {
            server.destroy();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    static Process node(Path suite, Map<String, String> environment, Path out, String... arguments) throws IOException {
        String[] command = Stream.concat(Stream.of("node"), Stream.of(arguments)).toArray(String[]::new);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(suite.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    static void await(int port) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(100_000_000);
            }
        }
        throw new IllegalStateException("the suite's server did not start");
    }
}
