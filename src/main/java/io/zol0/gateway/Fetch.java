package io.zol0.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.StreamPriority;
import io.vertx.core.http.impl.HttpClientStream;
import io.vertx.core.http.impl.HttpRequestHead;
import io.vertx.core.http.impl.HttpResponseHead;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.zol0.catalog.Endpoint;
import io.zol0.gateway.AnswerWatch.Ending;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request at its upstream: gets a connection, sends head and body, watches the time, and gives the answer to whoever takes it. It is
 * made for a call, whose body it sends and whose times it keeps as long as the call waits for it.
 */
final class Fetch {
    /** The default one; what HTTP/2 did with priorities is gone from it (RFC 9113). */
    private static final StreamPriority PRIORITY = new StreamPriority();

    private static final long CANCEL = 0x8;

    private enum Phase {
        HELD,
        CONNECTING,
        SENDING,
        WAITING,
        ANSWERING,
        OVER
    }

    private final GatewayLoop loop;
    private final Route route;
    private final Endpoint endpoint;
    private final String caller;
    private final UpstreamRequest asked;
    private final AnswerSink sink;
    private final UpstreamPool pool;
    private final long begunNanos;
    private @Nullable Exchange call;
    private @Nullable Watches watches;
    private @Nullable Runnable letGo;

    private Phase phase = Phase.HELD;
    private long totalDeadline;
    private long phaseDeadline;
    private long sentMillis;
    private boolean repeated;
    private @Nullable UpstreamConnection connection;
    private @Nullable HttpClientStream stream;

    /** Neighbours in the loop's list of fetches under way. */
    @Nullable
    Fetch previous;

    @Nullable
    Fetch following;

    /** @param call the one that waits for it, or for whose sake it is made */
    Fetch(Exchange call, UpstreamRequest asked, AnswerSink sink) {
        this.call = call;
        this.loop = call.loop();
        this.route = call.requiredRoute();
        this.endpoint = call.requiredEndpoint();
        this.caller = call.caller();
        this.asked = asked;
        this.sink = sink;
        this.pool = loop.pool(route, asked.webSocket());
        this.begunNanos = call.arrivedNanos();
    }

    /** Sends it on its way to the upstream. */
    void begin(FetchStep first) {
        loop.began(this);
        first.take(this);
    }

    /** The call goes on without it: what happens from now on is on nobody's clock. */
    void leaveCall() {
        call = null;
    }

    // ---- what the steps ask and note

    Route route() {
        return route;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Who called; of a fetch that ZoL0 makes for itself, who called first for what it fetches. */
    String caller() {
        return caller;
    }

    UpstreamRequest asked() {
        return asked;
    }

    GatewayLoop loop() {
        return loop;
    }

    /** The call that waits for it; null where none does. */
    @Nullable
    Exchange call() {
        return call;
    }

    /** When the request was sent, in milliseconds since 1970; 0 before. */
    long sentMillis() {
        return sentMillis;
    }

    void watchedBy(AnswerWatch watch) {
        if (watches == null) {
            watches = new Watches();
        }
        watches.add(watch);
    }

    /**
     * A step keeps the fetch for a while; it goes on with {@link #start} or {@link #refuse}.
     *
     * @param whenAbandoned takes it out of where it waits, when nobody wants it any more
     */
    void held(Runnable whenAbandoned) {
        letGo = whenAbandoned;
        waits(System.nanoTime());
    }

    /** A step refuses it: the upstream is not asked. */
    void refuse(Problem why) {
        if (phase == Phase.HELD) {
            letGo = null;
            works(System.nanoTime());
            over(Ending.UNSENT);
            sink.refused(why);
        }
    }

    /** Asks the upstream; where nobody wants it any more, nothing happens. */
    void start() {
        if (phase != Phase.HELD) {
            return;
        }
        long now = System.nanoTime();
        long begun = letGo == null ? begunNanos : now;
        letGo = null;
        totalDeadline = begun + route.upstream().totalTimeout().toNanos();
        if (call != null) {
            call.mustEndBy(totalDeadline);
        }
        waits(now);
        connect(now);
    }

    private void connect(long now) {
        phase = Phase.CONNECTING;
        phaseDeadline = now + route.upstream().connectTimeout().toNanos();
        pool.take(this);
    }

    private void waits(long now) {
        if (call != null) {
            call.waits(now);
        }
    }

    private void works(long now) {
        if (call != null) {
            call.works(now);
        }
    }

    // ---- what the pool says

    void connected(UpstreamConnection to) {
        works(System.nanoTime());
        connection = to;
        to.connection().createStream(loop.context()).onComplete(made -> {
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
            fail(Failures.connecting(route.name(), route.upstream().connectTimeout(), cause), Ending.UNSENT);
        }
    }

    void overloaded(int most) {
        fail(
                Problem.overloaded(
                        "All " + most + " connections to " + route.name()
                                + " are in use and enough calls wait already (zol0.gateway.pool-per-upstream,"
                                + " max-waiting).",
                        "connection_limit_reached",
                        route.name()),
                Ending.UNSENT);
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

        Http1xHeaders fields = asked.fields();
        if (!over.multiplexes()) {
            fields.set(Field.HOST, (CharSequence) route.hostField());
        } else if (asked.takesTrailers()) {
            fields.set(Field.TE, (CharSequence) "trailers");
        }
        if (asked.webSocket()) {
            fields.set(Field.CONNECTION, (CharSequence) "Upgrade");
            fields.set(Field.UPGRADE, (CharSequence) "websocket");
        }
        UpstreamCodec codec = over.codec();
        boolean direct = false;
        if (codec != null && !asked.webSocket()) {
            codec.send(fields);
            direct = true;
        }
        HttpRequestHead head = new HttpRequestHead(
                route.scheme(),
                asked.method(),
                route.uri(asked.target()),
                direct ? null : fields,
                direct ? null : route.hostAndPort(),
                "",
                null);
        boolean ends = !asked.hasBody() && !asked.webSocket();
        to.writeHead(head, asked.chunked(), null, ends, PRIORITY, asked.webSocket());
        sentMillis = loop.clockMillis();
        long now = System.nanoTime();
        waits(now);
        Exchange from = call;
        if (asked.hasBody() && from != null) {
            phase = Phase.SENDING;
            sendBody(from, to);
        } else {
            waitForAnswer(now);
        }
    }

    private void sendBody(Exchange from, HttpClientStream to) {
        HttpServerRequest request = from.request();
        to.drainHandler(v -> request.resume());
        request.handler(part -> {
            from.tookBody(part.length());
            if (phase != Phase.OVER) {
                to.writeChunk(part, false);
                if (!to.isWritable()) {
                    request.pause();
                }
            }
        });
        request.endHandler(v -> {
            from.bodyEnded();
            if (phase != Phase.OVER) {
                to.writeChunk(null, true);
                if (phase == Phase.SENDING) {
                    waitForAnswer(System.nanoTime());
                }
            }
        });
        request.resume();
    }

    private void waitForAnswer(long now) {
        phase = Phase.WAITING;
        phaseDeadline = now + route.upstream().responseTimeout().toNanos();
    }

    // ---- from the upstream

    private void goOn() {
        if (phase != Phase.OVER) {
            sink.continues();
        }
    }

    private void hint(MultiMap fields) {
        if (phase != Phase.OVER) {
            sink.hints(fields);
        }
    }

    private void answered(HttpResponseHead head) {
        if (phase == Phase.OVER) {
            return;
        }
        long now = System.nanoTime();
        works(now);
        UpstreamCodec codec = connection == null ? null : connection.codec();
        AnswerHead answer =
                new AnswerHead(head.statusCode, head.statusMessage, codec == null ? head.headers : codec.received());
        if (watches != null) {
            watches.begins(answer, now);
        }
        loop.departures().heard(endpoint, answer);
        if (asked.webSocket() && head.statusCode == 101) {
            switchOver(head);
            return;
        }
        try {
            sink.begins(answer);
        } catch (IllegalArgumentException e) {
            // What HTTP/2 or the decoder let through and no HTTP/1.1 head may hold.
            unusable(new BadAnswer("sent a head that cannot be passed on"));
            return;
        }
        if (phase == Phase.OVER) {
            return;
        }
        phase = Phase.ANSWERING;
        if (codec == null) {
            sink.rests();
        } else {
            codec.onReadComplete(sink::rests);
        }
    }

    private void switchOver(HttpResponseHead head) {
        HttpClientStream through = stream;
        over(Ending.WHOLE);
        if (through != null) {
            sink.switches(head, through);
        }
    }

    private void data(Buffer part) {
        if (phase == Phase.ANSWERING) {
            if (watches != null) {
                watches.takes(part);
            }
            sink.takes(part);
        }
    }

    private void ended(MultiMap trailers) {
        if (phase != Phase.ANSWERING) {
            return;
        }
        boolean unread = asked.hasBody() && call != null && call.bodyIsOutstanding();
        try {
            sink.ends(trailers);
        } catch (IllegalArgumentException e) {
            unusable(new BadAnswer("sent a trailer that cannot be passed on"));
            return;
        }
        over(Ending.WHOLE);
        if (unread) {
            stopSending();
        }
    }

    /** The upstream answered without reading on: what the caller still sends has nowhere to go. */
    private void stopSending() {
        UpstreamConnection over = connection;
        HttpClientStream to = stream;
        if (over != null && !over.multiplexes()) {
            over.close();
        } else if (to != null) {
            giveUp(to);
        }
    }

    private void unusable(BadAnswer why) {
        HttpClientStream from = stream;
        if (from != null) {
            broken(from, why);
            giveUp(from);
        }
    }

    /** No more parts for a while. */
    void pause() {
        HttpClientStream from = stream;
        if (from != null && phase == Phase.ANSWERING) {
            from.pause();
        }
    }

    void resume() {
        HttpClientStream from = stream;
        if (from != null) {
            from.fetch(Long.MAX_VALUE);
        }
    }

    // ---- when it goes wrong

    private void broken(HttpClientStream which, Throwable cause) {
        if (phase == Phase.OVER || which != stream) {
            return;
        }
        if (phase == Phase.ANSWERING) {
            breakOff("The upstream " + route.name() + " " + Failures.answering(cause) + ".");
        } else if (mayRepeat(cause)) {
            repeated = true;
            stream = null;
            connection = null;
            connect(System.nanoTime());
        } else {
            fail(Failures.answeringProblem(route.name(), cause), Ending.UNANSWERED);
        }
    }

    /** Once more, where it does no harm: its connection died before the first byte of an answer. */
    private boolean mayRepeat(Throwable cause) {
        UpstreamConnection over = connection;
        boolean silent = over != null && (over.codec() == null || !over.codec().answered());
        return silent && !repeated && asked.repeatable() && Failures.isClosed(cause);
    }

    /** Looks whether a time-out has passed. */
    void tick(long now) {
        Duration total = route.upstream().totalTimeout();
        switch (phase) {
            case CONNECTING -> {
                if (now > Math.min(phaseDeadline, totalDeadline)) {
                    boolean full = pool.full();
                    pool.forget(this);
                    fail(full ? noneFree() : noConnection(), Ending.UNSENT);
                }
            }
            case SENDING -> {
                if (now > totalDeadline) {
                    late(Problem.of(
                            408,
                            "body-timeout",
                            "Request timeout",
                            "The request's body took longer than the " + Failures.words(total) + " that a call to "
                                    + route.name() + " may take."));
                }
            }
            case WAITING -> {
                if (now > totalDeadline) {
                    late(noAnswer("did not answer in full within " + Failures.words(total)));
                } else if (now > phaseDeadline) {
                    late(noAnswer("did not begin to answer within "
                            + Failures.words(route.upstream().responseTimeout())));
                }
            }
            case ANSWERING -> {
                if (now > totalDeadline) {
                    HttpClientStream from = stream;
                    breakOff("The upstream " + route.name() + " did not answer in full within " + Failures.words(total)
                            + ".");
                    if (from != null) {
                        giveUp(from);
                    }
                }
            }
            case HELD, OVER -> {}
        }
    }

    private Problem noneFree() {
        return Problem.overloaded(
                "No connection to " + route.name() + " became free within "
                        + Failures.words(route.upstream().connectTimeout()) + ".",
                "connection_limit_reached",
                route.name());
    }

    private Problem noConnection() {
        return Problem.timeout(
                route.name(),
                "connection_timeout",
                "took no connection within " + Failures.words(route.upstream().connectTimeout()));
    }

    private Problem noAnswer(String why) {
        return Problem.timeout(route.name(), "http_response_timeout", why);
    }

    private void late(Problem problem) {
        HttpClientStream to = stream;
        fail(problem, Ending.UNANSWERED);
        if (to != null) {
            giveUp(to);
        }
    }

    private void fail(Problem problem, Ending how) {
        works(System.nanoTime());
        over(how);
        sink.fails(problem);
    }

    private void breakOff(String why) {
        over(Ending.BROKEN);
        sink.breaks(why);
    }

    /** Nobody has more use for the answer; the sink hears nothing more. */
    void abandon() {
        if (phase == Phase.OVER) {
            return;
        }
        Runnable waiting = letGo;
        if (phase == Phase.HELD && waiting != null) {
            waiting.run();
        }
        if (phase == Phase.CONNECTING && connection == null) {
            pool.forget(this);
        }
        boolean sent = stream != null;
        over(sent ? Ending.ABANDONED : Ending.UNSENT);
        HttpClientStream to = stream;
        if (to != null) {
            giveUp(to);
        }
    }

    private void over(Ending how) {
        phase = Phase.OVER;
        UpstreamConnection used = connection;
        if (used != null && used.codec() != null) {
            used.codec().onReadComplete(null);
        }
        if (watches != null) {
            watches.ends(how, System.nanoTime());
        }
        loop.ended(this);
    }

    /** Ends a stream unfinished; what still lies in it has to be taken out, for Vert.x does not free what waits in a paused one. */
    static void giveUp(HttpClientStream stream) {
        stream.writeReset(CANCEL);
        stream.fetch(Long.MAX_VALUE);
    }
}
