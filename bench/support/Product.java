package support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ZoL0 as benchmarks run it: with a home of its own, on free ports, without the demo, and with a token to set it up by the REST API. */
public final class Product implements AutoCloseable {
    public static final Path ROOT =
            Path.of(System.getenv().getOrDefault("ZOL0_ROOT", "")).toAbsolutePath();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final Map<String, String> environment;
    private final int console = freePort();
    private final int gateway = freePort();
    private final String token;
    private Process process;

    /**
     * Installs it and starts it.
     *
     * @param folder for its home and its log
     * @param upstreams as {@code ZOL0_UPSTREAMS} takes them; the first gets the number 1
     * @param more further environment
     */
    public Product(Path folder, String upstreams, Map<String, String> more) throws Exception {
        this.folder = folder;
        this.environment = new java.util.HashMap<>(Map.of(
                "ZOL0_HOME", folder.resolve("home").toString(),
                "ZOL0_PORT", "" + console,
                "ZOL0_GATEWAY_PORT", "" + gateway,
                "ZOL0_DEMO", "off",
                "ZOL0_AOT", "off",
                "ZOL0_UPSTREAMS", upstreams));
        environment.putAll(more);
        start();
        close();
        token = newToken();
        start();
    }

    private void start() throws Exception {
        process = launch("run", folder.resolve("zol0.log"));
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (Files.readString(folder.resolve("zol0.log")).contains(" is ready.")) {
                return;
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new IllegalStateException("ZoL0 did not start; it said:\n" + said());
    }

    private String newToken() throws Exception {
        Path out = folder.resolve("token.log");
        Process made = launch("token bench", out);
        made.waitFor(4, TimeUnit.MINUTES);
        Matcher line = Pattern.compile("(?m)^(zol0_\\S+)$").matcher(Files.readString(out));
        if (!line.find()) {
            throw new IllegalStateException("no token was made:\n" + Files.readString(out));
        }
        return line.group(1);
    }

    private Process launch(String command, Path log) throws IOException {
        String[] words = (ROOT.resolve("zol0") + " " + command).split(" ");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Sets something by the REST API, whatever it was before. */
    public void put(String path, String json) throws Exception {
        send("PUT", path, json);
    }

    /** Makes something by the REST API. */
    public void post(String path, String json) throws Exception {
        send("POST", path, json);
    }

    private void send(String method, String path, String json) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("If-Match", "*")
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** Caches what the first upstream answers, by this policy. */
    public void cache(String policy) throws Exception {
        put("/api/settings/upstreams/1/cache", "{\"defaultPolicy\": " + policy + "}");
    }

    /** Where the gateway listens. */
    public String address() {
        return "http://127.0.0.1:" + gateway;
    }

    public int console() {
        return console;
    }

    public Process process() {
        return process;
    }

    /** The last lines of its log. */
    public String said() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("zol0.log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What a command says, once it has ended well. */
    public static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + out);
        }
        return out;
    }

    /** Ends with a sentence where a program is missing. */
    public static void need(String program, String how) throws Exception {
        if (new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() != 0) {
            System.err.println("This needs " + program + "; " + how);
            System.exit(1);
        }
    }
}
