package io.zol0.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A quota that is being thought of, as far as it matters to the calls of yesterday.
 *
 * @param windows what may be spent in which time, what is kept back taken off; at least one
 * @param weight what a call spends, above 0
 * @param weights what a call of an endpoint spends that spends something else, by its id
 * @param longestWait how long a call may wait; zero where it is refused at once
 */
public record ProposedQuota(List<Window> windows, double weight, Map<Long, Double> weights, Duration longestWait) {
    public ProposedQuota {
        windows = List.copyOf(windows);
        weights = Map.copyOf(weights);
        if (windows.isEmpty() || !(weight > 0) || weights.values().stream().anyMatch(each -> !(each >= 0))) {
            throw new IllegalArgumentException("A quota must have a window and weights above 0.");
        }
    }

    /** How a window gives back what was spent. */
    public enum Shape {
        /** All at once, at times of the clock that the length divides (UTC). */
        ALIGNED,
        /** Each call's, when the length has passed since. */
        ROLLING,
        /** Evenly, all in the length: token bucket and decaying counter. */
        STEADY
    }

    /** So much weight in so long, more than 0 each. */
    public record Window(double capacity, Duration length, Shape shape) {
        public Window {
            if (!(capacity > 0) || !length.isPositive()) {
                throw new IllegalArgumentException(
                        "A window must have a capacity and a length above 0, not " + capacity + " in " + length + ".");
            }
        }

        double perMinute() {
            return capacity * Duration.ofMinutes(1).toNanos() / length.toNanos();
        }
    }
}
