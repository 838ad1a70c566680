package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, the last six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void the_codes_are_those_of_the_standard(long second, String code) {
        assertThat(Totp.code(SECRET, second / 30)).isEqualTo(code);
        assertThat(Totp.step(SECRET, code, second, 0)).hasValue(second / 30);
    }

    @Test
    void a_code_is_right_a_step_early_and_a_step_late_and_no_longer() {
        long step = 41_152_263;
        String code = Totp.code(SECRET, step);
        for (long now = step - 1; now <= step + 1; now++) {
            assertThat(Totp.step(SECRET, code, now * 30, 0)).hasValue(step);
        }
        assertThat(Totp.step(SECRET, code, (step - 2) * 30, 0)).isEmpty();
        assertThat(Totp.step(SECRET, code, (step + 2) * 30, 0)).isEmpty();
    }

    @Test
    void a_step_is_used_once_and_none_before_it_after_that() {
        long step = 41_152_263;
        assertThat(Totp.step(SECRET, Totp.code(SECRET, step), step * 30, step)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.code(SECRET, step - 1), step * 30, step))
                .isEmpty();
        assertThat(Totp.step(SECRET, Totp.code(SECRET, step + 1), step * 30, step))
                .hasValue(step + 1);
    }

    /** RFC 4648, section 10. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void secrets_are_written_in_base_32(String text, String encoded) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(Base32.encode(bytes)).isEqualTo(encoded);
        assertThat(Base32.decode(encoded)).isEqualTo(bytes);
    }
}
