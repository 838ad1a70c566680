package io.zol0.metrics;

import java.time.Duration;

/** Sketches of times that a test makes up. */
public final class MadeTimes {
    private MadeTimes() {}

    public static Sketch of(Duration... times) {
        char[] buckets = new char[times.length];
        for (int i = 0; i < times.length; i++) {
            buckets[i] = (char) Sketch.index(Sketch.micros(times[i].toNanos()));
        }
        return Sketch.of(buckets, buckets.length);
    }
}
