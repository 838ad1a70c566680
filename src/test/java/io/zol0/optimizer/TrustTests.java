package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrustTests {
    @Test
    void trust_begins_as_stated_and_follows_what_came_true() {
        assertThat(Trust.after(0, 0)).isEqualTo(Trust.PRIOR);
        assertThat(Trust.after(1, 0)).isLessThan(Trust.PRIOR);
        assertThat(Trust.after(1, 1)).isGreaterThan(Trust.PRIOR);
        assertThat(Trust.after(1000, 300)).isBetween(0.30, 0.31);
    }
}
