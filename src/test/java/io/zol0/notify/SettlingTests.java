package io.zol0.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.notify.Attempt.Failed;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SettlingTests {
    private static final Failed FAILED = new Failed("busy", null);

    @Test
    void waits_double_up_to_a_quarter_of_an_hour() {
        assertThat(IntStream.rangeClosed(1, 10)
                        .mapToObj(attempt -> by(0.5).wait(attempt, FAILED).toSeconds()))
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 900L, 900L);
        assertThat(by(0.5).wait(1_000, FAILED)).isEqualTo(Settling.LONGEST_WAIT);
    }

    @Test
    void chance_makes_them_a_fifth_shorter_or_longer() {
        assertThat(by(0).wait(1, FAILED)).isEqualTo(Duration.ofSeconds(4));
        assertThat(by(1).wait(1, FAILED)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void who_asks_to_be_left_alone_for_longer_is() {
        assertThat(by(0.5).wait(1, new Failed("busy", Duration.ofMinutes(2)))).isEqualTo(Duration.ofMinutes(2));
        assertThat(by(0.5).wait(9, new Failed("busy", Duration.ofSeconds(1)))).isEqualTo(Settling.LONGEST_WAIT);
    }

    private static Settling by(double chance) {
        DeliveryTable unused =
                new DeliveryTable(JdbcClient.create(new org.springframework.jdbc.datasource.DriverManagerDataSource()));
        return new Settling(unused, Clock.systemUTC(), () -> chance);
    }
}
