package io.zol0.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamRemoved;
import io.zol0.catalog.UpstreamSaved;
import io.zol0.catalog.Upstreams;
import io.zol0.home.Tls;
import io.zol0.metrics.LiveMetrics;
import io.zol0.users.Itself;
import io.zol0.users.KnownTokens;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The gateway among the other rooms: starts last and stops first, hears of changed upstreams, and says how it is. */
@Component
@EnableConfigurationProperties(GatewaySettings.class)
public class Gateway implements SmartLifecycle {
    private final GatewayServer server;
    private final Upstreams upstreams;
    private final LimitFeed limits;
    private final LimitSettings limitSettings;
    private final LimitDocuments documents;
    private final ConfigurableEnvironment environment;
    private volatile boolean running;

    Gateway(
            GatewaySettings settings,
            @Value("${zol0.bind:127.0.0.1}") String bind,
            Upstreams upstreams,
            Endpoints endpoints,
            KnownTokens tokens,
            LiveMetrics metrics,
            Caching caching,
            Limiting limiting,
            Departures departures,
            LimitFeed limits,
            LimitSettings limitSettings,
            Clock clock,
            MeterRegistry meters,
            SslBundles bundles,
            ConfigurableEnvironment environment) {
        this.environment = environment;
        this.upstreams = upstreams;
        this.limits = limits;
        this.limitSettings = limitSettings;
        this.server = new GatewayServer(
                settings, bind, endpoints::resolve, tokens::grantOf, metrics::recorder, caching, limiting, departures);
        this.documents = new LimitDocuments(limiting, server::document, clock);
        if (bundles.getBundleNames().contains(Tls.BUNDLE)) {
            show(bundles.getBundle(Tls.BUNDLE));
            bundles.addBundleUpdateHandler(Tls.BUNDLE, this::show);
        }
        Gauge.builder("zol0.gateway.connections", server, s -> s.status().connections())
                .description("Callers connected")
                .register(meters);
        Gauge.builder("zol0.gateway.calls", server, s -> s.status().callsInFlight())
                .description("Calls in flight")
                .register(meters);
        Gauge.builder("zol0.gateway.lag", server, s -> s.status().lag().toNanos() / 1e9)
                .description("The longest that an event loop was late in the last 5 s")
                .baseUnit("seconds")
                .register(meters);
        FunctionCounter.builder(
                        "zol0.gateway.calls.unrouted", server, s -> s.unrouted().sum())
                .description("Calls that named no known upstream, or could not be read")
                .register(meters);
        FunctionCounter.builder(
                        "zol0.gateway.connections.refused",
                        server,
                        s -> s.refusedConnections().sum())
                .description("Connections refused because there were enough")
                .register(meters);
    }

    private void show(SslBundle bundle) {
        server.show(bundle.getManagers().getKeyManagerFactory());
    }

    /** How the gateway is now. */
    public GatewayStatus status() {
        return server.status();
    }

    /** What it talks to the kernel with: {@code io_uring}, {@code epoll} or {@code nio}; empty before it started. */
    public String transport() {
        return server.status().transport();
    }

    /** Asks an upstream's base URL once, the way that its calls go; within the upstream's own time-outs. */
    @RolesAllowed("ADMIN")
    public CompletionStage<Probe> probe(Upstream upstream) {
        return server.probe(upstream).toCompletionStage();
    }

    /** Reads where providers write down their limits, as far as that is due. */
    @Scheduled(initialDelay = 15_000, fixedDelay = 15_000)
    void readDocuments() {
        if (running && limitSettings.readDocuments()) {
            documents.look();
        }
    }

    @EventListener
    void on(UpstreamSaved saved) {
        server.put(saved.upstream());
    }

    @EventListener
    void on(UpstreamRemoved removed) {
        server.remove(removed.id());
    }

    @Override
    public void start() {
        Itself.ask(upstreams::all).forEach(server::put);
        limits.begin();
        server.start();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("gateway", Map.of("local.zol0.gateway.port", server.port())));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        server.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
