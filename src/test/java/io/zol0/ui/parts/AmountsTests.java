package io.zol0.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1200|1200", "1,200|1200", "6 000|6000", "61k|61000", "2M|2000000", " 7 |7", "0|0"})
    void a_count_is_read_as_people_write_it(String text, long count) {
        assertThat(Amounts.count(text)).isEqualTo(new Amounts.Reading.Read<>(count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1,2", "many", "1 2 3", "99999999999999"})
    void what_is_no_whole_number_is_told_with_an_example(String text) {
        assertThat(Amounts.count(text))
                .isInstanceOfSatisfying(
                        Amounts.Reading.Unread.class,
                        unread -> assertThat(unread.sentence()).contains("1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"10 %|0.1", "10|0.1", "2.5%|0.025", "2,5 %|0.025", "0|0", "150 %|1.5"})
    void a_share_is_read_in_percent(String text, double share) {
        assertThat(Amounts.share(text)).isEqualTo(new Amounts.Reading.Read<>(share));
    }

    @Test
    void what_is_written_reads_back() {
        assertThat(Amounts.count(Amounts.write(61_000))).isEqualTo(new Amounts.Reading.Read<>(61_000L));
        assertThat(Amounts.share(Amounts.writeShare(0.125))).isEqualTo(new Amounts.Reading.Read<>(0.125));
    }
}
