package io.zol0.gateway;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.WebSocketServerConfig;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.zol0.metrics.CallRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop of the gateway with all that belongs to it: callers, calls in flight, connections to upstreams, recorder. */
final class GatewayLoop extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(GatewayLoop.class);
    private static final long TICK_MILLIS = 50;
    private static final int TICKS_PER_SECOND = (int) (1000 / TICK_MILLIS);
    private static final int LAG_SECONDS = 5;

    /** Calls are handed over this long before the second ends, so that they are counted at its end and not a second later. */
    private static final long HAND_OVER_MILLIS = 2 * TICK_MILLIS;

    private final int number;
    private final GatewayServer server;
    private final GatewaySettings settings;
    private final CallRecorder recorder;
    private final List<CallerConnection> callers = new ArrayList<>();
    private @Nullable Exchange inFlight;
    private @Nullable Fetch underWay;
    private volatile int calls;
    private @Nullable HttpServer http;

    private int ticks;
    private long handedOver;
    private volatile long lastTickNanos;
    private long nowNanos;
    private final long[] lagNanos = new long[LAG_SECONDS + 1];
    private volatile long worstLagNanos;

    GatewayLoop(int number, GatewayServer server, GatewaySettings settings, CallRecorder recorder) {
        this.number = number;
        this.server = server;
        this.settings = settings;
        this.recorder = recorder;
    }

    Departures departures() {
        return server.departures();
    }

    @Override
    public Future<?> start() {
        lastTickNanos = nowNanos = System.nanoTime();
        vertx.setPeriodic(TICK_MILLIS, id -> tick());
        HttpServerConfig config = new HttpServerConfig()
                .setVersions(HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0)
                .setStrictThreadMode(true)
                .setHttp1Config(new Http1ServerConfig())
                // WebSockets are tunnelled: how they compress is between the two ends.
                .setWebSocketConfig(new WebSocketServerConfig()
                        .setUsePerFrameCompression(false)
                        .setUsePerMessageCompression(false));
        config.getTcpConfig().setAcceptBacklog(1024);
        ServerSSLOptions tls = server.tls();
        HttpServer made = (tls == null ? vertx.createHttpServer(config) : vertx.createHttpServer(config, tls))
                .connectionHandler(this::connected)
                .requestHandler(this::called)
                .invalidRequestHandler(this::malformed)
                .exceptionHandler(cause -> {});
        http = made;
        SocketAddress address = settings.port() == 0
                ? SocketAddress.sharedRandomPort(1, server.bind())
                : SocketAddress.inetSocketAddress(settings.port(), server.bind());
        return made.listen(address);
    }

    int port() {
        return http == null ? 0 : http.actualPort();
    }

    /** Gives new connections another certificate. */
    void show(@Nullable ServerSSLOptions tls) {
        if (http != null && tls != null) {
            http.updateSSLOptions(tls)
                    .onSuccess(changed -> log.info("The gateway shows the certificate that was renewed."))
                    .onFailure(cause -> log.error(
                            "The gateway keeps the certificate it has, for the renewed one cannot be used: {}.",
                            cause.getMessage()));
        }
    }

    ContextInternal context() {
        return (ContextInternal) context;
    }

    GatewaySettings settings() {
        return settings;
    }

    /** The time as of the last tick: good to 50 ms, and free. */
    long nowNanos() {
        return nowNanos;
    }

    /** The time in milliseconds since 1970. */
    long clockMillis() {
        return server.clockMillis();
    }

    /** This loop's connections to an upstream; WebSockets have theirs apart, since they need HTTP/1.1. */
    UpstreamPool pool(Route route, boolean webSocket) {
        return server.pool(route, number, webSocket);
    }

    private void connected(HttpConnection connection) {
        CallerConnection caller = CallerConnection.of(connection, settings);
        connection.closeHandler(v -> left(caller));
        caller.index = callers.size();
        callers.add(caller);
        ((io.vertx.core.net.impl.ConnectionBase) connection)
                .channel()
                .attr(CallerConnection.KEY)
                .set(caller);
        if (server.connections().incrementAndGet() > settings.maxConnections()) {
            server.refusedConnections().increment();
            caller.end(Problem.overloaded(
                    "The gateway has as many callers connected as it takes (zol0.gateway.max-connections).",
                    "connection_limit_reached",
                    null));
        }
    }

    private void left(CallerConnection caller) {
        server.connections().decrementAndGet();
        CallerConnection last = callers.removeLast();
        if (last != caller) {
            callers.set(caller.index, last);
            last.index = caller.index;
        }
    }

    private CallerConnection callerOf(HttpServerRequest request) {
        return ((io.vertx.core.net.impl.ConnectionBase) request.connection())
                .channel()
                .attr(CallerConnection.KEY)
                .get();
    }

    private void called(HttpServerRequest request) {
        new Exchange(this, callerOf(request), request).begin(server.firstStep());
    }

    private void malformed(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problem problem = cause instanceof Malformed malformed
                ? malformed.problem()
                : Problem.badRequest("The request cannot be read; its framing is not that of RFC 9112.");
        new Exchange(this, callerOf(request), request).refuseMalformed(problem);
    }

    // ---- calls in flight

    void began(Exchange call) {
        calls++;
        call.following = inFlight;
        if (inFlight != null) {
            inFlight.previous = call;
        }
        inFlight = call;
    }

    /** Takes the call off the list and records it, once; whoever sees the record sees it no longer in flight. */
    void ended(Exchange call) {
        calls--;
        if (call.previous != null) {
            call.previous.following = call.following;
        } else {
            inFlight = call.following;
        }
        if (call.following != null) {
            call.following.previous = call.previous;
        }
        server.locate(call);
        if (call.route() == null) {
            server.unrouted().increment();
        } else {
            recorder.record(call);
        }
    }

    void seen(String caller, String address) {
        recorder.seen(caller, address);
    }

    int callsInFlight() {
        return calls;
    }

    void began(Fetch fetch) {
        fetch.following = underWay;
        if (underWay != null) {
            underWay.previous = fetch;
        }
        underWay = fetch;
    }

    /** Takes the fetch off the list; its own references stay, for a tick may be at it. */
    void ended(Fetch fetch) {
        if (fetch.previous != null) {
            fetch.previous.following = fetch.following;
        } else {
            underWay = fetch.following;
        }
        if (fetch.following != null) {
            fetch.following.previous = fetch.previous;
        }
    }

    // ---- the clock

    private void tick() {
        long now = System.nanoTime();
        nowNanos = now;
        lag(now);
        Exchange call = inFlight;
        while (call != null) {
            Exchange next = call.following;
            call.tick(now);
            call = next;
        }
        handOver((System.currentTimeMillis() + HAND_OVER_MILLIS) / 1000);
        Fetch fetch = underWay;
        while (fetch != null) {
            Fetch next = fetch.following;
            fetch.tick(now);
            fetch = next;
        }
        if (++ticks % TICKS_PER_SECOND == 0) {
            second(now);
        }
    }

    private void handOver(long second) {
        if (second != handedOver) {
            handedOver = second;
            recorder.drain();
        }
    }

    private void second(long now) {
        long head = settings.headTimeout().toNanos();
        long idle = settings.idleTimeout().toNanos();
        for (CallerConnection caller : List.copyOf(callers)) {
            caller.tick(now, head, idle);
        }
        server.eachPool(number, pool -> pool.tick(now, settings.keepAlive().toNanos()));
    }

    private long late(long now) {
        return Math.max(0, now - lastTickNanos - TICK_MILLIS * 1_000_000);
    }

    private void lag(long now) {
        long late = late(now);
        lastTickNanos = now;
        int slot = ticks / TICKS_PER_SECOND % lagNanos.length;
        lagNanos[slot] = ticks % TICKS_PER_SECOND == 0 ? late : Math.max(lagNanos[slot], late);
        long worst = 0;
        for (long lag : lagNanos) {
            worst = Math.max(worst, lag);
        }
        worstLagNanos = worst;
    }

    /** The longest that this loop was late in the last 5 s, or is late now if it stands still. */
    Duration lag() {
        return Duration.ofNanos(Math.max(worstLagNanos, late(System.nanoTime())));
    }

    // ---- the end

    /** Takes no more connections, and no more calls on those that are open. */
    Future<Void> stopAccepting(Duration drain) {
        return http == null ? Future.succeededFuture() : http.shutdown(drain);
    }

    @Override
    public Future<?> stop() {
        recorder.drain();
        return Future.succeededFuture();
    }
}
