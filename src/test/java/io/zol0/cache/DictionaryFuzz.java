package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;

class DictionaryFuzz {
    @FuzzTest(maxDuration = "5s")
    void whatever_a_dictionary_holds_it_is_read_whole_or_not_at_all(byte[] bytes) {
        String field = DirectiveFuzz.text(bytes);
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

    /** Arrays are the same only where they are the same object. */
    private static Map<String, Object> without(Map<String, Object> members) {
        return members.entrySet().stream()
                .filter(member -> !(member.getValue() instanceof byte[]) && !(member.getValue() instanceof List<?>))
                .filter(member -> !member.getKey().equals("zzz"))
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
