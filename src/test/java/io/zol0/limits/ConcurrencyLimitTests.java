package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTests {
    private static final long MILLI = 1_000_000;

    private final ConcurrencyLimit limit = new ConcurrencyLimit(new ConcurrencySettings(true, 4, 200, 1.5));

    @Test
    void it_begins_with_twenty_and_lets_no_more_through() {
        fill();
        assertThat(limit.inFlight()).isEqualTo(20);
        limit.unused();
        assertThat(limit.enter()).isTrue();
        assertThat(limit.enter()).isFalse();
    }

    @Test
    void while_latency_is_as_usual_it_rises_to_its_most() {
        rounds(200, 20 * MILLI);
        assertThat(limit.limit()).isEqualTo(200);
    }

    @Test
    void an_upstream_that_queues_is_given_no_more_than_it_takes() {
        // Ten calls at once take 20 ms; each beyond waits for its turn (Little's law).
        for (int round = 0; round < 3_000; round++) {
            int calls = fill();
            long took = 20 * MILLI * Math.max(1, calls / 10);
            for (int i = 0; i < calls; i++) {
                limit.ended(took, false);
            }
        }
        assertThat(limit.limit()).isBetween(10, 60);
    }

    @Test
    void failures_shrink_it_down_to_its_least() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.enter()).isTrue();
            limit.ended(0, true);
        }
        assertThat(limit.limit()).isEqualTo(4);
    }

    @Test
    void where_it_does_not_hold_calls_back_nothing_is_learnt() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(limit.enter()).isTrue();
            limit.ended(i * MILLI, false);
        }
        assertThat(limit.limit()).isEqualTo(20);
    }

    private void rounds(int count, long took) {
        for (int round = 0; round < count; round++) {
            int calls = fill();
            for (int i = 0; i < calls; i++) {
                limit.ended(took, false);
            }
        }
    }

    private int fill() {
        int calls = 0;
        while (limit.enter()) {
            calls++;
        }
        return calls;
    }
}
