package io.zol0.gateway;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamPriority;
import io.vertx.core.http.impl.HttpClientStream;
import io.vertx.core.http.impl.HttpRequestHead;
import io.vertx.core.http.impl.HttpResponseHead;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.zol0.metrics.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call at its upstream: gets a connection, passes both bodies on at the pace of the slower side, and watches the time. */
final class Forwarding {
    private static final AsciiString VIA = AsciiString.cached("1.1 " + RequestFields.VIA_NAME);
    private static final AsciiString VIA_10 = AsciiString.cached("1.0 " + RequestFields.VIA_NAME);

    /** The default one; what HTTP/2 did with priorities is gone from it (RFC 9113). */
    private static final StreamPriority PRIORITY = new StreamPriority();

    private static final long CANCEL = 0x8;

    private enum Phase {
        CONNECTING,
        SENDING,
        WAITING,
        RELAYING,
        TUNNEL,
        OVER
    }

    private final Exchange call;
    private final Route route;
    private final UpstreamPool pool;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final boolean upgrade;
    private final long totalDeadline;

    private Phase phase = Phase.CONNECTING;
    private long phaseDeadline;
    private boolean repeated;
    private @Nullable UpstreamConnection connection;
    private @Nullable HttpClientStream stream;
    private boolean headPending;
    private int status;
    private long expected = -1;
    private long relayed;

    Forwarding(Exchange call, Route route) {
        this.call = call;
        this.route = route;
        this.request = call.request();
        this.response = call.response();
        this.upgrade = call.fields().wantsWebSocket();
        this.pool = call.loop().pool(route, upgrade);
        this.totalDeadline =
                call.arrivedNanos() + route.upstream().totalTimeout().toNanos();
    }

    void start() {
        call.forwardedBy(this);
        String expect = call.fields().expect();
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            call.answer(Problem.of(
                    417, "expectation-failed", "Expectation failed", "ZoL0 knows no expectation but 100-continue."));
            return;
        }
        long now = System.nanoTime();
        call.waits(now);
        phaseDeadline = now + route.upstream().connectTimeout().toNanos();
        pool.take(this);
    }

    // ---- what the pool says

    void connected(UpstreamConnection to) {
        call.works(System.nanoTime());
        connection = to;
        to.connection().createStream(call.loop().context()).onComplete(made -> {
            if (made.failed()) {
                pool.giveBack(to);
                notConnected(made.cause());
            } else if (phase == Phase.OVER) {
                made.result().closeHandler(v -> pool.giveBack(to));
                giveUp(made.result());
            } else {
                send(made.result(), to);
            }
        });
    }

    void notConnected(Throwable cause) {
        if (phase != Phase.OVER) {
            fail(Failures.connecting(route.name(), route.upstream().connectTimeout(), cause));
        }
    }

    void overloaded(int most) {
        fail(Problem.overloaded(
                "All " + most + " connections to " + route.name()
                        + " are in use and enough calls wait already (zol0.gateway.pool-per-upstream, max-waiting).",
                "connection_limit_reached",
                route.name()));
    }

    // ---- to the upstream

    private void send(HttpClientStream to, UpstreamConnection over) {
        stream = to;
        to.headHandler(this::answered);
        to.dataHandler(this::data);
        to.trailersHandler(this::ended);
        to.exceptionHandler(cause -> broken(to, cause));
        to.closeHandler(v -> pool.giveBack(over));
        to.continueHandler(v -> goOn());
        to.earlyHintsHandler(this::hint);

        boolean http2 = over.multiplexes();
        Http1xHeaders headers = call.fields().onward();
        if (!repeated) {
            headers.add(Field.VIA, (CharSequence) (call.http10() ? VIA_10 : VIA));
            headers.add(Field.TRACEPARENT, TraceParent.of(call.fields().traceparent()));
        }
        if (!http2) {
            headers.set(Field.HOST, (CharSequence) route.hostField());
        } else if (call.fields().takesTrailers()) {
            headers.set(Field.TE, (CharSequence) "trailers");
        }
        if (upgrade) {
            headers.set(Field.CONNECTION, (CharSequence) "Upgrade");
            headers.set(Field.UPGRADE, (CharSequence) "websocket");
        }
        boolean body = call.fields().hasBody();
        UpstreamCodec codec = over.codec();
        boolean direct = false;
        if (codec != null && !upgrade) {
            codec.send(headers);
            direct = true;
        }
        HttpRequestHead head = new HttpRequestHead(
                route.scheme(),
                request.method(),
                route.uri(call.target()),
                direct ? null : headers,
                direct ? null : route.hostAndPort(),
                "",
                null);
        to.writeHead(head, call.fields().chunked(), null, !body && !upgrade, PRIORITY, upgrade);
        long now = System.nanoTime();
        call.waits(now);
        if (body) {
            phase = Phase.SENDING;
            to.drainHandler(v -> request.resume());
            request.handler(this::bodyPart);
            request.endHandler(v -> bodyEnd());
            request.resume();
        } else {
            waitForAnswer(now);
        }
    }

    private void bodyPart(Buffer part) {
        call.tookBody(part.length());
        HttpClientStream to = stream;
        if (to != null && phase != Phase.OVER) {
            to.writeChunk(part, false);
            if (!to.isWritable()) {
                request.pause();
            }
        }
    }

    private void bodyEnd() {
        call.bodyEnded();
        HttpClientStream to = stream;
        if (to != null && phase != Phase.OVER) {
            to.writeChunk(null, true);
            if (phase == Phase.SENDING) {
                waitForAnswer(System.nanoTime());
            }
        }
    }

    private void waitForAnswer(long now) {
        phase = Phase.WAITING;
        phaseDeadline = now + route.upstream().responseTimeout().toNanos();
    }

    // ---- from the upstream

    private void goOn() {
        if (phase != Phase.OVER && !call.http10() && call.fields().expect() != null) {
            response.writeContinue();
        }
    }

    private void hint(MultiMap headers) {
        if (phase != Phase.OVER && !call.http10()) {
            Http1xHeaders onward = Http1xHeaders.caseInsensitive();
            new AnswerFields(headers.iterator(), onward, route);
            response.writeEarlyHints(onward);
        }
    }

    private void answered(HttpResponseHead head) {
        try {
            pass(head);
        } catch (IllegalArgumentException e) {
            // What HTTP/2 or the decoder let through and no HTTP/1.1 head may hold.
            unusable(new BadAnswer("sent a head that cannot be passed on"));
        }
    }

    private void unusable(BadAnswer why) {
        HttpClientStream from = stream;
        if (from != null) {
            broken(from, why);
            giveUp(from);
        }
    }

    private void pass(HttpResponseHead head) {
        long now = System.nanoTime();
        call.works(now);
        status = head.statusCode;
        if (upgrade && status == 101) {
            phase = Phase.TUNNEL;
            tunnel(head);
            return;
        }
        UpstreamCodec codec = connection == null ? null : connection.codec();
        AnswerFields fields = new AnswerFields(
                codec == null ? head.headers.iterator() : codec.received().iteratorCharSequence(),
                response.headers(),
                route);
        response.headers().add(Field.VIA, VIA);
        response.setStatusCode(status);
        if (head.statusMessage != null && !head.statusMessage.isEmpty()) {
            response.setStatusMessage(head.statusMessage);
        }
        phase = Phase.RELAYING;
        expected = fields.contentLength();
        boolean bodiless =
                request.method().equals(io.vertx.core.http.HttpMethod.HEAD) || status == 204 || status == 304;
        if (expected < 0 && !bodiless) {
            if (call.http10()) {
                call.endsWithConnection();
            } else {
                response.setChunked(true);
            }
        }
        if (call.bodyIsOutstanding() && !call.http10()) {
            response.putHeader(Field.CONNECTION, "close");
        }
        call.answers(status);
        headPending = true;
        if (!bodiless && expected != 0) {
            if (codec == null) {
                writeHead();
            } else {
                codec.onReadComplete(this::writeHead);
            }
        }
    }

    /** Sends the head by itself, when no body has come along with it. */
    private void writeHead() {
        if (headPending && phase == Phase.RELAYING) {
            headPending = false;
            response.writeHead();
            call.headWritten(status, System.nanoTime());
        }
    }

    private void data(Buffer part) {
        if (phase != Phase.RELAYING) {
            return;
        }
        int length = part.length();
        relayed += length;
        call.gaveBody(length);
        boolean whole = headPending && relayed == expected;
        if (whole) {
            finish(part);
            return;
        }
        response.write(part);
        if (headPending) {
            headPending = false;
            call.headWritten(status, System.nanoTime());
        }
        if (response.writeQueueFull()) {
            HttpClientStream from = stream;
            if (from != null) {
                from.pause();
                response.drainHandler(v -> from.fetch(Long.MAX_VALUE));
            }
        }
    }

    private void ended(MultiMap trailers) {
        if (phase != Phase.RELAYING) {
            return;
        }
        if (!trailers.isEmpty() && response.isChunked()) {
            try {
                trailers.forEach(this::trailer);
            } catch (IllegalArgumentException e) {
                unusable(new BadAnswer("sent a trailer that cannot be passed on"));
                return;
            }
        }
        finish(null);
    }

    private void trailer(String name, String value) {
        if (!Field.CONTENT_LENGTH.contentEqualsIgnoreCase(name)
                && !Field.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
            response.trailers().add(name, value);
        }
    }

    private void finish(@Nullable Buffer last) {
        phase = Phase.OVER;
        UpstreamConnection over = connection;
        if (over != null && over.codec() != null) {
            over.codec().onReadComplete(null);
        }
        io.vertx.core.Future<Void> written = last == null ? response.end() : response.end(last);
        if (headPending) {
            headPending = false;
            call.headWritten(status, System.nanoTime());
        }
        if (call.bodyIsOutstanding()) {
            // The upstream answered without reading on: what the caller still sends has nowhere to go.
            HttpClientStream to = stream;
            if (to != null) {
                giveUp(to);
            }
        }
        call.answered(written);
    }

    private void tunnel(HttpResponseHead head) {
        HttpClientStream to = stream;
        if (to != null) {
            new Tunnel(call, to, route).open(head);
        }
    }

    // ---- when it goes wrong

    private void broken(HttpClientStream which, Throwable cause) {
        if (phase == Phase.OVER || which != stream) {
            return;
        }
        if (phase == Phase.TUNNEL) {
            return;
        }
        if (phase == Phase.RELAYING) {
            phase = Phase.OVER;
            call.cutOff(Outcome.FAILED, "The upstream " + route.name() + " " + Failures.answering(cause) + ".");
        } else if (mayRepeat(cause)) {
            repeated = true;
            stream = null;
            connection = null;
            phase = Phase.CONNECTING;
            phaseDeadline =
                    System.nanoTime() + route.upstream().connectTimeout().toNanos();
            pool.take(this);
        } else {
            fail(Failures.answeringProblem(route.name(), cause));
        }
    }

    /** Once more, where it does no harm: a GET or HEAD without a body, whose connection died before the first byte of an answer. */
    private boolean mayRepeat(Throwable cause) {
        UpstreamConnection over = connection;
        boolean safe = call.method().equals("GET") || call.method().equals("HEAD");
        boolean silent = over != null && (over.codec() == null || !over.codec().answered());
        return safe && silent && !repeated && !upgrade && !call.fields().hasBody() && Failures.isClosed(cause);
    }

    /** Looks whether a time-out has passed. */
    void tick(long now) {
        switch (phase) {
            case CONNECTING -> {
                if (now > Math.min(phaseDeadline, totalDeadline)) {
                    boolean full = pool.full();
                    pool.forget(this);
                    fail(
                            full
                                    ? Problem.overloaded(
                                            "No connection to " + route.name() + " became free within "
                                                    + words(route.upstream().connectTimeout()) + ".",
                                            "connection_limit_reached",
                                            route.name())
                                    : Problem.timeout(
                                            route.name(),
                                            "connection_timeout",
                                            "took no connection within "
                                                    + words(route.upstream().connectTimeout())));
                }
            }
            case SENDING -> {
                if (now > totalDeadline) {
                    HttpClientStream to = stream;
                    fail(Problem.of(
                            408,
                            "body-timeout",
                            "Request timeout",
                            "The request's body took longer than the "
                                    + words(route.upstream().totalTimeout()) + " that a call to " + route.name()
                                    + " may take."));
                    if (to != null) {
                        giveUp(to);
                    }
                }
            }
            case WAITING -> {
                if (now > totalDeadline) {
                    late("did not answer in full within "
                            + words(route.upstream().totalTimeout()));
                } else if (now > phaseDeadline) {
                    late("did not begin to answer within "
                            + words(route.upstream().responseTimeout()));
                }
            }
            case RELAYING, OVER -> {
                if (now > totalDeadline) {
                    boolean callerIsSlow = phase == Phase.OVER || response.writeQueueFull();
                    abandon();
                    call.cutOff(
                            callerIsSlow ? Outcome.ABORTED_BY_CALLER : Outcome.FAILED,
                            callerIsSlow
                                    ? "The caller did not read the answer within "
                                            + words(route.upstream().totalTimeout()) + "."
                                    : "The upstream " + route.name() + " did not answer in full within "
                                            + words(route.upstream().totalTimeout()) + ".");
                }
            }
            case TUNNEL -> {}
        }
    }

    private void late(String why) {
        HttpClientStream to = stream;
        fail(Problem.timeout(route.name(), "http_response_timeout", why));
        if (to != null) {
            giveUp(to);
        }
    }

    private void fail(Problem problem) {
        phase = Phase.OVER;
        call.works(System.nanoTime());
        call.answer(problem);
    }

    /** The caller has no more use for the answer. */
    void abandon() {
        Phase before = phase;
        phase = Phase.OVER;
        if (before == Phase.CONNECTING && connection == null) {
            pool.forget(this);
        }
        HttpClientStream to = stream;
        if (to != null && before != Phase.OVER) {
            giveUp(to);
        }
    }

    /** Ends a stream unfinished; what still lies in it has to be taken out, for Vert.x does not free what waits in a paused one. */
    static void giveUp(HttpClientStream stream) {
        stream.writeReset(CANCEL);
        stream.fetch(Long.MAX_VALUE);
    }

    static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
