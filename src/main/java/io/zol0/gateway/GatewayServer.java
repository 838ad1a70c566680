package io.zol0.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.zol0.catalog.Upstream;
import io.zol0.home.Refusal;
import io.zol0.metrics.CallRecorder;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** The gateway without its surroundings: event loops, routes and the chain of steps. */
final class GatewayServer {
    private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

    private static final int LONGEST_DOCUMENT = 4 << 20;

    private final GatewaySettings settings;
    private final String bind;
    private final Supplier<CallRecorder> recorders;
    private final Caching caching;
    private final Departures departures;
    private final int loopCount;
    private final Routes routes;
    private final Routing routing;
    private final Step firstStep;
    private final UpstreamClients clients;
    private final List<GatewayLoop> loops = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder refusedConnections = new LongAdder();
    private final LongAdder unrouted = new LongAdder();
    private @Nullable Vertx vertx;
    private volatile @Nullable KeyCertOptions certificate;
    private String transport = "";
    private volatile boolean listening;

    GatewayServer(
            GatewaySettings settings,
            String bind,
            EndpointResolver endpoints,
            TokenCheck tokens,
            Supplier<CallRecorder> recorders,
            Caching caching,
            Limiting limiting,
            Departures departures) {
        this(
                settings,
                bind,
                endpoints,
                tokens,
                recorders,
                caching,
                departures,
                NameService.SYSTEM,
                last -> new LimitStep(limiting, last));
    }

    /** @param way puts steps before the last one of every fetch */
    GatewayServer(
            GatewaySettings settings,
            String bind,
            EndpointResolver endpoints,
            TokenCheck tokens,
            Supplier<CallRecorder> recorders,
            Caching caching,
            Departures departures,
            NameService names,
            UnaryOperator<FetchStep> way) {
        this.settings = settings;
        this.bind = bind;
        this.recorders = recorders;
        this.caching = caching;
        this.departures = departures;
        this.loopCount = settings.eventLoops() > 0
                ? settings.eventLoops()
                : Runtime.getRuntime().availableProcessors();
        this.routes = new Routes(loopCount);
        this.clients = new UpstreamClients(settings, names);
        boolean open = isLoopback(bind);
        FetchStep firstFetchStep = way.apply(Fetch::start);
        Step cached = new CacheStep(caching, new Forward(firstFetchStep), firstFetchStep);
        this.routing = new Routing(routes, endpoints, settings.maxPasses(), cached);
        Step identified = new TokenGuard(tokens, !open, routing);
        this.firstStep = open ? new HostGuard(settings.hosts(), identified) : identified;
    }

    Departures departures() {
        return departures;
    }

    /** Speaks TLS from its start on; called again later, new connections get the new certificate. */
    void show(KeyManagerFactory keys) {
        certificate = KeyCertOptions.wrap(keys);
        if (listening) {
            // The loops share one server.
            loops.getFirst().show(tls());
        }
    }

    /** Binds the port; refuses with a sentence where that cannot be. */
    void start() {
        io.vertx.core.transport.Transport chosen = Transports.choose(settings.transport());
        transport = chosen.name();
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(loopCount)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setDisableTCCL(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        Vertx made = Vertx.builder().with(options).withTransport(chosen).build();
        vertx = made;
        for (int i = 0; i < loopCount; i++) {
            loops.add(new GatewayLoop(i, this, settings, recorders.get()));
        }
        AtomicInteger next = new AtomicInteger();
        try {
            await(made.deployVerticle(
                    () -> loops.get(next.getAndIncrement()), new DeploymentOptions().setInstances(loopCount)));
        } catch (CompletionException e) {
            made.close();
            Throwable cause = e.getCause();
            throw new Refusal(
                    cause instanceof BindException
                            ? "Port " + settings.port() + " on " + bind
                                    + " is taken; stop what listens there, or choose another with zol0.gateway.port."
                            : "The gateway cannot listen on " + bind + ":" + settings.port() + ": "
                                    + (cause == null ? e : cause).getMessage() + ".",
                    e);
        }
        listening = true;
    }

    /** Takes no more calls, waits for those in flight as long as the settings say, and closes. */
    void stop() {
        Vertx running = vertx;
        if (running == null) {
            return;
        }
        listening = false;
        vertx = null;
        Duration drain = settings.drainTimeout();
        List<Future<Void>> stopping = new ArrayList<>();
        loops.forEach(loop -> stopping.add(loop.stopAccepting(drain)));
        try {
            Future.join(stopping)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(drain.toMillis() + 1000, TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            // Whoever is not through by now is cut off below.
        }
        await(running.close());
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }

    void put(Upstream upstream) {
        retire(routes.put(upstream));
    }

    void remove(long upstreamId) {
        retire(routes.remove(upstreamId));
    }

    private void retire(@Nullable Route before) {
        if (before == null || vertx == null) {
            return;
        }
        for (int i = 0; i < loopCount; i++) {
            int number = i;
            loops.get(i).context().runOnContext(v -> before.retire(number));
        }
    }

    /** Asks an upstream's base URL once; a gateway that does not run asks nobody. */
    Future<Probe> probe(Upstream upstream) {
        Vertx running = vertx;
        return running == null
                ? Future.succeededFuture(new Probe.Failed(Probe.Reason.BROKEN, "the gateway is not running"))
                : new UpstreamProbe(running, clients, System::nanoTime).ask(upstream);
    }

    /** Reads a document of an upstream of at most 4 MB; a gateway that does not run reads none. */
    Future<Buffer> document(Upstream upstream, String path) {
        Vertx running = vertx;
        return running == null
                ? Future.failedFuture("the gateway is not running")
                : new DocumentFetch(running, clients, LONGEST_DOCUMENT).read(upstream, path);
    }

    GatewayStatus status() {
        Duration lag =
                loops.stream().map(GatewayLoop::lag).max(Duration::compareTo).orElse(Duration.ZERO);
        int calls = loops.stream().mapToInt(GatewayLoop::callsInFlight).sum();
        return new GatewayStatus(
                listening,
                bind + ":" + port(),
                certificate != null,
                transport,
                loopCount,
                lag,
                connections.get(),
                calls);
    }

    int port() {
        return loops.isEmpty() ? settings.port() : loops.getFirst().port();
    }

    // ---- for the loops

    String bind() {
        return bind;
    }

    /** What callers' connections are secured with; null for plain HTTP. */
    @Nullable
    ServerSSLOptions tls() {
        KeyCertOptions shown = certificate;
        return shown == null
                ? null
                : new ServerSSLOptions()
                        .setKeyCertOptions(shown)
                        .setEnabledSecureTransportProtocols(TLS_VERSIONS)
                        .setSslHandshakeTimeout(settings.headTimeout().toMillis())
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    Step firstStep() {
        return firstStep;
    }

    long clockMillis() {
        return caching.clockMillis().getAsLong();
    }

    AtomicInteger connections() {
        return connections;
    }

    LongAdder refusedConnections() {
        return refusedConnections;
    }

    /** Calls that named no upstream we know, or could not be read. */
    LongAdder unrouted() {
        return unrouted;
    }

    /** Notes where a call would have gone, if a step refused it before that was found out. */
    void locate(Exchange call) {
        if (call.route() == null) {
            routing.locate(call);
        }
    }

    UpstreamPool pool(Route route, int loop, boolean webSocket) {
        UpstreamPool pool = route.pool(loop, webSocket);
        if (pool == null) {
            Vertx running = java.util.Objects.requireNonNull(vertx);
            HttpClientAgent client = clients.make(running, route, webSocket);
            pool = route.pool(
                    loop,
                    webSocket,
                    new UpstreamPool(
                            route,
                            client,
                            () -> clients.connect(running, client, route),
                            settings,
                            loopCount,
                            webSocket));
        }
        return pool;
    }

    void eachPool(int loop, Consumer<UpstreamPool> action) {
        Collection<Route> all = routes.all();
        for (Route route : all) {
            route.eachPool(loop, action);
        }
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new Refusal("zol0.bind is \"" + bind + "\", which is no address of this machine.", e);
        }
    }
}
