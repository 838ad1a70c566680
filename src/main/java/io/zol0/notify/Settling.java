package io.zol0.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what came of an attempt: done, again later, or given up. Waits double from 5 s to 15 min, each a fifth shorter or longer
 * by chance, so that 30 attempts take about six hours.
 */
@Component
class Settling {
    static final int MOST_ATTEMPTS = 30;
    static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final DeliveryTable deliveries;
    private final Clock clock;
    private final DoubleSupplier chance;

    @Autowired
    Settling(DeliveryTable deliveries, Clock clock) {
        this(deliveries, clock, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param chance from 0 to 1 */
    Settling(DeliveryTable deliveries, Clock clock, DoubleSupplier chance) {
        this.deliveries = deliveries;
        this.clock = clock;
        this.chance = chance;
    }

    @Transactional
    public void settle(Claim claim, Attempt attempt) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        switch (attempt) {
            case Attempt.Delivered done -> deliveries.end(claim, DeliveryState.SENT, done.said(), now);
            case Attempt.Refused refused -> deliveries.end(claim, DeliveryState.DEAD, refused.said(), now);
            case Attempt.Failed failed -> {
                if (claim.attempt() >= MOST_ATTEMPTS) {
                    deliveries.end(
                            claim,
                            DeliveryState.DEAD,
                            "Given up after %d attempts. %s".formatted(claim.attempt(), failed.said()),
                            now);
                } else {
                    deliveries.lock();
                    deliveries.putOff(claim, failed.said(), now.plus(wait(claim.attempt(), failed)));
                }
            }
        }
    }

    /** How long until the next attempt. */
    Duration wait(int attempt, Attempt.Failed failed) {
        long doubled = FIRST_WAIT.toMillis() << Math.min(attempt - 1, 20);
        double usual = Math.min(doubled, LONGEST_WAIT.toMillis()) * (0.8 + 0.4 * chance.getAsDouble());
        Duration wait = Duration.ofMillis(Math.round(usual));
        Duration asked = failed.notBefore();
        return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    }
}
