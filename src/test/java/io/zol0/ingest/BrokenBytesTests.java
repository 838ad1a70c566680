package io.zol0.ingest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.users.Sight;
import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like UTF-16 or UTF-32 and is neither has no line, and is refused all the same. */
class BrokenBytesTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4141414141414141414141414141414141410a7e00000041414141",
                "0000007b00110000",
                "ff",
                "7b22ff223a31"
            })
    void what_is_in_no_encoding_is_refused_in_a_sentence(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        CallReader.Places nowhere =
                new CallReader.Places(name -> null, url -> null, (upstream, call) -> call.goesTo(1, 1));
        assertThatThrownBy(() -> new CallReader(nowhere, end -> null, Sight.EVERYWHERE, "somebody")
                        .read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(NotTaken.class)
                .hasMessageContaining("JSON");
    }
}
