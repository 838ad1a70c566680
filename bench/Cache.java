import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import support.Load;
import support.Product;

/**
 * Cache hits of ZoL0 beside nginx's proxy_cache, HAProxy's cache and Varnish (where it is installed), on loopback, with wrk and 64
 * connections: 1 KiB under one key and under 100,000, 64 KiB under one; medians of interleaved rounds. Then how many answers of market
 * data a megabyte keeps with and without compression and what a hit on them costs, and the memory that the process takes while bodies of
 * 100 B to 8 MB come and go. Bounded to about 12 minutes and the time of the churn.
 *
 * <p>Options: {@code --rounds N} (5), {@code --seconds N} (6), {@code --warmup N} (60), {@code --churn-minutes N} (2), {@code --parts A,B}
 * (hits,bytes,churn).
 */
final class Cache {
    static final int KEYS = 100_000;
    static final String OBEY = "{\"mode\": \"ORIGIN\", \"compress\": %s}";

    static int rounds = 5;
    static int seconds = 6;
    static int warmup = 60;
    static int churnMinutes = 2;

    record Target(String name, String address, Process process) {}

    record Case(String name, String path, boolean manyKeys) {}

    public static void main(String[] args) throws Exception {
        List<String> parts = List.of("hits", "bytes", "churn");
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
                case "--seconds" -> seconds = Integer.parseInt(args[i + 1]);
                case "--warmup" -> warmup = Integer.parseInt(args[i + 1]);
                case "--churn-minutes" -> churnMinutes = Integer.parseInt(args[i + 1]);
                case "--parts" -> parts = List.of(args[i + 1].split(","));
                default -> throw new IllegalArgumentException("unknown option " + args[i]
                        + "; there are --rounds, --seconds, --warmup, --churn-minutes and --parts");
            }
        }
        Product.need("wrk", "on Debian: apt-get install wrk");
        Product.need("nginx", "on Debian: apt-get install nginx");
        Product.need("haproxy", "on Debian: apt-get install haproxy");
        Path folder = Files.createTempDirectory("zol0-bench");
        List<Process> started = new ArrayList<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, folder)));
        for (String part : parts) {
            Path own = Files.createDirectory(folder.resolve(part));
            switch (part) {
                case "hits" -> hits(own, started);
                case "bytes" -> bytes(own);
                case "churn" -> churn(own);
                default -> throw new IllegalArgumentException("there is no part " + part);
            }
        }
        System.exit(0);
    }

    // ---- hits

    static void hits(Path folder, List<Process> started) throws Exception {
        int origin = Product.freePort();
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("1k"), body(1 << 10));
        Files.writeString(files.resolve("64k"), body(1 << 16));
        started.add(nginx(folder, "origin", """
                server { listen 127.0.0.1:%d reuseport; root %s; default_type application/json;
                  add_header Cache-Control "public, max-age=36000";
                  location /1k { try_files /1k =404; } location /64k { try_files /64k =404; } }
                """.formatted(origin, files)));
        List<Target> targets = new ArrayList<>();
        targets.add(proxyCache(folder, origin));
        targets.add(haproxy(folder, origin));
        if (new ProcessBuilder("sh", "-c", "command -v varnishd").start().waitFor() == 0) {
            targets.add(varnish(folder, origin));
        }
        targets.forEach(target -> started.add(target.process()));
        try (Product zol0 = new Product(folder, "bench=http://127.0.0.1:" + origin, Map.of("ZOL0_CACHE_BUDGET", "512MB"))) {
            zol0.cache(OBEY.formatted(false));
            targets.add(new Target("zol0", zol0.address() + "/bench", zol0.process()));
            Path script = folder.resolve("keys.lua");
            Files.writeString(script, """
                    math.randomseed(os.time())
                    request = function() return wrk.format("GET", wrk.path .. math.random(%d)) end
                    """.formatted(KEYS));
            List<Case> cases = List.of(
                    new Case("1k_one_key", "/1k/0", false),
                    new Case("1k_many_keys", "/1k/", true),
                    new Case("64k_one_key", "/64k/0", false));
            for (Target target : targets) {
                fill(target.address() + "/1k/", KEYS);
                fill(target.address() + "/64k/", 1);
            }
            load(targets.getLast(), cases.get(0), script, warmup);
            for (Case other : cases.subList(1, cases.size())) {
                load(targets.getLast(), other, script, Math.max(1, warmup / 4));
            }
            for (Case one : cases) {
                Map<String, List<Load>> results = new LinkedHashMap<>();
                for (int round = 0; round < rounds; round++) {
                    for (Target target : targets) {
                        results.computeIfAbsent(target.name(), n -> new ArrayList<>())
                                .add(load(target, one, script, seconds));
                    }
                }
                tell(one.name(), results);
            }
        }
    }

    static Load load(Target target, Case one, Path script, int forSeconds) throws Exception {
        String url = target.address() + one.path();
        return one.manyKeys()
                ? Load.on(target.process(), url, forSeconds, "-s", script.toString())
                : Load.on(target.process(), url, forSeconds);
    }

    static void tell(String name, Map<String, List<Load>> results) {
        results.forEach((target, loads) -> {
            Load.print("cache.rps." + name + "." + target, Load.median(loads, Load::rate));
            Load.print("cache.cpu_us." + name + "." + target, Load.median(loads, Load::cpuMicros));
            Load.print("cache.p99_ms." + name + "." + target, Load.median(loads, Load::p99Ms));
        });
        List<Load> ours = results.get("zol0");
        results.forEach((target, theirs) -> {
            if (!target.equals("zol0")) {
                Load.print("cache.rps_ratio." + name + "." + target, Load.ratio(ours, theirs, Load::rate));
                Load.print("cache.cpu_ratio." + name + "." + target, Load.ratio(ours, theirs, Load::cpuMicros));
                Load.print("cache.p99_ratio." + name + "." + target, Load.ratio(ours, theirs, Load::p99Ms));
            }
        });
    }

    /** Asks for every key once, so that each is there; twice where the first answers are not kept yet. */
    static void fill(String url, int keys) throws Exception {
        java.net.URI uri = java.net.URI.create(url);
        AtomicInteger next = new AtomicInteger();
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            askers.add(Thread.ofPlatform().start(() -> {
                try (Caller caller = new Caller(uri.getPort())) {
                    for (int key = next.getAndIncrement(); key <= keys; key = next.getAndIncrement()) {
                        caller.get(uri.getPath() + key);
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }));
        }
        for (Thread asker : askers) {
            asker.join();
        }
    }

    static Target proxyCache(Path folder, int origin) throws IOException {
        int port = Product.freePort();
        Process process = nginx(folder, "nginx", """
                proxy_cache_path %s/nginx-cache keys_zone=c:64m max_size=4g inactive=10h;
                upstream u { server 127.0.0.1:%d; keepalive 64; }
                server { listen 127.0.0.1:%d reuseport;
                  location / { proxy_pass http://u; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_cache c; } }
                """.formatted(folder, origin, port));
        return new Target("nginx", "http://127.0.0.1:" + port, process);
    }

    static Target haproxy(Path folder, int origin) throws IOException {
        int port = Product.freePort();
        Path config = folder.resolve("haproxy.cfg");
        Files.writeString(config, """
                global
                  nbthread 2
                  maxconn 2000
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                cache c
                  total-max-size 1024
                  max-object-size 200000
                  max-age 36000
                frontend f
                  bind 127.0.0.1:%d
                  http-request cache-use c
                  http-response cache-store c
                  default_backend b
                backend b
                  server s 127.0.0.1:%d
                """.formatted(port, origin));
        return new Target("haproxy", "http://127.0.0.1:" + port, start(folder, "haproxy", "haproxy", "-f", config.toString()));
    }

    static Target varnish(Path folder, int origin) throws IOException {
        int port = Product.freePort();
        Process process = start(folder, "varnish", "varnishd", "-F", "-j", "none", "-n", folder.resolve("varnish").toString(),
                "-a", "127.0.0.1:" + port, "-b", "127.0.0.1:" + origin, "-s", "malloc,1g", "-p", "thread_pool_max=1000");
        return new Target("varnish", "http://127.0.0.1:" + port, process);
    }

    // ---- bytes

    static final int CORPUS = 20_000;
    static final int BUDGET_MB = 16;

    static void bytes(Path folder) throws Exception {
        HttpServer origin = origin(exchange -> market(number(exchange)));
        String upstreams = "bench=http://127.0.0.1:" + origin.getAddress().getPort();
        double[] kept = new double[2];
        try (Product zol0 = new Product(folder, upstreams, Map.of("ZOL0_CACHE_BUDGET", BUDGET_MB + "MB"))) {
            for (boolean compress : new boolean[] {false, true}) {
                String with = compress ? "compressed" : "plain";
                zol0.cache(OBEY.formatted(compress));
                fill(zol0.address() + "/bench/" + with + "/", CORPUS);
                // What is compressed is so after the fact.
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
                fill(zol0.address() + "/bench/" + with + "/", CORPUS);
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
                int entries = 0;
                int present = -1;
                try (Caller caller = new Caller(java.net.URI.create(zol0.address()).getPort())) {
                    for (int i = 0; i <= CORPUS; i++) {
                        if (caller.get("/bench/" + with + "/" + i, "Cache-Control: only-if-cached") == 200) {
                            entries++;
                            present = i;
                        }
                    }
                }
                kept[compress ? 1 : 0] = entries;
                Load.print("cache.entries_per_mb." + with, (double) entries / BUDGET_MB);
                String url = zol0.address() + "/bench/" + with + "/" + present;
                for (int round = 0; round < 2; round++) {
                    Load taken = Load.on(zol0.process(), url, round == 0 ? 10 : seconds, "-H", "Accept-Encoding: gzip");
                    Load plain = Load.on(zol0.process(), url, round == 0 ? 10 : seconds);
                    if (round == 1) {
                        Load.print("cache.hit_cpu_us." + with + ".taking_gzip", taken.cpuMicros());
                        Load.print("cache.hit_cpu_us." + with + ".taking_none", plain.cpuMicros());
                    }
                }
            }
        }
        origin.stop(0);
        Load.print("cache.entries_ratio.compressed", kept[1] / kept[0]);
    }

    /**
     * An answer of an exchange as made up from a number: a book, a list of tickers or candles with all their fields, of 2 to 40 KB. As
     * exchanges write them, prices are multiples of a tick, amounts of a step, and both are padded to eight decimals.
     */
    static byte[] market(int number) {
        Random random = new Random(number);
        StringBuilder json = new StringBuilder(48_000);
        double price = Math.exp(random.nextDouble() * 11);
        double tick = tick(price);
        double step = step(price);
        int rows = 40 + random.nextInt(160);
        switch (number % 3) {
            case 0 -> {
                json.append("{\"lastUpdateId\":").append(1_027_024_000L + random.nextInt(1_000_000));
                for (String side : new String[] {"bids", "asks"}) {
                    json.append(",\"").append(side).append("\":[");
                    double at = price;
                    for (int i = 0; i < rows; i++) {
                        at += (side.equals("bids") ? -tick : tick) * (1 + (int) often(random));
                        json.append(i == 0 ? "" : ",").append(String.format(Locale.ROOT, "[\"%s\",\"%s\"]",
                                padded(at, tick), padded(often(random) * 1000 / price, step)));
                    }
                    json.append(']');
                }
                json.append('}');
            }
            case 1 -> {
                for (int i = 0; i < rows / 2; i++) {
                    double at = Math.exp(random.nextDouble() * 11 - 4);
                    double change = random.nextGaussian() * 2;
                    json.append(i == 0 ? "[" : ",").append(String.format(Locale.ROOT,
                            "{\"symbol\":\"%c%c%cUSDT\",\"priceChange\":\"%s\",\"priceChangePercent\":\"%.3f\",\"lastPrice\":\"%s\","
                                    + "\"volume\":\"%s\",\"openTime\":%d,\"closeTime\":%d,\"count\":%d}",
                            'A' + random.nextInt(26), 'A' + random.nextInt(26), 'A' + random.nextInt(26),
                            padded(at * change / 100, tick(at)), change, padded(at, tick(at)),
                            padded(often(random) * 1e7 / at, step(at)), 1_700_000_000_000L + random.nextInt(1000),
                            1_700_086_400_000L + random.nextInt(1000), random.nextInt(1_000_000)));
                }
                json.append(']');
            }
            default -> {
                for (int i = 0; i < rows; i++) {
                    double open = price;
                    price *= 1 + random.nextGaussian() / 500;
                    double high = Math.max(open, price) * (1 + Math.abs(random.nextGaussian()) / 1000);
                    double low = Math.min(open, price) * (1 - Math.abs(random.nextGaussian()) / 1000);
                    double volume = often(random) * 1e6 / price;
                    double bought = volume * random.nextDouble();
                    json.append(i == 0 ? "[" : ",").append(String.format(Locale.ROOT,
                            "[%d,\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",%d,\"%.8f\",%d,\"%s\",\"%.8f\",\"0\"]",
                            1_700_000_000_000L + i * 60_000L, padded(open, tick), padded(high, tick), padded(low, tick),
                            padded(price, tick), padded(volume, step), 1_700_000_059_999L + i * 60_000L, volume * price,
                            random.nextInt(5000), padded(bought, step), bought * price));
                }
                json.append(']');
            }
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Five significant digits. */
    static double tick(double price) {
        return Math.pow(10, Math.max(-8, Math.floor(Math.log10(price)) - 4));
    }

    /** The cheaper, the coarser: worth about one of the currency. */
    static double step(double price) {
        return Math.pow(10, Math.max(-5, Math.min(0, -Math.floor(Math.log10(price)))));
    }

    /** Exponentially distributed with mean 1: small amounts are more frequent than large ones. */
    static double often(Random random) {
        return -Math.log(1 - random.nextDouble());
    }

    static String padded(double value, double unit) {
        return String.format(Locale.ROOT, "%.8f", Math.rint(value / unit) * unit);
    }

    // ---- churn

    static final int CHURN_BUDGET_MB = 256;

    static void churn(Path folder) throws Exception {
        byte[] bytes = new byte[8 << 20];
        new Random(1).nextBytes(bytes);
        HttpServer origin = origin(exchange -> {
            // From 100 B to 8 MB, as many of each order of magnitude.
            double size = 100 * Math.pow((8 << 20) / 100.0, new Random(number(exchange)).nextDouble());
            return java.util.Arrays.copyOf(bytes, (int) size);
        });
        String upstreams = "bench=http://127.0.0.1:" + origin.getAddress().getPort();
        try (Product zol0 = new Product(folder, upstreams, Map.of(
                "ZOL0_CACHE_BUDGET", CHURN_BUDGET_MB + "MB",
                "ZOL0_JAVA_OPTS", "-Xms1g -XX:+AlwaysPreTouch"))) {
            String address = zol0.address() + "/bench/";
            // The same traffic with the cache off, for what the process takes for that.
            come(address, 30, zol0.process());
            long before = Load.residentBytes(zol0.process());
            zol0.cache(OBEY.formatted(false));
            long most = come(address, churnMinutes * 60, zol0.process());
            Load.print("cache.churn.budget_mb", CHURN_BUDGET_MB);
            Load.print("cache.churn.growth_mb", (most - before) / 1e6);
            Load.print("cache.churn.growth_ratio", (most - before) / (CHURN_BUDGET_MB * 1024.0 * 1024));
        }
        origin.stop(0);
    }

    /** Asks for answers of all sizes for a while; tells the most memory that the process took meanwhile. */
    static long come(String address, int forSeconds, Process process) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(forSeconds);
        java.net.URI uri = java.net.URI.create(address);
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int seed = i;
            askers.add(Thread.ofPlatform().start(() -> {
                Random random = new Random(seed);
                try (Caller caller = new Caller(uri.getPort())) {
                    while (System.nanoTime() < end) {
                        caller.get(uri.getPath() + random.nextInt(100_000));
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }));
        }
        long most = 0;
        while (System.nanoTime() < end) {
            most = Math.max(most, Load.residentBytes(process));
            LockSupport.parkNanos(500_000_000);
        }
        for (Thread asker : askers) {
            asker.join();
        }
        return most;
    }

    // ---- what all need

    interface Answers {
        byte[] to(com.sun.net.httpserver.HttpExchange exchange);
    }

    static HttpServer origin(Answers answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(8, Thread.ofPlatform().daemon().factory()));
        server.createContext("/", exchange -> {
            byte[] body = answers.to(exchange);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "max-age=36000");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    static int number(com.sun.net.httpserver.HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    }

    /** A connection that asks and reads. */
    static final class Caller implements AutoCloseable {
        private final int port;
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Caller(int port) throws IOException {
            this.port = port;
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            out = socket.getOutputStream();
        }

        int get(String path, String... lines) throws IOException {
            StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
            for (String line : lines) {
                head.append(line).append("\r\n");
            }
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            int status = Integer.parseInt(line().split(" ")[1]);
            long length = 0;
            boolean chunked = false;
            for (String line = line(); !line.isEmpty(); line = line()) {
                String small = line.toLowerCase(Locale.ROOT);
                if (small.startsWith("content-length:")) {
                    length = Long.parseLong(small.substring(15).strip());
                }
                chunked |= small.startsWith("transfer-encoding:");
            }
            if (chunked) {
                for (int size = chunk(); size > 0; size = chunk()) {
                    in.skipNBytes(size + 2);
                }
                line();
            } else {
                in.skipNBytes(length);
            }
            return status;
        }

        private int chunk() throws IOException {
            return Integer.parseInt(line().strip(), 16);
        }

        private String line() throws IOException {
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

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    static String body(int length) {
        StringBuilder json = new StringBuilder(length).append("[0");
        for (int i = 1; json.length() < length - 12; i++) {
            json.append(',').append(i * 7919L % 1_000_003);
        }
        while (json.length() < length - 1) {
            json.append(' ');
        }
        return json.append(']').toString();
    }

    static Process nginx(Path folder, String name, String http) throws IOException {
        Path config = folder.resolve(name + ".conf");
        StringBuilder temporary = new StringBuilder();
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            temporary.append(kind).append("_temp_path ").append(folder).append('/').append(name).append('-').append(kind).append("; ");
        }
        Files.writeString(config, """
                worker_processes 2; daemon off; pid %s/%s.pid; error_log %s/%s.err; user root;
                events { worker_connections 1024; }
                http { access_log off; keepalive_requests 1000000000; sendfile on; tcp_nodelay on; %s
                %s
                }
                """.formatted(folder, name, folder, name, temporary, http));
        return start(folder, name, "nginx", "-p", folder.toString(), "-c", config.toString());
    }

    static Process start(Path folder, String name, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
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
}
