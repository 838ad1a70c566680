package io.zol0.gateway;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.zol0.catalog.Upstream;
import io.zol0.gateway.Probe.Answered;
import io.zol0.gateway.Probe.Failed;
import io.zol0.gateway.Probe.Reason;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks an upstream's base URL once, by a client and with the checks, the trust and the time-outs that its calls get. */
final class UpstreamProbe {
    private final Vertx vertx;
    private final UpstreamClients clients;
    private final LongSupplier nanoClock;

    UpstreamProbe(Vertx vertx, UpstreamClients clients, LongSupplier nanoClock) {
        this.vertx = vertx;
        this.clients = clients;
        this.nanoClock = nanoClock;
    }

    /** Never fails: that it did not work is an answer too. */
    Future<Probe> ask(Upstream upstream) {
        Route route = new Route(upstream, 1);
        long start = nanoClock.getAsLong();
        HttpClientAgent client = clients.make(vertx, route, false);
        return clients.connect(vertx, client, route)
                .compose(connection -> ask(connection, route, start).eventually(connection::close))
                .otherwise(cause -> failed(cause, Reason.NO_CONNECTION_IN_TIME))
                .eventually(client::close);
    }

    private Future<Probe> ask(HttpClientConnection connection, Route route, long start) {
        String path = route.upstream().baseUrl().getRawPath();
        RequestOptions asked = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(route.connectHost())
                .setPort(route.port())
                .setSsl(route.tls())
                .setURI(path == null || path.isEmpty() ? "/" : path)
                .putHeader("Host", route.authority())
                .putHeader("User-Agent", "ZoL0");
        Duration patience = route.upstream().responseTimeout();
        return connection
                .request(asked)
                .compose(HttpClientRequest::send)
                .timeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                .map(answer -> answered(answer, connection, start))
                .otherwise(cause -> failed(cause, Reason.NO_ANSWER_IN_TIME));
    }

    private Probe answered(HttpClientResponse answer, HttpClientConnection connection, long start) {
        return new Answered(
                answer.statusCode(),
                Duration.ofNanos(nanoClock.getAsLong() - start),
                answer.version() == HttpVersion.HTTP_2,
                connection.isSsl() ? connection.sslSession().getProtocol() : null);
    }

    private static Probe failed(Throwable failure, Reason whenLate) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Reason reason = switch (cause) {
                case ForbiddenAddress forbidden -> Reason.FORBIDDEN_ADDRESS;
                case UnknownHostException unknown -> Reason.UNKNOWN_HOST;
                case ConnectTimeoutException late -> Reason.NO_CONNECTION_IN_TIME;
                case TimeoutException late -> whenLate;
                case SSLException tls -> Reason.TLS;
                case ConnectException refused -> Reason.REFUSED;
                default -> null;
            };
            if (reason != null) {
                return new Failed(reason, Failures.innermost(cause));
            }
        }
        return new Failed(Reason.BROKEN, Failures.innermost(failure));
    }
}
