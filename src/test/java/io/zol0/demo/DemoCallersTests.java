package io.zol0.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The callers against a stand-in for the gateway: a server that takes {@code /demo} off and forwards to the exchange. */
class DemoCallersTests {
    private final Vertx vertx = DemoLoop.vertx();
    private final HandClock clock = new HandClock();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private record Seen(String caller, String method, String target, String token, String known, int status) {}

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void they_call_through_the_gateway_under_their_names_and_are_answered() {
        var exchange = exchange();
        start(gateway(forwardingTo(exchange)), Clock.systemUTC()).callAt("/demo");
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(seen)
                        .extracting(Seen::caller)
                        .contains("demo-market-maker", "demo-ticker-board", "demo-order-bot", "demo-statistics-job"));
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(seen)
                        .anySatisfy(one -> assertThat(one.known()).startsWith("\""))
                        .anySatisfy(
                                one -> assertThat(one.method() + one.target()).startsWith("POST/demo/api/v3/order?"))
                        .anySatisfy(one ->
                                assertThat(one.method() + one.target()).startsWith("GET/demo/api/v3/order?orderId=7")));
        assertThat(seen).allSatisfy(one -> {
            assertThat(one.target()).startsWith("/demo/api/");
            assertThat(one.token()).isEqualTo("token of " + one.caller());
            assertThat(one.status()).isIn(200, 304, 400);
        });
    }

    @Test
    void they_begin_once_the_gateway_listens() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        start(port, Clock.systemUTC()).callAt("/demo");
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(port, "127.0.0.1")
                .await();
        await().atMost(30, SECONDS).until(() -> seen.size() > 20);
    }

    @Test
    void they_rest_while_they_are_told_to_wait_and_then_go_on() {
        var callers = start(gateway(request -> refuse(request, "30")), clock);
        callers.callAt("/demo");
        await().atMost(30, SECONDS).until(() -> count("demo-market-maker") > 0 && count("demo-ticker-board") > 0);
        var marketMaker = count("demo-market-maker");
        // The order bot's first call comes after some of the others' next ones would have.
        await().atMost(30, SECONDS).until(() -> count("demo-statistics-job") > 0);
        assertThat(count("demo-market-maker")).isLessThanOrEqualTo(marketMaker + DemoCaller.MOST_IN_FLIGHT);
        clock.advance(Duration.ofSeconds(31));
        await().atMost(30, SECONDS).until(() -> count("demo-market-maker") > marketMaker);
    }

    @Test
    void they_never_pile_up_before_a_gateway_that_does_not_answer() {
        start(gateway(this::note), Clock.systemUTC()).callAt("/demo");
        await().atMost(30, SECONDS).until(() -> count("demo-order-bot") == DemoCaller.MOST_IN_FLIGHT);
        assertThat(count("demo-market-maker")).isEqualTo(DemoCaller.MOST_IN_FLIGHT);
        assertThat(count("demo-ticker-board")).isEqualTo(DemoCaller.MOST_IN_FLIGHT);
    }

    @Test
    void they_rest_while_there_is_nothing_to_call() {
        var callers = start(gateway(this::answer), Clock.systemUTC());
        callers.callAt("/first");
        await().atMost(30, SECONDS).until(() -> !seen.isEmpty());
        callers.callAt("/second");
        await().atMost(30, SECONDS).until(() -> seen.getLast().target().startsWith("/second/"));
    }

    @Test
    void stopped_ones_finish_what_is_under_way_and_hang_up() {
        var callers = start(gateway(this::answer), Clock.systemUTC());
        callers.callAt("/demo");
        await().atMost(30, SECONDS).until(() -> seen.size() > 10);
        callers.stop().await();
        await().atMost(10, SECONDS).until(() -> connections.get() == 0);
    }

    private DemoCallers start(int port, Clock clock) {
        var callers = new DemoCallers(
                vertx,
                clock,
                new SplittableRandom(1),
                1,
                () -> new GatewayAddress("127.0.0.1", port, false),
                caller -> "token of " + caller);
        callers.start();
        return callers;
    }

    private int exchange() {
        return new DemoExchange(vertx, Clock.systemUTC(), new DemoSettings(0.1, 1, 1), Weather.CALM)
                .open()
                .await();
    }

    private int gateway(Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    connection.closeHandler(closed -> connections.decrementAndGet());
                })
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private Handler<HttpServerRequest> forwardingTo(int exchange) {
        HttpClient client = vertx.createHttpClient();
        return request -> client.request(
                        request.method(), exchange, "127.0.0.1", request.uri().substring("/demo".length()))
                .onSuccess(onward -> onward.headers().addAll(request.headers()))
                .compose(HttpClientRequest::send)
                .onSuccess(answer -> {
                    note(request, answer.statusCode());
                    request.response()
                            .setStatusCode(answer.statusCode())
                            .headers()
                            .addAll(answer.headers());
                    answer.pipeTo(request.response());
                });
    }

    private void answer(HttpServerRequest request) {
        note(request);
        request.response().putHeader("X-Demo", "true").end("[]");
    }

    private void refuse(HttpServerRequest request, String retryAfter) {
        note(request);
        request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", retryAfter)
                .end();
    }

    private void note(HttpServerRequest request) {
        note(request, 0);
    }

    private void note(HttpServerRequest request, int status) {
        seen.add(new Seen(
                request.getHeader("X-ZoL0-Caller"),
                request.method().name(),
                request.uri(),
                request.getHeader("X-ZoL0-Token"),
                String.valueOf(request.getHeader("If-None-Match")),
                status));
    }

    private long count(String caller) {
        return seen.stream().filter(one -> caller.equals(one.caller())).count();
    }
}
