package io.zol0.gateway;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import io.zol0.cache.Served;
import io.zol0.metrics.Outcome;
import org.jspecify.annotations.Nullable;

/** Writes a stored answer to the caller: the bytes that are in the store, without a copy. */
final class CachedAnswer implements Serving {
    /** What is written at once; the rest of a larger body follows as the caller takes it. */
    private static final int AT_ONCE = 1 << 18;

    private final Exchange call;
    private final HttpServerResponse response;
    private final int status;
    private final ByteBuf body;
    private int written;
    private boolean over;

    private CachedAnswer(Exchange call, int status, ByteBuf body) {
        this.call = call;
        this.response = call.response();
        this.status = status;
        this.body = body;
    }

    /** @param outcome what the call counts as */
    static void give(Exchange call, Served served, Outcome outcome) {
        HttpServerResponse response = call.response();
        MultiMap fields = response.headers();
        if (served.hasReadyHead() && served.bodyBytes() <= AT_ONCE) {
            // The length of the body follows, for it is written at once.
            call.puts(served);
        } else {
            served.forEach(fields::add);
        }
        call.addOwnFields(fields);
        int status = served.status();
        response.setStatusCode(status);
        if (call.bodyIsOutstanding() && !call.http10()) {
            response.putHeader(Field.CONNECTION, "close");
        }
        call.answersFromCache(outcome);
        if (!served.isHeavy()) {
            write(call, status, served.takeBody());
            return;
        }
        call.loop().context().executeBlocking(served::takeBody, false).onComplete(body -> {
            if (call.isFinished()) {
                release(body.result());
            } else if (body.failed()) {
                call.cutOff(Outcome.FAILED, "The stored answer could not be unpacked.");
            } else {
                write(call, status, body.result());
            }
        });
    }

    private static void write(Exchange call, int status, @Nullable ByteBuf body) {
        if (body != null && body.readableBytes() > AT_ONCE) {
            CachedAnswer answer = new CachedAnswer(call, status, body);
            call.servedBy(answer);
            answer.goOn();
            return;
        }
        HttpServerResponse response = call.response();
        Future<Void> end;
        if (body == null) {
            end = response.end();
        } else {
            call.gaveBody(body.readableBytes());
            end = response.end(BufferInternal.buffer(body));
            end.onComplete(done -> body.release());
        }
        call.headWritten(status, System.nanoTime());
        call.answered(end);
    }

    private static void release(@Nullable ByteBuf body) {
        if (body != null) {
            body.release();
        }
    }

    private void goOn() {
        while (!over && !response.writeQueueFull()) {
            int length = Math.min(AT_ONCE, body.readableBytes() - written);
            ByteBuf part = body.slice(body.readerIndex() + written, length);
            boolean first = written == 0;
            written += length;
            call.gaveBody(length);
            if (written == body.readableBytes()) {
                over = true;
                Future<Void> end = response.end(BufferInternal.buffer(part));
                end.onComplete(done -> body.release());
                call.answered(end);
                return;
            }
            body.retain();
            response.write(BufferInternal.buffer(part)).onComplete(done -> body.release());
            if (first) {
                call.headWritten(status, System.nanoTime());
            }
        }
        if (!over) {
            response.drainHandler(v -> goOn());
        }
    }

    @Override
    public void abandon() {
        if (!over) {
            over = true;
            body.release();
        }
    }
}
