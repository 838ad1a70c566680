package io.zol0;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A ZoL0 that lives for a few calls to itself, watched by the JVM for its AOT cache. */
final class Training {
    private static final int ROUNDS = 20;

    /** What is said is kept where a training fails: no password may be in it. */
    private static final String NO_FIRST_LOGIN = "--zol0.first.login=false";

    private Training() {}

    static void run(String... arguments) {
        Thread.ofPlatform().daemon().name("parent").start(Training::endWithParent);
        try {
            HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            upstream.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            upstream.start();
            String declared = "--zol0.upstreams=training=http://127.0.0.1:"
                    + upstream.getAddress().getPort();
            try (ConfigurableApplicationContext context = SpringApplication.run(
                    Zol0.class,
                    Stream.concat(Stream.of(arguments), Stream.of(declared, NO_FIRST_LOGIN))
                            .toArray(String[]::new))) {
                call(context);
            } finally {
                upstream.stop(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void call(ConfigurableApplicationContext context) throws IOException {
        String console = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        String gateway = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.zol0.gateway.port");
        for (int round = 0; round < ROUNDS; round++) {
            get(gateway + "/training/api/v3/time?round=" + round);
            get(console + "/login");
            get(console + "/health");
        }
    }

    private static void get(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        if (connection.getResponseCode() != 200) {
            throw new IOException(url + " answered " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            body.readAllBytes();
        }
    }

    /** The input is a pipe that the parent holds: when it ends the parent is gone, however that ended. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to us.
            }
        } catch (IOException e) {
            // Ends it likewise.
        }
        Runtime.getRuntime().halt(1);
    }
}
