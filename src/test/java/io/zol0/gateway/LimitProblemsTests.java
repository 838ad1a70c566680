package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.Refused;
import io.zol0.limits.Refused.Why;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitProblemsTests {
    @Test
    void each_kind_of_refusal_has_its_status_and_type() {
        assertThat(told(Why.EMPTY)).isEqualTo("429 quota-exceeded");
        assertThat(told(Why.TOO_HEAVY)).isEqualTo("429 quota-exceeded");
        assertThat(told(Why.QUEUE_FULL)).isEqualTo("503 temporary-reduced-capacity");
        assertThat(told(Why.FROZEN)).isEqualTo("503 temporary-reduced-capacity");
        assertThat(told(Why.TOO_LATE)).isEqualTo("504 too-late");
    }

    @Test
    void times_to_come_back_are_rounded_up_and_at_least_a_second() {
        assertThat(seconds(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(seconds(Duration.ofMillis(1001))).isEqualTo(2);
        assertThat(seconds(Duration.ofHours(1))).isEqualTo(3600);
        assertThat(seconds(Refused.NEVER)).isZero();
    }

    private static String told(Why why) {
        Problem problem = LimitProblems.of(
                new Refused(why, LimitFixture.Quotas.of(1).make(), "A sentence.", Duration.ofSeconds(1), false));
        return problem.status() + " " + problem.type().substring(problem.type().indexOf('#') + 1);
    }

    private static long seconds(Duration comeBack) {
        Problem.Limit limit = LimitProblems.of(new Refused(Why.EMPTY, null, "A sentence.", comeBack, false))
                .limit();
        return limit == null ? -1 : limit.retryAfterSeconds();
    }
}
