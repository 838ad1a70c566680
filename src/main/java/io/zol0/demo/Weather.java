package io.zol0.demo;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How well the exchange is today: decides for each answer when it comes and whether it comes at all.
 *
 * @param slow share of answers that take many times as long as usual, 0 to 1
 * @param failing share of answers that are a 5xx instead, 0 to 1
 * @param cutting share of answers before or within which the connection ends, 0 to 1
 */
record Weather(double slow, double failing, double cutting) {
    static final Weather USUAL = new Weather(0.005, 0.003, 0.0005);
    static final Weather CALM = new Weather(0, 0, 0);

    /** No answer takes longer, whatever the draw. */
    static final Duration LONGEST = Duration.ofSeconds(25);

    private static final int[] FAILURES = {500, 502, 503, 504};

    sealed interface Fate {
        Duration after();
    }

    record Answered(Duration after) implements Fate {}

    record Failed(Duration after, int status) implements Fate {}

    /** The connection ends without an answer, or {@code midway} through it. */
    record Cut(Duration after, boolean midway) implements Fate {}

    Fate fate(Latency latency, RandomGenerator random) {
        var after = latency.sample(random);
        var draw = random.nextDouble();
        if (draw < failing) {
            return new Failed(atMost(after), FAILURES[random.nextInt(FAILURES.length)]);
        }
        if (draw < failing + cutting) {
            return new Cut(atMost(after), random.nextBoolean());
        }
        if (draw < failing + cutting + slow) {
            return new Answered(atMost(Latency.scaled(after, random.nextDouble(5, 20))));
        }
        return new Answered(atMost(after));
    }

    private static Duration atMost(Duration after) {
        return after.compareTo(LONGEST) > 0 ? LONGEST : after;
    }
}
