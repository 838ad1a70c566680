package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

class DirectiveFuzz {

    @FuzzTest(maxDuration = "5s")
    void whatever_cache_control_says_it_is_read_the_same_in_one_line_and_two_and_never_more_freely(byte[] bytes) {
        String field = text(bytes);
        AnswerDirectives alone = AnswerDirectives.of(FieldList.of("Cache-Control", field));
        for (long seconds :
                List.of(alone.maxAge(), alone.sharedMaxAge(), alone.staleIfError(), alone.staleWhileRevalidate())) {
            assertThat(seconds).isBetween(DirectiveReader.BROKEN, DirectiveReader.FOREVER);
        }
        if (field.indexOf('"') < 0) {
            assertThat(AnswerDirectives.of(FieldList.of("Cache-Control", "no-store, " + field))
                            .noStore())
                    .isTrue();
            assertThat(AnswerDirectives.of(FieldList.of("Cache-Control", field + ",no-store"))
                            .noStore())
                    .isTrue();
        }
        // A line of its own is never hidden by an open quote in another one.
        assertThat(AnswerDirectives.of(FieldList.of("Cache-Control", field, "Cache-Control", "no-store"))
                        .noStore())
                .isTrue();
        AskedDirectives asked = AskedDirectives.of(FieldList.of("Cache-Control", field, "Cache-Control", "no-cache"));
        assertThat(asked.noCache()).isTrue();
        assertThat(asked.maxAge()).isGreaterThanOrEqualTo(-1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[\\r\\n\\x00]", " ");
    }
}
