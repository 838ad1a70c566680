package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissRatioCurveTests {

    /** A cache that is played through, least recently used first out. */
    private static double exact(long[] urls, long capacity) {
        LinkedHashMap<Long, Long> cache = new LinkedHashMap<>(16, 0.75f, true);
        long held = 0;
        long hits = 0;
        for (long url : urls) {
            if (cache.get(url) != null) {
                hits++;
                continue;
            }
            cache.put(url, bytes(url));
            held += bytes(url);
            var oldest = cache.entrySet().iterator();
            while (held > capacity) {
                Map.Entry<Long, Long> out = oldest.next();
                held -= out.getValue();
                oldest.remove();
            }
        }
        return (double) hits / urls.length;
    }

    private static long bytes(long url) {
        return 200 + Math.floorMod(MissRatioCurve.mixed(url + 77), 3000);
    }

    /** Requests of which the popular are much more frequent (Zipf), with a part that goes round and round. */
    private static long[] requests(int count, int different, double skew, double loop, long seed) {
        Random random = new Random(seed);
        double[] upTo = new double[different];
        double sum = 0;
        for (int i = 0; i < different; i++) {
            sum += 1 / Math.pow(i + 1, skew);
            upTo[i] = sum;
        }
        long[] urls = new long[count];
        for (int i = 0; i < count; i++) {
            if (random.nextDouble() < loop) {
                urls[i] = 1_000_000 + i % 2000;
            } else {
                int at = java.util.Arrays.binarySearch(upTo, random.nextDouble() * sum);
                urls[i] = at < 0 ? -at - 1 : at;
            }
        }
        return urls;
    }

    private static MissRatioCurve curve(long[] urls, int most) {
        MissRatioCurve curve = new MissRatioCurve(most, 1);
        for (long url : urls) {
            curve.add(MissRatioCurve.mixed(url), bytes(url));
        }
        return curve;
    }

    @ParameterizedTest
    @CsvSource({"1, 0.9, 0", "2, 1.1, 0", "3, 0.7, 0.3", "4, 0.9, 0.5"})
    void with_every_url_kept_it_is_the_cache_played_through(long seed, double skew, double loop) {
        long[] urls = requests(100_000, 4000, skew, loop, seed);
        MissRatioCurve curve = curve(urls, 20_000);
        for (long capacity = 20_000; capacity < 12_000_000; capacity *= 2) {
            // Only its classes, a sixteenth of a doubling, keep both apart: most where what goes round and round just
            // fits.
            assertThat(curve.hitRate(capacity)).isCloseTo(exact(urls, capacity), within(loop > 0.4 ? 0.05 : 0.02));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.9, 0", "2, 0.7, 0", "3, 0.7, 0.2"})
    void with_one_url_in_a_hundred_kept_it_comes_near(long seed, double skew, double loop) {
        long[] urls = requests(600_000, 200_000, skew, loop, seed);
        MissRatioCurve curve = curve(urls, 2048);
        for (long capacity = 1_000_000; capacity < 400_000_000; capacity *= 2) {
            assertThat(curve.hitRate(capacity)).isCloseTo(exact(urls, capacity), within(0.05));
        }
    }

    @Test
    void a_larger_cache_never_answers_less() {
        MissRatioCurve curve = curve(requests(50_000, 20_000, 0.8, 0.2, 9), 500);
        double before = 0;
        for (long capacity = 1000; capacity < 1_000_000_000; capacity = capacity * 5 / 4) {
            assertThat(curve.hitRate(capacity)).isGreaterThanOrEqualTo(before);
            before = curve.hitRate(capacity);
        }
    }

    @Test
    void who_hands_over_a_tenth_of_the_urls_gets_the_same_curve() {
        long[] urls = requests(400_000, 50_000, 0.8, 0, 5);
        MissRatioCurve curve = new MissRatioCurve(8192, 0.1);
        for (long url : urls) {
            long hash = MissRatioCurve.mixed(url);
            if (hash < 0.1 * 0x1p63) {
                curve.add(hash, bytes(url));
            }
        }
        curve.of(urls.length);
        for (long capacity = 1_000_000; capacity < 100_000_000; capacity *= 3) {
            assertThat(curve.hitRate(capacity)).isCloseTo(exact(urls, capacity), within(0.05));
        }
    }

    @Test
    void nothing_asked_for_gives_no_hits_and_is_not_enough() {
        MissRatioCurve curve = new MissRatioCurve(100, 1);
        assertThat(curve.isEnough()).isFalse();
        assertThat(curve.hitRate(1_000_000)).isZero();
        curve.add(1, 0);
        assertThat(curve.hitRate(1_000_000)).isZero();
    }

    @Test
    void a_million_different_urls_do_not_make_it_grow() {
        MissRatioCurve curve = new MissRatioCurve(1000, 1);
        for (long i = 0; i < 1_000_000; i++) {
            curve.add(MissRatioCurve.mixed(i), 1000);
        }
        assertThat(curve.everything()).isCloseTo(1e9, within(1.2e8));
        assertThat(curve.hitRate(Long.MAX_VALUE)).isZero();
    }
}
