package io.zol0;

import io.zol0.metrics.HandClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock for the whole application that goes on when a test says so. */
@TestConfiguration
public class OwnTime {
    @Bean
    @Primary
    HandClock ownClock() {
        return new HandClock(Instant.now().truncatedTo(ChronoUnit.HOURS));
    }
}
