package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTests {
    @ParameterizedTest
    @CsvSource({
        "/demo, demo, '', /",
        "/demo?x=/.., demo, ?x=/.., /",
        "/demo/, demo, /, /",
        "/demo/a/b?c, demo, /a/b?c, /a/b",
        "/demo/%7ea/%2fb, demo, /%7ea/%2fb, /~a/%2Fb",
        "/demo/%252e%252e/, demo, /%252e%252e/, /%252e%252e/",
        "/demo/.../..a/a.., demo, /.../..a/a.., /.../..a/a..",
        "/demo//x, demo, //x, //x",
        "/, '', '', /",
        "//x, '', /x, /x"
    })
    void a_target_is_cut_after_its_first_segment(String target, String upstream, String rest, String path) {
        assertThat(Target.of(target)).isEqualTo(new Target(upstream, rest, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/demo/..",
                "/demo/./x",
                "/..",
                "/.",
                "/%2e",
                "/demo/%2E%2e",
                "/demo/.%2E/x",
                "/demo/..;x",
                "/demo/.;a;b/c",
                "/demo/%",
                "/demo/%1",
                "/demo/%1?2",
                "*",
                "http://x/",
                "x",
                ""
            })
    void what_two_readers_could_take_for_two_paths_is_refused(String target) {
        assertThatThrownBy(() -> Target.of(target)).isInstanceOf(Malformed.class);
    }
}
