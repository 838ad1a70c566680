package io.zol0.alerts;

import java.time.Instant;

/** What changed just before something went wrong. */
interface Causes {
    /** In sentences; empty where nothing was found, which is said as it is. */
    String before(Turning turning, Instant began);
}
