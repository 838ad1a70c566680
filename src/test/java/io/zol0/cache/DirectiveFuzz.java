package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

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

    @FuzzTest(maxDuration = "5s")
    void whatever_a_dictionary_holds_it_is_read_whole_or_not_at_all(byte[] bytes) {
        String field = text(bytes);
        Map<String, Object> members = Dictionary.read(List.of(field));
        if (members != null) {
            assertThat(members.keySet()).allMatch(key -> key.matches("[a-z*][a-z0-9_.*-]*"));
            if (!members.isEmpty()) {
                Map<String, Object> more = Dictionary.read(List.of(field, "zzz=1"));
                assertThat(more).containsEntry("zzz", 1L).containsAllEntriesOf(without(members));
            }
        }
        AnswerDirectives.of(FieldList.of("CDN-Cache-Control", field, "Cache-Control", "max-age=1"));
    }

    @FuzzTest(maxDuration = "5s")
    void whatever_dates_tags_ranges_and_lists_hold_they_are_read_without_failing(byte[] bytes) {
        String field = text(bytes);
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

    /** Arrays are the same only where they are the same object. */
    private static Map<String, Object> without(Map<String, Object> members) {
        return members.entrySet().stream()
                .filter(member -> !(member.getValue() instanceof byte[]) && !(member.getValue() instanceof List<?>))
                .filter(member -> !member.getKey().equals("zzz"))
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[\\r\\n\\x00]", " ");
    }
}
