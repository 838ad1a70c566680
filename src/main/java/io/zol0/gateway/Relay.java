package io.zol0.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpClientStream;
import io.vertx.core.http.impl.HttpResponseHead;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.zol0.metrics.Outcome;
import org.jspecify.annotations.Nullable;

/** Passes an upstream's answer on to the caller as it comes, without a copy, at the pace of the slower side. */
final class Relay implements AnswerSink, Serving {
    private final Exchange call;
    private final Route route;
    private final HttpServerResponse response;
    private @Nullable Fetch fetch;
    private boolean headPending;
    private boolean over;
    private int status;
    private long expected = -1;
    private long relayed;

    Relay(Exchange call, Route route) {
        this.call = call;
        this.route = route;
        this.response = call.response();
    }

    /** Names the fetch whose answer it passes on; before that begins. */
    void fetchedBy(Fetch by) {
        fetch = by;
    }

    @Override
    public void continues() {
        if (!call.http10() && call.fields().expect() != null) {
            response.writeContinue();
        }
    }

    @Override
    public void hints(MultiMap fields) {
        if (!call.http10()) {
            Http1xHeaders onward = Http1xHeaders.caseInsensitive();
            new AnswerFields(fields.iterator(), onward, route);
            response.writeEarlyHints(onward);
        }
    }

    @Override
    public void begins(AnswerHead head) {
        prepare(head);
        open(head);
    }

    /** Gives the response the fields that go on; fails with IllegalArgumentException where one is broken. */
    void prepare(AnswerHead head) {
        expected = new AnswerFields(head.iterator(), response.headers(), route).contentLength();
        response.headers().add(Field.VIA, UpstreamRequest.VIA);
    }

    /** Begins the response, with the fields that it was given. */
    void open(AnswerHead head) {
        call.addOwnFields(response.headers());
        status = head.status();
        response.setStatusCode(status);
        String reason = head.reason();
        if (reason != null && !reason.isEmpty()) {
            response.setStatusMessage(reason);
        }
        boolean bodiless = call.request().method().equals(HttpMethod.HEAD) || status == 204 || status == 304;
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
        // It goes out with the body's first part, or by itself when none has come along with it.
        headPending = true;
        if (bodiless) {
            expected = 0;
        }
    }

    @Override
    public void rests() {
        if (headPending && expected != 0) {
            response.writeHead();
            headWritten();
        }
    }

    @Override
    public void takes(Buffer part) {
        if (over) {
            return;
        }
        int length = part.length();
        relayed += length;
        call.gaveBody(length);
        if (headPending && relayed == expected) {
            finish(part);
            return;
        }
        response.write(part);
        headWritten();
        Fetch from = fetch;
        if (response.writeQueueFull() && from != null) {
            from.pause();
            response.drainHandler(v -> from.resume());
        }
    }

    @Override
    public void ends(MultiMap trailers) {
        if (over) {
            return;
        }
        if (!trailers.isEmpty() && response.isChunked()) {
            trailers.forEach(this::trailer);
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
        over = true;
        Future<Void> written = last == null ? response.end() : response.end(last);
        headWritten();
        call.answered(written);
    }

    private void headWritten() {
        if (headPending) {
            headPending = false;
            call.headWritten(status, System.nanoTime());
        }
    }

    @Override
    public void switches(HttpResponseHead head, HttpClientStream stream) {
        over = true;
        new Tunnel(call, stream, route).open(head);
    }

    @Override
    public void fails(Problem why) {
        over = true;
        call.answer(why);
    }

    @Override
    public void breaks(String why) {
        if (over) {
            return;
        }
        over = true;
        call.cutOff(Outcome.FAILED, why);
    }

    @Override
    public void abandon() {
        over = true;
        Fetch from = fetch;
        if (from != null) {
            from.abandon();
        }
    }
}
