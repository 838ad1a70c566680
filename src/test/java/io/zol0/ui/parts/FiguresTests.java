package io.zol0.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.Spread;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTests {
    @Test
    void a_percentile_is_told_of_ten_times_or_more() {
        Duration some = Duration.ofMillis(43);
        assertThat(Figures.p95(Spread.NONE)).isEqualTo("–");
        assertThat(Figures.p95(new Spread(9, some, some, some, some))).isEqualTo("too few");
        assertThat(Figures.p95(new Spread(10, Duration.ZERO, some, some, some))).isEqualTo("43\u00a0ms");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "640, 640 ns",
        "812000, 812 µs",
        "999700, 1 ms",
        "43000000, 43 ms",
        "43210000, 43.2 ms",
        "999600000, 1 s",
        "1200000000, 1.2 s",
        "1234000000, 1.23 s",
        "99940000000, 99.9 s",
        "100000000000, 1 min 40 s",
        "120000000000, 2 min",
        "7800000000000, 2 h 10 min"
    })
    void a_time_takes_the_unit_of_its_size(long nanos, String words) {
        assertThat(plain(Figures.time(Duration.ofNanos(nanos)))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0/s",
        "0.0333, 0.0333/s",
        "3.2, 3.2/s",
        "940, 940/s",
        "999.6, 1 k/s",
        "1240, 1.24 k/s",
        "12400, 12.4 k/s",
        "1234567, 1.23 M/s"
    })
    void a_rate_has_three_significant_digits(double rate, String words) {
        assertThat(plain(Figures.rate(rate))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0;0", "940;940", "2140;2,140", "9999;9,999", "12400;12.4 k", "3000000;3 M"})
    void a_count_is_whole_as_long_as_that_can_be_read(long count, String words) {
        assertThat(plain(Figures.count(count))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 %",
        "0.00001, <0.01 %",
        "0.003, 0.3 %",
        "0.61, 61 %",
        "0.1234, 12.3 %",
        "0.9996, >99.9 %",
        "0.999, 99.9 %",
        "1, 100 %"
    })
    void a_share_is_all_or_nothing_only_where_it_is(double share, String words) {
        assertThat(plain(Figures.percent(share))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1200, 1.2 kB", "45000000, 45 MB", "1000000000000, 1 TB"})
    void an_amount_of_data_takes_the_unit_of_its_size(long bytes, String words) {
        assertThat(plain(Figures.bytes(bytes))).isEqualTo(words);
    }

    /** Figures hold together with no-break spaces. */
    private static String plain(String figure) {
        return figure.replace('\u00a0', ' ');
    }
}
