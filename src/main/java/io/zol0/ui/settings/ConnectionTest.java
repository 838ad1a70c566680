package io.zol0.ui.settings;

import io.zol0.catalog.Upstream;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/** Asks an upstream's base URL once, with its own time-outs and the checks of TLS that its calls get, and says what came. */
final class ConnectionTest {
    private final LongSupplier nanoClock;

    ConnectionTest(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** What came of it, in words. */
    record Result(boolean reached, String sentence) {}

    /** Blocks until the answer's head is there or the upstream's time-outs are over. */
    Result ask(Upstream upstream) {
        URI uri =
                URI.create(upstream.baseUrl() + (upstream.baseUrl().getRawPath().isEmpty() ? "/" : ""));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(upstream.responseTimeout())
                .header("User-Agent", "ZoL0")
                .build();
        long start = nanoClock.getAsLong();
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(upstream.connectTimeout())
                .version(
                        upstream.protocol() == Upstream.Protocol.HTTP_1_1
                                        || uri.getScheme().equals("http")
                                ? HttpClient.Version.HTTP_1_1
                                : HttpClient.Version.HTTP_2)
                .build()) {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            Duration took = Duration.ofNanos(nanoClock.getAsLong() - start);
            answer.body().close();
            client.shutdownNow();
            return answered(answer, took);
        } catch (IOException e) {
            return new Result(false, whyNot(e, upstream));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(false, "The test was broken off.");
        }
    }

    private static Result answered(HttpResponse<?> answer, Duration took) {
        String security = answer.sslSession()
                .map(session -> "%s, certificate trusted".formatted(session.getProtocol()))
                .orElse("no TLS");
        String remark = answer.statusCode() >= 500
                ? " It can be reached, but says that something is wrong on its side."
                : answer.statusCode() >= 400 ? " That is usual for a base URL: the connection is good." : "";
        return new Result(
                true,
                "Answered %d in %s (connection included; %s, %s).%s"
                        .formatted(
                                answer.statusCode(),
                                Figures.time(took),
                                answer.version() == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1",
                                security,
                                remark));
    }

    private static String whyNot(IOException e, Upstream upstream) {
        String host = upstream.baseUrl().getHost();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnresolvedAddressException unresolved -> {
                    return unknown(host);
                }
                case UnknownHostException unknown -> {
                    return unknown(host);
                }
                case HttpConnectTimeoutException timeout -> {
                    return "No connection to %s within %s. Check the address, or a firewall between."
                            .formatted(host, Durations.write(upstream.connectTimeout()));
                }
                case HttpTimeoutException timeout -> {
                    return "Connected to %s, but there was no answer within %s."
                            .formatted(host, Durations.write(upstream.responseTimeout()));
                }
                case SSLException tls -> {
                    return "The TLS connection to %s was not made: %s. Calls would fail the same way."
                            .formatted(host, tls.getMessage());
                }
                default -> {}
            }
        }
        return e instanceof ConnectException
                ? "%s refused the connection: nothing listens at this address and port.".formatted(host)
                : "The connection to %s broke: %s.".formatted(host, e.getMessage());
    }

    private static String unknown(String host) {
        return "There is no host named %s. Check its spelling, or this machine's name service.".formatted(host);
    }
}
