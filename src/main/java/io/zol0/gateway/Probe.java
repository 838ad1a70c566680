package io.zol0.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of asking an upstream's base URL once, the way that its calls go. */
public sealed interface Probe {
    /**
     * It answered.
     *
     * @param took from the first step of connecting to the answer's head
     * @param tls version of TLS, null for none
     */
    record Answered(
            int status,
            Duration took,
            boolean http2,
            @Nullable String tls) implements Probe {}

    /** @param detail what the other side or the system said of it; holds no secret */
    record Failed(Reason reason, String detail) implements Probe {}

    /** What it failed at. */
    enum Reason {
        UNKNOWN_HOST,
        FORBIDDEN_ADDRESS,
        NO_CONNECTION_IN_TIME,
        REFUSED,
        TLS,
        NO_ANSWER_IN_TIME,
        BROKEN
    }
}
