package io.zol0.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.zol0.demo.Page.Answer;
import java.time.Clock;
import java.util.SplittableRandom;

/**
 * A small exchange on loopback to look at ZoL0 with: moving prices, a weight limit, bans, entity tags, slow and failing
 * answers. Every answer says that it is a demo. It lives on one event loop; what is slow about it is a timer.
 */
final class DemoExchange {
    static final String NAME = "ZoL0-demo-exchange";
    private static final int IDLE_SECONDS = 120;

    private final Vertx vertx;
    private final Clock clock;
    private final Weather weather;
    private final SplittableRandom random;
    private final Market market;
    private final Pages pages;
    private final WeightLimit limit;
    private final HttpServer server;
    private long ticking;

    /** @param vertx has one event loop */
    DemoExchange(Vertx vertx, Clock clock, DemoSettings settings, Weather weather) {
        this.vertx = vertx;
        this.clock = clock;
        this.weather = weather;
        random = new SplittableRandom(settings.seed());
        market = new Market(clock.instant(), random.split());
        pages = new Pages(market, clock, settings.slowness());
        limit = new WeightLimit(clock);
        server = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_SECONDS))
                .requestHandler(this::handle)
                .invalidRequestHandler(request -> send(request, malformed()));
    }

    /** Listens on a free port of loopback and lets the market move; the answer is the port. */
    Future<Integer> open() {
        return server.listen(0, "127.0.0.1").map(listening -> {
            ticking = vertx.setPeriodic(Market.TICK.toMillis(), tick -> market.tick(clock.instant()));
            return listening.actualPort();
        });
    }

    Future<Void> close() {
        vertx.cancelTimer(ticking);
        return server.close();
    }

    private void handle(HttpServerRequest request) {
        var ask = Ask.of(method(request), request.uri());
        var page = ask == null ? Page.problem(malformed()) : pages.find(ask);
        switch (limit.charge(page.weight())) {
            case WeightLimit.Admitted() -> serve(request, page);
            case WeightLimit.Refused(var seconds) -> send(request, refused(seconds));
            case WeightLimit.Banned(var seconds, var until) -> send(request, banned(seconds, until));
        }
    }

    private void serve(HttpServerRequest request, Page page) {
        var fate = weather.fate(page.latency(), random);
        vertx.setTimer(Math.max(1, fate.after().toMillis()), due -> {
            if (request.response().closed()) {
                return;
            }
            switch (fate) {
                case Weather.Answered answered -> answer(request, page);
                case Weather.Failed failed -> send(request, failed(failed.status()));
                case Weather.Cut cut -> cut(request, page, cut.midway());
            }
        });
    }

    private void answer(HttpServerRequest request, Page page) {
        var answer = page.answer().get();
        var response = label(request);
        if (page.cacheControl() != null) {
            response.putHeader("Cache-Control", page.cacheControl());
        }
        if (page.feed() != null) {
            var etag = page.feed().etag();
            response.putHeader("ETag", etag);
            if (EntityTags.match(request.getHeader("If-None-Match"), etag)) {
                response.setStatusCode(304).end();
                return;
            }
        }
        write(request, answer);
    }

    /** Ends the connection where an answer was due, before its first byte or with half of its body. */
    private void cut(HttpServerRequest request, Page page, boolean midway) {
        if (!midway) {
            request.connection().close();
            return;
        }
        var body = page.answer().get().body();
        label(request)
                .putHeader("Content-Length", String.valueOf(body.length()))
                .write(body.slice(0, body.length() / 2))
                .onComplete(written -> request.connection().close());
    }

    private void send(HttpServerRequest request, Answer answer) {
        label(request).putHeader("Cache-Control", "no-store");
        write(request, answer);
    }

    private static void write(HttpServerRequest request, Answer answer) {
        var response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", String.valueOf(answer.body().length()));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(answer.body());
        }
    }

    private HttpServerResponse label(HttpServerRequest request) {
        return request.response()
                .putHeader("Server", NAME)
                .putHeader("X-Demo", "true")
                .putHeader("X-MBX-USED-WEIGHT-1M", String.valueOf(limit.used()));
    }

    private static String method(HttpServerRequest request) {
        return request.method().name();
    }

    private static Answer malformed() {
        return Answer.error(400, -1100, "The request is malformed: its head or its percent-encoding is broken.");
    }

    private static Answer failed(int status) {
        return Answer.error(status, -1000, "The demo exchange failed on purpose, as exchanges sometimes do.");
    }

    private static Answer refused(long seconds) {
        var message = "Too much request weight used: the limit is " + WeightLimit.PER_MINUTE + " a minute.";
        return Answer.error(429, -1003, message).with("Retry-After", String.valueOf(seconds));
    }

    private static Answer banned(long seconds, long untilMillis) {
        var message =
                "Way too much request weight used: banned until " + untilMillis + ", since refusals were ignored.";
        return Answer.error(418, -1003, message).with("Retry-After", String.valueOf(seconds));
    }
}
