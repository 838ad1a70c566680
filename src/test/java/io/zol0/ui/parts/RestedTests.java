package io.zol0.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestedTests {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger worked = new AtomicInteger();
    private final Rested<Integer> figure = new Rested<>(
            () -> {
                now.addAndGet(100);
                return worked.incrementAndGet();
            },
            now::get);

    @Test
    void a_figure_rests_nineteen_times_as_long_as_it_took() {
        assertThat(figure.get()).isEqualTo(1);
        now.addAndGet(1_899);
        assertThat(figure.get()).isEqualTo(1);
        now.addAndGet(1);
        assertThat(figure.get()).isEqualTo(2);
    }
}
