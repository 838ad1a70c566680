package io.zol0.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of webhooks on a real socket, which keeps what came and answers as it is told. */
final class Receiver implements AutoCloseable {
    /** What came. */
    record Got(String path, String id, String timestamp, String signature, String body) {
        JsonNode json() {
            return JsonMapper.builder().build().readTree(body);
        }

        /** Checks the signature as a receiver by the specification does. */
        boolean isSignedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
                String signed = id + "." + timestamp + "." + body;
                String right = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
                Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
                boolean isNew = Duration.between(at, Instant.now()).abs().compareTo(Duration.ofMinutes(5)) < 0;
                return isNew && List.of(signature.split(" ")).contains("v1," + right);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** How it answers. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    final List<Got> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Got> fresh = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private volatile Answer answer = status(200, "thanks");

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Receiver receiver = new Receiver(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", receiver::take);
        server.start();
        return receiver;
    }

    static Answer status(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Answer redirect(int status, String to) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    void answers(Answer other) {
        answer = other;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** The next that came, waited for. */
    Got next() throws InterruptedException {
        Got got = fresh.poll(20, TimeUnit.SECONDS);
        if (got == null) {
            throw new AssertionError("nothing came within 20 s");
        }
        return got;
    }

    List<Got> waiting() {
        List<Got> list = new ArrayList<>();
        fresh.drainTo(list);
        return list;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            Got got = new Got(
                    exchange.getRequestURI().toString(),
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            all.add(got);
            fresh.add(got);
            answer.to(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
