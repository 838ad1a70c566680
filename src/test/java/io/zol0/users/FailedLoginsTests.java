package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.users.FailedLogins.Turn;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginsTests {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:10Z");

    @Test
    void a_few_are_written_each() {
        FailedLogins logins = new FailedLogins();
        for (int i = 0; i < 1000; i++) {
            assertThat(logins.next(NOW.plusSeconds(i))).isEqualTo(new Turn(true, 0));
        }
    }

    @Test
    void of_a_flood_the_rest_is_counted_and_told_with_the_next() {
        FailedLogins logins = new FailedLogins();
        for (int i = 0; i < FailedLogins.MOST_A_MINUTE; i++) {
            assertThat(logins.next(NOW).itself()).isTrue();
        }
        for (int i = 0; i < 250; i++) {
            assertThat(logins.next(NOW)).isEqualTo(new Turn(false, 0));
        }
        assertThat(logins.next(NOW.plusSeconds(60))).isEqualTo(new Turn(true, 250));
        assertThat(logins.next(NOW.plusSeconds(60))).isEqualTo(new Turn(true, 0));
    }
}
