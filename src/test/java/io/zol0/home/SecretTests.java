package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTests {
    private static final String KEY = "00".repeat(31) + "01";

    @TempDir
    Path home;

    @Test
    void a_hash_is_32_bytes_and_depends_on_key_purpose_and_text() {
        Secret secret = Secret.made();
        assertThat(secret.hash("token", "a"))
                .hasSize(32)
                .isEqualTo(secret.hash("token", "a"))
                .isNotEqualTo(secret.hash("token", "b"))
                .isNotEqualTo(secret.hash("cookie", "a"))
                .isNotEqualTo(Secret.made().hash("token", "a"));
    }

    @Test
    void purpose_and_text_do_not_run_into_each_other() {
        Secret secret = Secret.made();
        assertThat(secret.hash("ab", "c")).isNotEqualTo(secret.hash("a", "bc"));
    }

    @Test
    void a_written_key_is_read_back_and_is_its_owners_alone() throws IOException {
        Secret made = Secret.made();
        made.writeTo(home);
        assertThat(Secret.in(home, null).orElseThrow().fingerprint()).isEqualTo(made.fingerprint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("secret.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_given_key_wins_over_the_file() throws IOException {
        Secret.made().writeTo(home);
        assertThat(Secret.in(home, KEY).orElseThrow().fingerprint())
                .isEqualTo(Secret.in(home, KEY.toUpperCase()).orElseThrow().fingerprint())
                .isNotEqualTo(Secret.in(home, null).orElseThrow().fingerprint());
    }

    @Test
    void where_there_is_no_key_there_is_none() {
        assertThat(Secret.in(home, null)).isEmpty();
        assertThat(Secret.in(home, " ")).isEmpty();
    }

    @Test
    void a_text_that_is_no_key_is_refused_without_repeating_it() {
        for (String wrong : new String[] {"letmein", KEY.substring(2), KEY + "00"}) {
            assertThatThrownBy(() -> Secret.in(home, wrong))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("ZOL0_KEY holds no secret key: it must be 64 hexadecimal digits.")
                    .hasNoCause();
        }
    }

    @Test
    void a_secret_does_not_print_itself() throws IOException {
        Secret secret = Secret.made();
        secret.writeTo(home);
        assertThat(secret.toString())
                .doesNotContain(Files.readString(home.resolve("secret.key")).strip());
    }
}
