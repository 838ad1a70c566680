package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/**
 * A call as the limits see it. Its fields are looked up only where a quota asks for them, on the thread that reserves or on the
 * call's own loop, so nothing is made for a quota that needs nothing.
 */
public interface LimitedCall {
    long upstreamId();

    /** HTTP method in capitals. */
    String method();

    /** Path template of its endpoint, such as {@code /api/v3/order/{id}}. */
    String template();

    /** Who calls. */
    String caller();

    /** First value of a header field, named in any case; null where there is none. */
    @Nullable
    CharSequence header(String name);

    /** First value of a query field as it was sent; null where there is none. */
    @Nullable
    CharSequence query(String name);

    /**
     * How much longer its caller would wait for being let through; 0 for not at all, {@link Long#MAX_VALUE} for no bound but the
     * quota's, negative where its deadline has passed: then it is refused, and spends nothing.
     */
    default long patienceNanos() {
        return Long.MAX_VALUE;
    }

    /** Where it is told what became of its waiting. */
    Loop loop();

    /** How a call that had to wait ended; on its loop, once, and not after {@link Decision.Waits#cancel}. */
    void decided(Decision.Final decision);

    /** The event loop that a call lives on. Both may be called from any thread. */
    interface Loop {
        /** Runs a task on the loop soon. */
        void execute(Runnable task);

        /** Runs a task on the loop after a delay above 0. The answer ends it, from any thread; ending it late does nothing. */
        Runnable after(long delayNanos, Runnable task);
    }
}
