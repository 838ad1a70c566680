package io.zol0.gateway;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.zol0.cache.Served;
import io.zol0.catalog.Endpoint;
import io.zol0.metrics.Call;
import io.zol0.metrics.Outcome;
import io.zol0.users.TokenGrant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call on its way: what the steps found out about it, its times, and how it ended; lives on one event loop. */
final class Exchange implements Call {
    private final GatewayLoop loop;
    private final CallerConnection connection;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final String method;
    private final long arrivedAtMillis;
    private final long arrivedNanos;
    private final RequestFields fields;
    private @Nullable Target target;
    private @Nullable Route route;
    private @Nullable Endpoint endpoint;
    private @Nullable Serving serving;
    private @Nullable Tunnel tunnel;
    private long tunnelMovedNanos;
    private String caller = TokenGuard.ANONYMOUS;
    private @Nullable TokenGrant grant;
    private @Nullable List<CharSequence> ownFields;
    private long deadlineNanos = Long.MAX_VALUE;

    private boolean bodyEnded;
    private boolean answering;
    private boolean given;
    private boolean queued;
    private long maxWaitNanos = Long.MAX_VALUE;
    private boolean finished;
    private boolean endsWithConnection;
    private int status;
    private Outcome outcome = Outcome.FAILED;
    private @Nullable String failure;
    private long bytesIn;
    private long bytesOut;
    private long ownSinceNanos;
    private long overheadNanos;
    private long firstByteNanos;
    private long totalNanos;

    /** Neighbours in the loop's list of calls in flight. */
    @Nullable
    Exchange previous;

    @Nullable
    Exchange following;

    Exchange(GatewayLoop loop, CallerConnection connection, HttpServerRequest request) {
        this.loop = loop;
        this.connection = connection;
        this.request = request;
        this.response = request.response();
        this.method = request.method().name();
        this.arrivedNanos = connection.arrivalNanos();
        this.ownSinceNanos = arrivedNanos;
        this.arrivedAtMillis = System.currentTimeMillis();
        this.fields = new RequestFields((Http1xHeaders) request.headers());
        this.bodyEnded = !fields.hasBody();
    }

    /** Sends the call on its way through the steps. */
    void begin(Step first) {
        loop.began(this);
        connection.began();
        response.closeHandler(v -> callerGone());
        if (fields.hasBody()) {
            request.pause();
            request.exceptionHandler(this::brokenBody);
        }
        try {
            target = Target.of(request.uri());
        } catch (Malformed malformed) {
            answer(malformed.problem());
            return;
        }
        first.take(this);
    }

    /** Answers a request that could not be read: no step sees it. */
    void refuseMalformed(Problem problem) {
        loop.began(this);
        connection.began();
        answer(problem);
    }

    // ---- what the steps ask and note

    GatewayLoop loop() {
        return loop;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return response;
    }

    RequestFields fields() {
        return fields;
    }

    boolean http10() {
        return request.version() == HttpVersion.HTTP_1_0;
    }

    String upstreamName() {
        return target == null ? "" : target.upstream();
    }

    /** The normalised path, by which policies are matched. */
    String path() {
        return target == null ? "/" : target.path();
    }

    /** Notes at which address the caller is. */
    void noteCaller() {
        if (connection.isToBeNoted(caller, loop.nowNanos())) {
            loop.seen(caller, connection.address());
        }
    }

    /** Notes at which address a token was shown that is none of ours. */
    void noteRefusedToken() {
        loop.seen("", connection.address());
    }

    void calledBy(@Nullable String name) {
        caller = name == null ? TokenGuard.ANONYMOUS : name;
    }

    void calledBy(TokenGrant shown) {
        grant = shown;
        caller = shown.name();
    }

    /** What the caller's token allows; null where there is none, which is so on loopback only. */
    @Nullable
    TokenGrant grant() {
        return grant;
    }

    void goesTo(Route upstream, Endpoint found) {
        route = upstream;
        endpoint = found;
    }

    @Nullable
    Route route() {
        return route;
    }

    Route requiredRoute() {
        if (route == null) {
            throw new IllegalStateException("the call has no route yet");
        }
        return route;
    }

    Endpoint requiredEndpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("the call has no endpoint yet");
        }
        return endpoint;
    }

    void servedBy(Serving by) {
        serving = by;
    }

    /** Has a field of ours sent with whatever answer the caller gets, beside those of the same name. */
    void adds(AsciiString name, CharSequence value) {
        if (ownFields == null) {
            ownFields = new ArrayList<>(8);
        }
        ownFields.add(name);
        ownFields.add(value);
    }

    void addOwnFields(MultiMap to) {
        if (ownFields != null) {
            for (int i = 0; i < ownFields.size(); i += 2) {
                to.add(ownFields.get(i), ownFields.get(i + 1));
            }
        }
    }

    // ---- times

    /** The caller has to have taken the answer by then. */
    void mustEndBy(long nanos) {
        deadlineNanos = nanos;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    /** From here on the upstream, or a connection to it, is waited for. */
    void waits(long nowNanos) {
        if (ownSinceNanos != 0) {
            overheadNanos += nowNanos - ownSinceNanos;
            ownSinceNanos = 0;
        }
    }

    /** From here on the gateway itself is at work. */
    void works(long nowNanos) {
        ownSinceNanos = nowNanos;
    }

    /** The answer's first byte goes to the caller. */
    void headWritten(int statusSent, long nowNanos) {
        waits(nowNanos);
        status = statusSent;
        firstByteNanos = nowNanos - arrivedNanos;
    }

    /** How much longer the caller would wait for a quota; {@link Long#MAX_VALUE} where it does not say. */
    long patienceNanos() {
        return maxWaitNanos == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(0, maxWaitNanos - (System.nanoTime() - arrivedNanos));
    }

    void waitsAtMost(long nanos) {
        maxWaitNanos = nanos;
    }

    // ---- the caller's body

    void tookBody(int bytes) {
        bytesIn += bytes;
    }

    void bodyEnded() {
        bodyEnded = true;
    }

    boolean bodyIsOutstanding() {
        return !bodyEnded;
    }

    private void brokenBody(Throwable cause) {
        if (finished) {
            return;
        }
        if (cause instanceof Malformed malformed) {
            if (serving != null) {
                serving.abandon();
            }
            if (answering) {
                cutOff(Outcome.REFUSED_BY_US, "The request's body broke: " + malformed.getMessage());
            } else {
                answer(malformed.problem());
            }
        } else {
            callerGone();
        }
    }

    // ---- how it ends

    boolean isFinished() {
        return finished;
    }

    /** Answers the call instead of the upstream. */
    void answer(Problem problem) {
        if (finished || answering) {
            return;
        }
        answering = true;
        given = true;
        failure = problem.detail();
        boolean failed = problem.upstream() != null && (problem.status() == 502 || problem.status() == 504);
        outcome = failed ? Outcome.FAILED : Outcome.REFUSED_BY_US;
        Buffer body = Buffer.buffer(problem.json());
        response.headers().clear();
        response.setStatusCode(problem.status());
        response.putHeader(Field.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.putHeader(Field.PROXY_STATUS, problem.proxyStatus());
        addOwnFields(response.headers());
        Problem.Challenge challenge = problem.challenge();
        if (challenge != null) {
            response.putHeader(challenge.header(), challenge.value());
        }
        Problem.Limit limit = problem.limit();
        if (limit != null && limit.retryAfterSeconds() > 0) {
            response.putHeader(Field.RETRY_AFTER, String.valueOf(limit.retryAfterSeconds()));
        }
        boolean close = bodyIsOutstanding();
        if (close) {
            response.putHeader(Field.CONNECTION, "close");
        }
        bytesOut = body.length();
        headWritten(problem.status(), System.nanoTime());
        response.end(body).onComplete(written -> finish());
        if (close) {
            connection.close();
        }
    }

    /** It waited for a quota, and may go on. */
    void waited(long sinceNanos, long nowNanos) {
        queued = true;
        adds(Field.QUEUED, String.valueOf((nowNanos - sinceNanos) / 1_000_000));
        works(nowNanos);
    }

    /** The upstream's answer is being passed on, and decides the outcome. */
    void answers(int upstreamStatus) {
        answering = true;
        Outcome served = queued ? Outcome.QUEUED : Outcome.SERVED;
        outcome = upstreamStatus >= 500
                ? Outcome.FAILED
                : upstreamStatus == 429 || upstreamStatus == 418 ? Outcome.REFUSED_BY_PROVIDER : served;
        if (outcome == Outcome.FAILED) {
            failure = "The upstream answered " + upstreamStatus + ".";
        }
    }

    /** Has the answer's head begin with the lines of a stored one. */
    void puts(Served answer) {
        connection.puts(answer);
    }

    /** The cache answers. */
    void answersFromCache(Outcome as) {
        answering = true;
        outcome = as;
        deadlineNanos = arrivedNanos + requiredRoute().upstream().totalTimeout().toNanos();
    }

    /** The end of the connection will be the end of the answer, for it has no length and the caller knows no chunks. */
    void endsWithConnection() {
        endsWithConnection = true;
        response.headersEndHandler(v -> response.headers().set(Field.CONNECTION, "close"));
    }

    void gaveBody(int bytes) {
        bytesOut += bytes;
    }

    /** The answer is whole: the caller's connection goes on where the request was read to its end, else it ends. */
    void answered(io.vertx.core.Future<Void> lastByte) {
        given = true;
        if (bodyIsOutstanding() || endsWithConnection) {
            connection.close();
        }
        lastByte.onComplete(written -> finish());
    }

    /** The answer is there, and the caller does not take it. */
    private void readTooSlowly() {
        if (serving != null) {
            serving.abandon();
        }
        cutOff(
                Outcome.ABORTED_BY_CALLER,
                "The caller did not read the answer within "
                        + Failures.words(requiredRoute().upstream().totalTimeout()) + ".");
    }

    /** The answer cannot be finished: the caller's connection is cut, so that the caller sees it. */
    void cutOff(Outcome how, String why) {
        if (!finished) {
            outcome = how;
            failure = why;
            connection.cut(!response.isChunked() && !response.headers().contains(Field.CONTENT_LENGTH));
            finish();
        }
    }

    private void callerGone() {
        if (tunnel != null) {
            tunnel.close(null);
        } else if (!finished) {
            outcome = Outcome.ABORTED_BY_CALLER;
            failure = "The caller went away before the answer was complete.";
            if (serving != null) {
                serving.abandon();
            }
            finish();
        }
    }

    /** Looks whether a time-out has passed. */
    void tick(long nowNanos) {
        if (finished) {
            return;
        }
        if (tunnel != null) {
            if (nowNanos - tunnelMovedNanos > loop.settings().idleTimeout().toNanos()) {
                tunnel.close(null);
            }
        } else if (nowNanos > deadlineNanos && (given || response.writeQueueFull())) {
            readTooSlowly();
        } else if (serving != null) {
            serving.tick(nowNanos);
        }
    }

    /** The call became a tunnel. */
    void tunnels(Tunnel through) {
        answering = true;
        tunnel = through;
        tunnelMovedNanos = System.nanoTime();
    }

    void tunnelMoved() {
        tunnelMovedNanos = loop.nowNanos();
    }

    /** A tunnel has closed. */
    void tunnelClosed(@Nullable String why) {
        if (!finished) {
            outcome = why == null ? Outcome.SERVED : Outcome.FAILED;
            failure = why;
            finish();
        }
    }

    private void finish() {
        if (finished) {
            return;
        }
        finished = true;
        long now = System.nanoTime();
        if (status == 0) {
            waits(now);
        }
        totalNanos = now - arrivedNanos;
        if (!bodyEnded) {
            // What lies in the paused request would never be freed.
            request.resume();
        }
        connection.ended(now);
        loop.ended(this);
    }

    // ---- what is recorded

    @Override
    public long endpointId() {
        return endpoint == null ? 0 : endpoint.id();
    }

    @Override
    public long upstreamId() {
        return route == null ? 0 : route.upstream().id();
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return target == null ? request.uri() : target.rest();
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Outcome outcome() {
        return outcome;
    }

    @Override
    public long bytesIn() {
        return bytesIn;
    }

    @Override
    public long bytesOut() {
        return bytesOut;
    }

    @Override
    public long arrivedAtMillis() {
        return arrivedAtMillis;
    }

    @Override
    public long firstByteNanos() {
        return firstByteNanos;
    }

    @Override
    public long totalNanos() {
        return totalNanos;
    }

    @Override
    public long overheadNanos() {
        return overheadNanos;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }
}
