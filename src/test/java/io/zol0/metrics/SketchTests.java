package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SketchTests {
    @Test
    void every_time_is_within_half_a_percent_of_the_middle_of_its_bucket() {
        for (long micros = 1; micros < Sketch.HIGHEST; micros += 1 + micros / 1000) {
            assertThat((double) Sketch.middle(Sketch.index(micros))).isBetween(micros * 0.995, micros * 1.005);
        }
    }

    @Test
    void the_buckets_are_those_of_an_hdr_histogram_of_two_digits() {
        Histogram histogram = new Histogram(Sketch.HIGHEST, 2);
        for (long micros = 1; micros < Sketch.HIGHEST; micros += 1 + micros / 1000) {
            assertThat(histogram.medianEquivalentValue(micros)).isEqualTo(Sketch.middle(Sketch.index(micros)));
        }
    }

    @Test
    void buckets_ascend_without_a_gap() {
        for (int index = 1; index < Sketch.BUCKETS; index++) {
            assertThat(Sketch.index(Sketch.middle(index))).isEqualTo(index);
        }
    }

    @Test
    void times_beyond_an_hour_count_as_an_hour_and_negative_ones_as_none() {
        assertThat(Sketch.index(Long.MAX_VALUE)).isEqualTo(Sketch.BUCKETS - 1);
        assertThat(Sketch.index(-5)).isZero();
    }

    @RepeatedTest(20)
    void percentiles_are_within_one_percent_of_the_exact_ones(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long[] micros = LongStream.generate(() -> (long) Math.exp(4.6 + random.nextGaussian() * 3) + 50)
                .limit(1 + random.nextInt(5000))
                .sorted()
                .toArray();
        Sketch sketch = sketchOf(micros);
        for (double share : new double[] {0.01, 0.5, 0.9, 0.95, 0.99, 1}) {
            long exact = micros[Math.max(0, (int) Math.ceil(micros.length * share) - 1)];
            assertThat((double) sketch.percentile(share)).isBetween(exact * 0.99, exact * 1.01);
        }
    }

    @RepeatedTest(20)
    void merging_keeps_every_count_in_whatever_order(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long[][] parts = {some(random), some(random), some(random)};
        Sketch a = sketchOf(parts[0]);
        Sketch b = sketchOf(parts[1]);
        Sketch c = sketchOf(parts[2]);
        Sketch whole = sketchOf(LongStream.concat(
                        LongStream.concat(LongStream.of(parts[0]), LongStream.of(parts[1])), LongStream.of(parts[2]))
                .toArray());

        assertThat(a.merge(b).merge(c)).isEqualTo(whole);
        assertThat(a.merge(b.merge(c))).isEqualTo(whole);
        assertThat(c.merge(a).merge(b)).isEqualTo(whole);
        assertThat(whole.count()).isEqualTo(parts[0].length + parts[1].length + parts[2].length);
    }

    @RepeatedTest(5)
    void what_is_written_can_be_read(RepetitionInfo repetition) {
        Sketch sketch = sketchOf(some(new Random(repetition.getCurrentRepetition())));
        assertThat(Sketch.read(sketch.bytes())).contains(sketch);
    }

    @Test
    void a_sketch_of_a_histogram_is_the_sketch_of_its_times() {
        Histogram histogram = new Histogram(2);
        long[] micros = some(new Random(7));
        LongStream.of(micros).forEach(histogram::recordValue);
        assertThat(Sketch.of(histogram)).isEqualTo(sketchOf(micros));
    }

    @Test
    void sixty_calls_take_about_as_many_bytes_as_there_are_calls() {
        Random random = new Random(3);
        long[] micros = LongStream.generate(() -> (long) Math.exp(11 + random.nextGaussian() / 3))
                .limit(60)
                .toArray();
        assertThat(sketchOf(micros).size()).isLessThan(80);
    }

    @Test
    void bytes_cut_off_or_beyond_the_last_bucket_are_no_sketch() {
        assertThat(Sketch.read(new byte[] {(byte) 0x80})).isEmpty();
        assertThat(Sketch.read(new byte[] {1})).isEmpty();
        assertThat(Sketch.read(new byte[] {(byte) 0xff, (byte) 0xff, 0x7f})).isEmpty();
    }

    @Test
    void bytes_that_count_more_than_could_ever_be_called_are_no_sketch() {
        byte[] huge = {1, -1, -1, -1, -1, -1, -1, -1, 0x7f};
        assertThat(Sketch.read(huge)).isEmpty();
    }

    private static long[] some(Random random) {
        return LongStream.generate(() -> (long) Math.exp(random.nextDouble() * 22))
                .limit(random.nextInt(500))
                .toArray();
    }

    private static Sketch sketchOf(long... micros) {
        char[] buckets = new char[micros.length];
        for (int i = 0; i < micros.length; i++) {
            buckets[i] = (char) Sketch.index(micros[i]);
        }
        return Sketch.of(buckets, buckets.length);
    }
}
