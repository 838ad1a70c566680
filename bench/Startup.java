import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * From the launcher's start to the first answered call and to the login page, without and with the AOT cache that
 * {@code ./zol0 run} trains, and the memory of the JVM idle and under load. Medians of interleaved starts; bounded to
 * about five minutes.
 *
 * <p>Option: {@code --rounds N} (5).
 */
final class Startup {
    static final Path ROOT = Path.of("").toAbsolutePath();

    static final HttpServer upstream = upstream();

    record Start(double callSeconds, double loginSeconds) {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length == 2 && args[0].equals("--rounds") ? Integer.parseInt(args[1]) : 5;
        Path folder = Files.createTempDirectory("zol0-bench");
        Path home = folder.resolve("home");
        upstream.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        upstream.start();
        try {
            // The first start makes the database and, at its clean end or in the background, the cache.
            try (Running first = new Running(home, folder, true)) {
                first.await();
                first.awaitCache();
            }
            List<Start> without = new ArrayList<>();
            List<Start> with = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                try (Running running = new Running(home, folder, false)) {
                    without.add(running.await());
                }
                try (Running running = new Running(home, folder, true)) {
                    with.add(running.await());
                }
            }
            print("startup.first_call_s.without_cache", median(without, Start::callSeconds));
            print("startup.login_page_s.without_cache", median(without, Start::loginSeconds));
            print("startup.first_call_s", median(with, Start::callSeconds));
            print("startup.login_page_s", median(with, Start::loginSeconds));
            try (Running running = new Running(home, folder, true)) {
                running.await();
                LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
                print("startup.rss_after_20s_mb", running.residentMegabytes());
                // By then it has collected what the start left, as it does twice a minute where nothing else makes it.
                LockSupport.parkNanos(Duration.ofSeconds(40).toNanos());
                print("startup.rss_idle_mb", running.residentMegabytes());
                running.callFor(Duration.ofSeconds(20));
                print("startup.rss_load_mb", running.residentMegabytes());
            }
        } finally {
            upstream.stop(0);
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    /** One ZoL0 with the demo off and a small server of this program as upstream. */
    static final class Running implements AutoCloseable {
        final Process process;
        final long started = System.nanoTime();
        final int console = freePort();
        final int gateway = freePort();
        final Path log;
        final Path home;
        final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

        Running(Path home, Path folder, boolean cache) throws IOException {
            this.home = home;
            this.log = folder.resolve("zol0.log");
            ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("zol0").toString(), "run")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("ZOL0_HOME", home.toString());
            builder.environment().put("ZOL0_PORT", "" + console);
            builder.environment().put("ZOL0_GATEWAY_PORT", "" + gateway);
            builder.environment().put("ZOL0_DEMO", "off");
            builder.environment().put("ZOL0_UPSTREAMS", "bench=http://127.0.0.1:" + upstream.getAddress().getPort());
            builder.environment().put("ZOL0_AOT", cache ? "on" : "off");
            builder.environment().put("ZOL0_AOT_DELAY", "1s");
            process = builder.start();
        }

        Start await() throws Exception {
            double call = untilAnswered("http://127.0.0.1:" + gateway + "/bench/time", 200);
            double login = untilAnswered("http://127.0.0.1:" + console + "/login", 200);
            return new Start(call, login);
        }

        double untilAnswered(String url, int status) throws Exception {
            long deadline = started + TimeUnit.MINUTES.toNanos(4);
            while (System.nanoTime() < deadline && process.isAlive()) {
                try {
                    HttpResponse<Void> answer = client.send(
                            HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
                            HttpResponse.BodyHandlers.discarding());
                    if (answer.statusCode() == status) {
                        return (System.nanoTime() - started) / 1e9;
                    }
                } catch (IOException notYet) {
                    LockSupport.parkNanos(5_000_000);
                }
            }
            throw new IllegalStateException("no answer from " + url + "; the log says:\n" + Files.readString(log));
        }

        /** Waits until a cache lies in the home folder, at most six minutes: longer than ZoL0 itself has patience. */
        void awaitCache() throws Exception {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(6);
            while (System.nanoTime() < deadline) {
                try (Stream<Path> files = Files.walk(home, 3)) {
                    if (files.anyMatch(file -> file.toString().endsWith(".aot"))) {
                        return;
                    }
                }
                LockSupport.parkNanos(200_000_000);
            }
            throw new IllegalStateException("no AOT cache was made; the log says:\n" + Files.readString(log));
        }

        void callFor(Duration time) throws Exception {
            long end = System.nanoTime() + time.toNanos();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                callers.add(Thread.ofPlatform().start(() -> {
                    while (System.nanoTime() < end) {
                        try {
                            client.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway + "/bench/time")).build(),
                                    HttpResponse.BodyHandlers.discarding());
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }));
            }
            for (Thread caller : callers) {
                caller.join();
            }
        }

        double residentMegabytes() throws IOException {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    static HttpServer upstream() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    interface Figure {
        double of(Start start);
    }

    static double median(List<Start> starts, Figure figure) {
        double[] sorted = starts.stream().mapToDouble(figure::of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s = %.2f%n", name, value);
    }
}
