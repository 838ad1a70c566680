package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class FieldsFuzz {
    @FuzzTest(maxDuration = "5s")
    void whatever_dates_tags_ranges_and_lists_hold_they_are_read_without_failing(byte[] bytes) {
        String field = DirectiveFuzz.text(bytes);
        long date = HttpDate.parse(field, 0);
        if (date != HttpDate.BROKEN && field.length() == 29) {
            assertThat(HttpDate.parse(HttpDate.format(date), 0)).isEqualTo(date);
        }
        ByteRange range = ByteRange.of("bytes=" + field, 100);
        if (range != null && range.length() > 0) {
            assertThat(range.from()).isBetween(0L, 99L);
            assertThat(range.from() + range.length()).isLessThanOrEqualTo(100);
        }
        String normal = Vary.normal("foo", List.of(field));
        assertThat(Vary.normal("foo", List.of(normal.substring(1)))).isEqualTo(normal);
        Conditions.notModified(
                FieldList.of("If-None-Match", field, "If-Modified-Since", field), FieldList.of("ETag", field), 0);
        Codings.takes(FieldList.of("Accept-Encoding", field), "gzip");
    }
}
