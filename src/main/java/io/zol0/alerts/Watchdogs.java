package io.zol0.alerts;

import java.time.Duration;

/** The detectors of all series that anomaly rules are about. */
class Watchdogs {
    /** How far apart the points are that a detector is fed with. */
    static final Duration STEP = Duration.ofMinutes(5);
}
