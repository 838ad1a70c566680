package io.zol0.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.HttpClientStream;
import io.vertx.core.http.impl.HttpResponseHead;

/**
 * Who takes what an upstream answers to a {@link Fetch}, all on the fetch's event loop: the head, then parts of the body, then the
 * end; or instead of the rest that it failed. Whoever cannot keep up pauses the fetch.
 */
interface AnswerSink {
    /** The upstream wants to have the request's body. */
    default void continues() {}

    /** Fields of the answer to come. */
    default void hints(MultiMap fields) {}

    /** The answer begins; fails with IllegalArgumentException where its head cannot be taken, which ends the fetch. */
    void begins(AnswerHead head);

    /** A part of the body; the buffer is the sink's from now on. */
    void takes(Buffer part);

    /** What had come was taken: a good moment to send what was held back. */
    default void rests() {}

    /** The answer is whole; fails with IllegalArgumentException where its trailers cannot be taken. */
    void ends(MultiMap trailers);

    /** No answer will begin. */
    void fails(Problem why);

    /** A step of the fetch's way refused it: no answer will begin, and the upstream was not asked. */
    default void refused(Problem why) {
        fails(why);
    }

    /** The answer that began will never be whole. */
    void breaks(String why);

    /** The upstream changes to another protocol, as it was asked to; the stream is the sink's from now on. */
    default void switches(HttpResponseHead head, HttpClientStream stream) {
        Fetch.giveUp(stream);
    }
}
