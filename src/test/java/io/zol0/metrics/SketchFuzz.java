package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class SketchFuzz {
    @FuzzTest(maxDuration = "5s")
    void whatever_the_bytes_they_are_a_sound_sketch_or_none(byte[] bytes) {
        Sketch.read(bytes).ifPresent(sketch -> {
            assertThat(sketch.count()).isBetween(0L, Sketch.MOST_COUNTED);
            assertThat(sketch.percentile(1)).isBetween(0L, Sketch.HIGHEST + (1L << 24));
            assertThat(sketch.merge(Sketch.EMPTY)).isEqualTo(sketch);
            assertThat(sketch.merge(sketch).count()).isEqualTo(2 * sketch.count());
        });
    }
}
