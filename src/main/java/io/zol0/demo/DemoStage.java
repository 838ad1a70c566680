package io.zol0.demo;

import io.vertx.core.Vertx;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.UpstreamRemoved;
import io.zol0.catalog.UpstreamSaved;
import io.zol0.catalog.Upstreams;
import io.zol0.demo.DemoMemory.Remembered;
import io.zol0.demo.DemoMemory.Wanted;
import io.zol0.home.Tls;
import io.zol0.users.KnownTokens;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Sets up and takes down the exchange, its upstream in the catalog and its callers. */
@Component
class DemoStage {
    private static final Logger log = LoggerFactory.getLogger(DemoStage.class);
    private static final String NAME = "demo";
    private static final int SECONDS = 10;

    private final Upstreams upstreams;
    private final KnownTokens tokens;
    private final DemoRules rules;
    private final DemoMemory memory;
    private final DemoSettings settings;
    private final Environment environment;
    private final Clock clock;
    private volatile @Nullable Show show;

    DemoStage(
            Upstreams upstreams,
            KnownTokens tokens,
            DemoRules rules,
            DemoMemory memory,
            DemoSettings settings,
            Environment environment,
            Clock clock) {
        this.upstreams = upstreams;
        this.tokens = tokens;
        this.rules = rules;
        this.memory = memory;
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
    }

    /** What runs while the demo does. */
    private record Show(
            Vertx vertx, DemoExchange exchange, DemoCallers callers, URI address, long upstreamId, Instant since) {
        /** Lets the callers call where the exchange can be reached, and nobody else's API. */
        void follow(Upstream upstream) {
            var ours = upstream.enabled() && upstream.baseUrl().equals(address);
            callers.callAt(ours ? "/" + upstream.name() : null);
        }
    }

    /** Since when the demo runs; empty while it does not. */
    Optional<Instant> runningSince() {
        return Optional.ofNullable(show).map(Show::since);
    }

    /** Starts the demo where it does not run yet, and remembers that it is wanted. */
    synchronized void start() {
        if (show != null) {
            return;
        }
        var vertx = DemoLoop.vertx();
        try {
            var exchange = new DemoExchange(vertx, clock, settings, Weather.USUAL);
            var address = URI.create("http://127.0.0.1:" + exchange.open().await(SECONDS, TimeUnit.SECONDS));
            var upstream = announce(address.toString());
            var callers = new DemoCallers(
                    vertx,
                    clock,
                    new SplittableRandom(~settings.seed()),
                    settings.demand(),
                    this::gateway,
                    tokens::forThisProcess);
            var begun = new Show(vertx, exchange, callers, address, upstream.id(), clock.instant());
            begun.follow(upstream);
            memory.write(Wanted.ON);
            callers.start();
            show = begun;
        } catch (RuntimeException | TimeoutException e) {
            vertx.close();
            throw new IllegalStateException("The demo cannot start: " + e.getMessage(), e);
        }
    }

    /** Stops callers and exchange, waiting a moment for calls under way; the upstream stays, with its data. */
    synchronized void stop() {
        var ending = show;
        show = null;
        if (ending == null) {
            return;
        }
        try {
            ending.callers()
                    .stop()
                    .eventually(ending.exchange()::close)
                    .eventually(ending.vertx()::close)
                    .await(SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException | TimeoutException e) {
            log.warn("The demo did not stop cleanly: {}", e.getMessage());
            ending.vertx().close();
        }
    }

    /** Stops the demo and takes its upstream away, for good. */
    synchronized void remove() {
        stop();
        memory.write(Wanted.REMOVED);
        demo().forEach(upstream -> upstreams.remove(upstream.id()));
    }

    /** Leaves the demo off: an upstream of an earlier run is disabled, since its exchange is gone. */
    synchronized void leaveOff() {
        for (var upstream : demo()) {
            if (upstream.enabled()) {
                upstreams.change(
                        upstream.id(),
                        upstream.version(),
                        draft(upstream, upstream.baseUrl().toString(), false));
                memory.write(Wanted.OFF);
            }
        }
    }

    @EventListener
    synchronized void on(UpstreamSaved event) {
        if (show != null && show.upstreamId() == event.upstream().id()) {
            show.follow(event.upstream());
        }
    }

    @EventListener
    synchronized void on(UpstreamRemoved event) {
        if (show != null && show.upstreamId() == event.id()) {
            stop();
            memory.write(Wanted.REMOVED);
        }
    }

    private Upstream announce(String baseUrl) {
        var found = demo();
        if (found.isEmpty()) {
            var added = upstreams.add(UpstreamDraft.of(NAME, baseUrl).asDemo());
            rules.set(added);
            return added;
        }
        var upstream = found.getFirst();
        var off = memory.read().map(Remembered::wanted).equals(Optional.of(Wanted.OFF));
        return upstreams.change(upstream.id(), upstream.version(), draft(upstream, baseUrl, upstream.enabled() || off));
    }

    private List<Upstream> demo() {
        return upstreams.all().stream().filter(Upstream::demo).toList();
    }

    private static UpstreamDraft draft(Upstream upstream, String baseUrl, boolean enabled) {
        return new UpstreamDraft(
                upstream.name(),
                baseUrl,
                upstream.environment(),
                enabled,
                true,
                upstream.protocol(),
                upstream.connectTimeout(),
                upstream.responseTimeout(),
                upstream.totalTimeout(),
                upstream.mapsLocations(),
                upstream.scopesCookies(),
                upstream.preset());
    }

    private GatewayAddress gateway() {
        var bind = environment.getProperty("zol0.bind", "127.0.0.1");
        var configured = environment.getProperty("zol0.gateway.port", Integer.class, 8081);
        return GatewayAddress.of(
                bind,
                environment.getProperty("local.zol0.gateway.port", Integer.class, configured),
                Tls.isOn(environment));
    }
}
