package io.zol0.alerts;

import java.time.Instant;

/** What changed just before something went wrong. */
interface Causes {
    /**
     * In sentences; empty where nothing was found, which is said as it is.
     *
     * @param environment of what went wrong; empty for the machine, {@code *} for all upstreams together
     */
    String before(Turning turning, String environment, Instant began);
}
