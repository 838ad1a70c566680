package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.limits.BreakerSettings;
import io.zol0.metrics.LivedTime;
import io.zol0.metrics.SeriesHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.IntConsumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a trial counts, from the live windows of calls that were measured as the gateway's are. */
@ApplicationTest
class LiveMeterTests {
    private static final long EXCHANGE = 71;
    private static final long BOOK = 902;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Advice BREAKER = new BreakerLevels(EXCHANGE, BreakerSettings.OFF, BreakerSettings.OFF);
    private static final Advice FIT = new QuotaFit(EXCHANGE, 5, MINUTE, 600, 300);

    private static final Advice PACE = new QuotaPace(EXCHANGE, 5, MINUTE, Duration.ZERO, Duration.ofMillis(100));

    @Autowired
    private SeriesHistory series;

    @Autowired
    private Records records;

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final LivedTime time = LivedTime.startingAt(now);

    @Test
    void what_counts_as_failed_depends_on_who_an_advice_makes_refuse() {
        Instant from = now;
        lived(60, second -> {
            time.call(EXCHANGE, BOOK, Duration.ofMillis(10));
            if (second % 2 == 0) {
                time.refused(EXCHANGE, BOOK, true);
            }
            if (second % 3 == 0) {
                time.refused(EXCHANGE, BOOK, false);
            }
            if (second % 6 == 0) {
                time.failed(EXCHANGE, BOOK, Duration.ofMillis(10));
            }
        });
        Counts breaker = meter().counts(BREAKER, true, Duration.ofSeconds(1), from, now);
        assertThat(breaker.calls()).isEqualTo(60 + 30 + 20 + 10);
        assertThat(breaker.failed()).isEqualTo(10 + 20);
        Counts fit = meter().counts(FIT, true, Duration.ofSeconds(1), from, now);
        assertThat(fit.failed()).as("refused here or there is the same").isEqualTo(10 + 20 + 30);
        assertThat(fit.aim()).isEqualTo(30.0 / 120);
        assertThat(meter().counts(PACE, true, Duration.ofSeconds(1), from, now)).isEqualTo(fit);
    }

    @Test
    void waiting_that_an_advice_speaks_of_is_not_slowness() {
        lived(600, second -> time.call(EXCHANGE, BOOK, Duration.ofMillis(second % 100 == 0 ? 4_000 : 100)));
        Meter.Baseline plain = meter().baseline(BREAKER, Duration.ZERO);
        assertThat(plain.counts().slow()).isEqualTo(6);
        Meter.Baseline waiting = meter().baseline(FIT, Duration.ofSeconds(10));
        assertThat(waiting.slowFrom()).isEqualTo(plain.slowFrom().plusSeconds(10));
        assertThat(waiting.counts().slow()).isZero();
        Instant from = now;
        lived(60, second -> time.call(EXCHANGE, BOOK, Duration.ofSeconds(second % 3 == 0 ? 9 : 40)));
        assertThat(meter().counts(FIT, true, plain.slowFrom(), from, now).slow())
                .isEqualTo(60);
        assertThat(meter().counts(FIT, true, waiting.slowFrom(), from, now).slow())
                .isEqualTo(40);
    }

    @Test
    void how_much_the_aim_differs_is_told_from_the_minutes_of_an_hour() {
        // One of ten calls is refused in even minutes and three in odd ones.
        lived(40 * 60, second -> {
            for (int i = 0; i < 10; i++) {
                if (i < (second / 60 % 2 == 0 ? 1 : 3)) {
                    time.refused(EXCHANGE, BOOK, true);
                } else {
                    time.call(EXCHANGE, BOOK, Duration.ofMillis(10));
                }
            }
        });
        assertThat(meter().deviation(FIT, Duration.ofSeconds(50))).isCloseTo(0.1, Offset.offset(0.005));
        assertThat(meter().deviation(FIT, Duration.ofSeconds(130)))
                .as("two minutes together are alike")
                .isCloseTo(0, Offset.offset(0.03));
        assertThat(meter().deviation(FIT, Duration.ofMinutes(10)))
                .as("too few of so long")
                .isNaN();
    }

    private LiveMeter meter() {
        return new LiveMeter(time.live(), series, records, Clock.fixed(now, ZoneOffset.UTC));
    }

    private void lived(int seconds, IntConsumer second) {
        for (int i = 0; i < seconds; i++) {
            second.accept(i);
            now = now.plusSeconds(1);
            time.end(now);
        }
    }
}
