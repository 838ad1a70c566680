import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import support.Load;
import support.Product;

/**
 * ZoL0, a bare nginx proxy and Spring Cloud Gateway in turn against the same nginx upstream on loopback: wrk with 64
 * connections and answers of 1 KiB, medians of interleaved rounds; then a paced load at half of ZoL0's rate, direct and
 * through it, for the latency it adds; and ZoL0 with the cache on and
 * missing, and with three quotas, beside it without. Bounded to about eleven minutes; nothing leaves this machine.
 *
 * <p>Options: {@code --rounds N} (5), {@code --seconds N} (8), {@code --warmup N} (75), {@code --transport NAME} (auto).
 */
final class Gateway {
    static final int CONNECTIONS = 64;
    static final Path ROOT = Path.of("").toAbsolutePath();
    static final double TICKS_A_SECOND = 100;

    static int rounds = 5;
    static int seconds = 8;
    static int warmup = 75;
    static String transport = "auto";

    record Round(double rate, double p50Ms, double p99Ms, double cpuMicros) {}

    record Target(String name, String url, Process process, Path log) {}

    public static void main(String[] args) throws Exception {
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
                case "--seconds" -> seconds = Integer.parseInt(args[i + 1]);
                case "--warmup" -> warmup = Integer.parseInt(args[i + 1]);
                case "--transport" -> transport = args[i + 1];
                default -> throw new IllegalArgumentException("unknown option " + args[i]
                        + "; there are --rounds, --seconds, --warmup and --transport");
            }
        }
        need("wrk");
        need("nginx");
        Path folder = Files.createTempDirectory("zol0-bench");
        List<Process> started = new ArrayList<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, folder)));
        Path peer = ROOT.resolve("bench/peers/spring-cloud-gateway");
        if (!Files.exists(peer.resolve("target/peer.jar"))) {
            run(peer, "mvn", "-B", "-q", "package");
        }

        int upstream = freePort();
        started.add(nginx(folder, "upstream", """
                server { listen 127.0.0.1:%d reuseport; default_type application/json;
                location / { add_header Cache-Control "max-age=600"; return 200 "%s"; }
                location /private/ { add_header Cache-Control "no-store"; return 200 "%s"; } }
                """.formatted(upstream, "x".repeat(1024), "x".repeat(1024))));
        int proxy = freePort();
        Process nginx = nginx(folder, "proxy", """
                upstream u { server 127.0.0.1:%d; keepalive 64; }
                server { listen 127.0.0.1:%d reuseport; location / { proxy_pass http://u; proxy_http_version 1.1; proxy_set_header Connection ""; } }
                """.formatted(upstream, proxy));
        started.add(nginx);
        int scgPort = freePort();
        Process scg = start(folder, "scg", Map.of("SERVER_PORT", "" + scgPort, "UPSTREAM", "http://127.0.0.1:" + upstream),
                java(), "-jar", peer.resolve("target/peer.jar").toString());
        started.add(scg);
        String bench = "http://127.0.0.1:" + upstream;
        Product product = new Product(
                folder, "bench=" + bench + ",cached=" + bench + ",limited=" + bench, Map.of("ZOL0_GATEWAY_TRANSPORT", transport));
        product.put("/api/settings/upstreams/2/cache", "{\"defaultPolicy\": {\"mode\": \"ORIGIN\"}}");
        for (String window : List.of("ALIGNED PT1M", "ROLLING PT10S", "TOKEN_BUCKET PT1S")) {
            String[] kindAndPeriod = window.split(" ");
            product.post("/api/settings/quotas", """
                    {"upstream": "limited", "name": "%s", "windows": [{"kind": "%s", "capacity": 100000000, "period": "%s"}]}
                    """.formatted(kindAndPeriod[0].toLowerCase(Locale.ROOT).replace('_', '-'), kindAndPeriod[0], kindAndPeriod[1]));
        }
        Process zol0 = product.process();
        int console = product.console();
        started.add(zol0);

        String direct = "http://127.0.0.1:" + upstream + "/api/v3/depth";
        List<Target> targets = List.of(
                new Target("nginx", "http://127.0.0.1:" + proxy + "/api/v3/depth", nginx, folder.resolve("proxy.log")),
                new Target("zol0", product.address() + "/bench/api/v3/depth", zol0, folder.resolve("zol0.log")),
                new Target("scg", "http://127.0.0.1:" + scgPort + "/api/v3/depth", scg, folder.resolve("scg.log")));
        for (Target target : targets) {
            awaitAnswer(target);
        }
        awaitAnswer(new Target("upstream", direct, zol0, folder.resolve("upstream.log")));
        for (Target target : targets) {
            if (!target.name().equals("nginx")) {
                load(target, warmup);
            }
        }
        Map<String, List<Round>> results = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Target target : targets) {
                results.computeIfAbsent(target.name(), n -> new ArrayList<>()).add(load(target, seconds));
            }
        }
        for (Target target : targets) {
            List<Round> all = results.get(target.name());
            print("gateway.rps." + target.name(), median(all, Round::rate));
            print("gateway.cpu_us." + target.name(), median(all, Round::cpuMicros));
            print("gateway.p50_ms." + target.name(), median(all, Round::p50Ms));
            print("gateway.p99_ms." + target.name(), median(all, Round::p99Ms));
        }
        print("gateway.rps_ratio.nginx", ratio(results, "nginx", Round::rate));
        print("gateway.cpu_ratio.nginx", ratio(results, "nginx", Round::cpuMicros));
        print("gateway.p99_ratio.nginx", ratio(results, "nginx", Round::p99Ms));
        print("gateway.rps_ratio.scg", ratio(results, "scg", Round::rate));
        print("gateway.cpu_ratio.scg", ratio(results, "scg", Round::cpuMicros));
        // How far it can be there: load and upstream take their part of the same processors, whoever is between.
        print("gateway.nginx_rps_ratio.scg", ratio(results, "nginx", "scg", Round::rate));

        variants(product, folder);

        double half = median(results.get("zol0"), Round::rate) / 2;
        List<double[]> added = new ArrayList<>();
        paced(direct, half, 5);
        paced(targets.get(1).url(), half, 5);
        for (int round = 0; round < 3; round++) {
            double[] without = paced(direct, half, seconds);
            double[] with = paced(targets.get(1).url(), half, seconds);
            added.add(new double[] {with[0] - without[0], with[1] - without[1]});
        }
        print("gateway.half_load_rps", half);
        print("gateway.added_p50_ms", added.stream().mapToDouble(a -> a[0]).sorted().toArray()[1]);
        print("gateway.added_p99_ms", added.stream().mapToDouble(a -> a[1]).sorted().toArray()[1]);
        System.out.println("gateway.transport = " + transport(console));
        System.exit(0);
    }

    /** What ZoL0 does with a policy at work, as ratios to what it does without, over requests that are all different. */
    static void variants(Product product, Path folder) throws Exception {
        Path script = folder.resolve("different.lua");
        Files.writeString(script, """
                local n = 0
                local thread = tostring({}):sub(8)
                request = function() n = n + 1; return wrk.format("GET", wrk.path .. "?" .. thread .. n) end
                """);
        // By name, and by the path under which it is set up so; misses are stored, or are not, as the upstream says.
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("without", "bench/api");
        paths.put("cache_miss", "cached/api");
        paths.put("cache_miss_not_stored", "cached/private");
        paths.put("three_quotas", "limited/api");
        Map<String, List<Load>> results = new HashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, String> variant : paths.entrySet()) {
                String url = product.address() + "/" + variant.getValue() + "/v3/depth";
                Load load = Load.on(product.process(), url, round < 0 ? Math.max(1, warmup / 3) : seconds, "-s", script.toString());
                if (round >= 0) {
                    results.computeIfAbsent(variant.getKey(), n -> new ArrayList<>()).add(load);
                }
            }
        }
        for (String variant : paths.keySet()) {
            if (!variant.equals("without")) {
                List<Load> with = results.get(variant);
                List<Load> without = results.get("without");
                print("gateway." + variant + ".rps_ratio", Load.ratio(with, without, Load::rate));
                print("gateway." + variant + ".cpu_ratio", Load.ratio(with, without, Load::cpuMicros));
            }
        }
    }

    /** One run of wrk against a target, with the processor time that the target's processes took. */
    static Round load(Target target, int forSeconds) throws Exception {
        double before = cpuSeconds(target.process());
        String out = output("wrk", "-t2", "-c" + CONNECTIONS, "-d" + forSeconds + "s", "--latency", target.url());
        double cpu = cpuSeconds(target.process()) - before;
        if (out.contains("Non-2xx") || !out.matches("(?s).*Socket errors: connect 0, read 0, write 0,.*") && out.contains("Socket errors")) {
            throw new IllegalStateException(target.name() + " did not answer every request properly:\n" + out);
        }
        double requests = number(out, "(\\d+) requests in");
        return new Round(
                number(out, "Requests/sec:\\s+([\\d.]+)"), latency(out, "50%"), latency(out, "99%"), cpu * 1e6 / requests);
    }

    /** Requests at an even rate over 16 connections; median and 99th percentile in milliseconds, seen from the sender. */
    static double[] paced(String url, double rate, int forSeconds) throws Exception {
        URI uri = URI.create(url);
        int threads = 16;
        long gap = (long) (1e9 * threads / rate);
        List<long[]> all = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        long start = System.nanoTime() + 50_000_000;
        for (int i = 0; i < threads; i++) {
            long offset = gap * i / threads;
            senders.add(Thread.ofPlatform().start(() -> {
                long[] times = send(uri, start + offset, gap, forSeconds);
                synchronized (all) {
                    all.add(times);
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException("no answer from " + url);
        }
        return new double[] {sorted[sorted.length / 2] / 1e6, sorted[(int) (sorted.length * 0.99)] / 1e6};
    }

    static long[] send(URI uri, long start, long gap, int forSeconds) {
        byte[] request = ("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        int most = (int) (forSeconds * 1e9 / gap);
        long[] times = new long[most];
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
            for (int i = 0; i < most; i++) {
                for (long wait = start + i * gap - System.nanoTime(); wait > 0; wait = start + i * gap - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                long sent = System.nanoTime();
                socket.getOutputStream().write(request);
                skipAnswer(in);
                times[i] = System.nanoTime() - sent;
            }
            return times;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static void skipAnswer(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.skipNBytes(length);
    }

    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended in the middle of an answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Processor time of a process and its children, in seconds. */
    static double cpuSeconds(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants())
                .filter(p -> !p.info().command().orElse("").endsWith("/postgres"))
                .mapToDouble(p -> {
                    try {
                        String stat = Files.readString(Path.of("/proc/" + p.pid() + "/stat"));
                        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
                    } catch (IOException gone) {
                        return 0;
                    }
                })
                .sum();
    }

    static Process nginx(Path folder, String name, String server) throws IOException {
        Path config = folder.resolve(name + ".conf");
        Files.writeString(config, """
                worker_processes 2; daemon off; pid %s/%s.pid; error_log %s/%s.err;
                events { worker_connections 1024; }
                http { access_log off; keepalive_requests 1000000000; client_body_temp_path %s/%s-tmp; proxy_temp_path %s/%s-tmp2;
                fastcgi_temp_path %s/%s-tmp3; uwsgi_temp_path %s/%s-tmp4; scgi_temp_path %s/%s-tmp5;
                %s
                }
                """.formatted(folder, name, folder, name, folder, name, folder, name, folder, name, folder, name, folder, name, server));
        return start(folder, name, Map.of(), "nginx", "-p", folder.toString(), "-c", config.toString());
    }

    static Process start(Path folder, String name, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    static void awaitAnswer(Target target) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (System.nanoTime() < deadline && target.process().isAlive()) {
            try {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create(target.url())).timeout(Duration.ofSeconds(2)).build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200 && answer.body().length() == 1024) {
                    return;
                }
            } catch (IOException notYet) {
                LockSupport.parkNanos(200_000_000);
            }
        }
        List<String> said = Files.readAllLines(target.log());
        throw new IllegalStateException(target.name() + " did not answer; it said:\n"
                + String.join("\n", said.subList(Math.max(0, said.size() - 20), said.size())));
    }

    static void stop(List<Process> started, Path folder) {
        for (Process process : started.reversed()) {
            process.destroy();
        }
        for (Process process : started) {
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("could not remove " + folder);
        }
    }

    /** What ZoL0 says in its health that it talks to the kernel with. */
    static String transport(int console) throws Exception {
        String health = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console + "/health")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher matcher = Pattern.compile("io_uring|epoll|nio").matcher(health);
        return matcher.find() ? matcher.group() : "unknown";
    }

    static void need(String program) throws IOException, InterruptedException {
        if (new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() != 0) {
            System.err.println("This benchmark needs " + program + "; on Debian: apt-get install " + program);
            System.exit(1);
        }
    }

    static void run(Path folder, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + out);
        }
        return out;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    static double number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in:\n" + text);
        }
        return Double.parseDouble(matcher.group(1));
    }

    static double latency(String text, String percentile) {
        Matcher matcher = Pattern.compile("\\s" + percentile + "\\s+([\\d.]+)(us|ms|s)").matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + percentile + " in:\n" + text);
        }
        double value = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> value / 1000;
            case "s" -> value * 1000;
            default -> value;
        };
    }

    interface Figure {
        double of(Round round);
    }

    static double median(List<Round> rounds, Figure figure) {
        double[] sorted = rounds.stream().mapToDouble(figure::of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Median of the ratios of ZoL0 to a peer, round by round. */
    static double ratio(Map<String, List<Round>> results, String peer, Figure figure) {
        return ratio(results, "zol0", peer, figure);
    }

    static double ratio(Map<String, List<Round>> results, String one, String peer, Figure figure) {
        List<Round> ours = results.get(one);
        List<Round> theirs = results.get(peer);
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.of(ours.get(i)) / figure.of(theirs.get(i));
        }
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s = %.3f%n", name, value);
    }
}
