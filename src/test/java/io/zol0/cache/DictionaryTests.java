package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTests {

    @Test
    void members_of_all_types_are_read() {
        assertThat(Dictionary.read(List.of(
                        "a=1, b=-2.5;p=1 ,\tc=\"x\\\"y\\\\\"", "d, e=?0, f=tok/en:x, g=(1 \"a\";q 2), h=@5, i=%\"x\"")))
                .isEqualTo(Map.of(
                        "a",
                        1L,
                        "b",
                        -2.5,
                        "c",
                        "x\"y\\",
                        "d",
                        true,
                        "e",
                        false,
                        "f",
                        new Dictionary.Token("tok/en:x"),
                        "g",
                        List.of(1L, "a", 2L),
                        "h",
                        5L,
                        "i",
                        "x"));
        assertThat((byte[]) Dictionary.read(List.of("a=:aGVsbG8=:")).get("a"))
                .asString()
                .isEqualTo("hello");
        assertThat(Dictionary.read(List.of(""))).isEmpty();
    }

    @Test
    void the_last_of_several_values_counts() {
        assertThat(Dictionary.read(List.of("a=1, b=2, a=3"))).isEqualTo(Map.of("b", 2L, "a", 3L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A=1",
                "a =1",
                "a= 1",
                "a=",
                "a=1,",
                ",a",
                "a=1 b=2",
                "a=\"x",
                "a=\"\u00e4\"",
                "a=1.",
                "a=.5",
                "a=1.2345",
                "a=1234567890123456",
                "a=1234567890123.1",
                "a=?2",
                "a=:x",
                "a=:*:",
                "a=(1",
                "a=(1\"x\")",
                "a=1;P",
                "a=&&&",
                "a;",
                "=1",
                "a=@1.5",
                "a=%x",
                "a=-"
            })
    void what_breaks_the_syntax_is_not_read_at_all(String field) {
        assertThat(Dictionary.read(List.of("x=1, " + field))).isNull();
    }
}
