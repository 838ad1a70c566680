package io.zol0.demo;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The demo's callers: they send what their errands say through the gateway, on a schedule that does not wait for answers.
 * What is due while a caller must wait is left out. They live on one event loop.
 */
final class DemoCallers {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(3);
    private static final int CONNECTIONS = 32;

    private final Vertx vertx;
    private final Clock clock;
    private final SplittableRandom random;
    private final double demand;
    private final Supplier<GatewayAddress> gateway;
    private final HttpClient client;
    private final List<Errand> errands;
    private final Map<String, DemoCaller> callers = new HashMap<>();
    private final Map<String, String> etags = new HashMap<>();
    private volatile @Nullable String prefix;
    private boolean stopped;

    /**
     * @param vertx has one event loop
     * @param gateway asked before each call, since it may not be known yet
     * @param demand factor on how often they call
     * @param tokens a token for a caller's name; null where none is needed
     */
    DemoCallers(
            Vertx vertx,
            Clock clock,
            SplittableRandom random,
            double demand,
            Supplier<GatewayAddress> gateway,
            Function<String, @Nullable String> tokens) {
        this.vertx = vertx;
        this.clock = clock;
        this.random = random;
        this.demand = demand;
        this.gateway = gateway;
        // The other end is this very process, whatever name its certificate is for.
        var options = new HttpClientOptions()
                .setConnectTimeout(2_000)
                .setIdleTimeout(90)
                .setTrustAll(true)
                .setVerifyHost(false);
        client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(CONNECTIONS));
        errands = new Errands(random.split()).all();
        errands.forEach(
                errand -> callers.computeIfAbsent(errand.caller(), name -> new DemoCaller(name, tokens.apply(name))));
    }

    /** What goes before every target from now on, such as {@code /demo}; null lets the callers rest. */
    void callAt(@Nullable String prefix) {
        this.prefix = prefix;
    }

    void start() {
        vertx.runOnContext(begun -> errands.forEach(this::schedule));
    }

    /** No more calls; done when those under way have ended, or after a short wait. */
    Future<Void> stop() {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(begun -> {
            stopped = true;
            finish(done, clock.millis() + PATIENCE_AT_STOP.toMillis());
        });
        return done.future();
    }

    private void finish(Promise<Void> done, long latestMillis) {
        if (callers.values().stream().allMatch(caller -> caller.inFlight() == 0) || clock.millis() >= latestMillis) {
            client.close().onComplete(closed -> done.complete());
        } else {
            vertx.setTimer(20, later -> finish(done, latestMillis));
        }
    }

    private void schedule(Errand errand) {
        vertx.setTimer(errand.pace().times(demand).next(random), due -> {
            if (!stopped) {
                schedule(errand);
                run(errand);
            }
        });
    }

    private void run(Errand errand) {
        var caller = callers.get(errand.caller());
        var before = prefix;
        if (caller == null || before == null || !caller.mayCall(clock.millis())) {
            return;
        }
        var call = errand.next().get();
        if (call == null) {
            return;
        }
        var address = gateway.get();
        var options = new RequestOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setSsl(address.tls())
                .setMethod(call.method())
                .setURI(before + call.target())
                .setTimeout(LONGEST_CALL.toMillis())
                .putHeader("X-ZoL0-Caller", caller.name);
        if (caller.token != null) {
            options.putHeader("X-ZoL0-Token", caller.token);
        }
        if (errand.conditional() && etags.containsKey(call.target())) {
            options.putHeader("If-None-Match", etags.get(call.target()));
        }
        caller.sent();
        client.request(options)
                .compose(HttpClientRequest::send)
                .compose(answer -> read(errand, call.target(), caller, answer))
                .onComplete(ended -> {
                    caller.ended();
                    if (ended.failed()) {
                        caller.missed(clock.millis(), random);
                    }
                });
    }

    private Future<Void> read(Errand errand, String target, DemoCaller caller, HttpClientResponse answer) {
        // A body that breaks off shows in the future of its end; without this it would be logged as well.
        answer.exceptionHandler(cause -> {});
        var retryAfter = answer.getHeader("Retry-After");
        var ofExchange = answer.getHeader("X-Demo") != null;
        if (retryAfter != null) {
            caller.toldToWait(retryAfter, clock.millis(), random);
        } else if (ofExchange) {
            caller.answered();
        } else {
            caller.missed(clock.millis(), random);
        }
        if (!ofExchange || answer.statusCode() != 200) {
            return answer.end();
        }
        var etag = answer.getHeader("ETag");
        if (errand.conditional() && etag != null) {
            etags.put(target, etag);
        }
        var learn = errand.learn();
        return learn == null
                ? answer.end()
                : answer.body().map(body -> {
                    learn.accept(body);
                    return null;
                });
    }
}
