package io.zol0.gateway;

import io.vertx.core.buffer.Buffer;

/**
 * Sees what becomes of a fetch, whoever takes its answer, and cannot hold it up or change it; made for one fetch, and called on its
 * event loop.
 */
interface AnswerWatch {
    /** Bytes that a watch can see of a body. */
    int MOST_BODY = 1 << 16;

    /** How a fetch ended. */
    enum Ending {
        /** The answer came in full. */
        WHOLE,
        /** The answer began and broke off. */
        BROKEN,
        /** It was sent, and no answer began. */
        UNANSWERED,
        /** Nothing of it was sent to the upstream. */
        UNSENT,
        /** Whoever asked wants nothing more of it; its answer may have begun. */
        ABANDONED
    }

    /**
     * The answer begins.
     *
     * @return how many bytes of the body's beginning it wants to see, at most {@link #MOST_BODY}
     */
    int begins(AnswerHead head, long nowNanos);

    /** The body's beginning: as much as was wanted, or all there is; not called where none was wanted or none came. */
    default void bodyBegins(Buffer start) {}

    /** Nothing more comes. */
    void ends(Ending how, long nowNanos);
}
