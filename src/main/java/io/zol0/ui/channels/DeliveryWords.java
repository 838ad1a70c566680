package io.zol0.ui.channels;

import io.zol0.notify.Delivery;
import io.zol0.notify.DeliveryState;
import io.zol0.ui.parts.Durations;
import java.time.Duration;
import java.time.Instant;

/** Says of deliveries how it stands. */
final class DeliveryWords {
    private DeliveryWords() {}

    /** The page's sentence. */
    static String sentence(long dead, long waiting) {
        String given = dead == 0
                ? "Nothing was given up"
                : dead == 1 ? "1 delivery was given up" : "%,d deliveries were given up".formatted(dead);
        String left = waiting == 0
                ? "nothing waits."
                : waiting == 1 ? "1 is on its way." : "%,d are on their way.".formatted(waiting);
        return given + "; " + left;
    }

    /** Where a delivery is. */
    static String state(Delivery delivery, Instant now) {
        return switch (delivery.state()) {
            case WAITING -> waiting(delivery, now);
            case TRYING, SENT, DEAD -> delivery.state().words();
        };
    }

    private static String waiting(Delivery delivery, Instant now) {
        Duration left = Duration.between(now, delivery.tryAt());
        if (left.isNegative() || left.toSeconds() == 0) {
            return "waiting for its turn";
        }
        String time = Durations.write(
                left.compareTo(Duration.ofMinutes(2)) > 0
                        ? Duration.ofMinutes(left.toMinutes())
                        : Duration.ofSeconds(left.toSeconds()));
        return delivery.attempts() == 0 ? "gathers for " + time + " more" : "tried again in " + time;
    }

    /** What came of it so far. */
    static String outcome(Delivery delivery) {
        String said = delivery.said().isEmpty() ? "Not tried yet." : delivery.said();
        boolean repeated = delivery.attempts() > 1 && delivery.state() != DeliveryState.DEAD;
        return repeated ? "%s (attempt %d)".formatted(said, delivery.attempts()) : said;
    }
}
