package io.zol0.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class DataSizesTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"8 MB|8388608", "512kB|524288", "1.5 MiB|1572864", "2 GB|2147483648", "700 B|700"})
    void a_size_is_read_with_its_unit(String text, long bytes) {
        assertThat(DataSizes.read(text)).isEqualTo(new DataSizes.Reading.Read(DataSize.ofBytes(bytes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "MB", "-1 MB", "8 TB"})
    void what_is_no_size_is_told_with_an_example(String text) {
        assertThat(DataSizes.read(text))
                .isEqualTo(new DataSizes.Reading.Unread("Write a size with its unit, such as 512 kB or 8 MB."));
    }

    @Test
    void what_cannot_be_counted_is_told_and_does_not_wrap_around() {
        assertThat(DataSizes.read("999999999999 GB")).isInstanceOf(DataSizes.Reading.Unread.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 700, 1024, 1536, 8 << 20, 1L << 30, (1L << 30) + 1})
    void what_is_written_reads_back(long bytes) {
        DataSize size = DataSize.ofBytes(bytes);
        assertThat(DataSizes.read(DataSizes.write(size))).isEqualTo(new DataSizes.Reading.Read(size));
    }
}
