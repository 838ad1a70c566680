package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTests {
    private static final String KEY = "00".repeat(31) + "01";

    @TempDir
    Path home;

    @Test
    void a_written_key_is_read_back_and_is_its_owners_alone() throws IOException {
        MasterKey made = MasterKey.made();
        made.writeTo(home);
        assertThat(MasterKey.in(home, null).orElseThrow().fingerprint()).isEqualTo(made.fingerprint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("secret.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_given_key_wins_over_the_file() throws IOException {
        MasterKey.made().writeTo(home);
        assertThat(MasterKey.in(home, KEY).orElseThrow().fingerprint())
                .isEqualTo(MasterKey.in(home, KEY.toUpperCase()).orElseThrow().fingerprint())
                .isNotEqualTo(MasterKey.in(home, null).orElseThrow().fingerprint());
    }

    @Test
    void where_there_is_no_key_there_is_none() {
        assertThat(MasterKey.in(home, null)).isEmpty();
        assertThat(MasterKey.in(home, " ")).isEmpty();
    }

    @Test
    void a_text_that_is_no_key_is_refused_without_repeating_it() {
        for (String wrong : new String[] {"letmein", KEY.substring(2), KEY + "00"}) {
            assertThatThrownBy(() -> MasterKey.in(home, wrong))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("ZOL0_KEY holds no secret key: it must be 64 hexadecimal digits.")
                    .hasNoCause();
        }
    }

    @Test
    void a_key_does_not_print_itself() throws IOException {
        MasterKey key = MasterKey.made();
        key.writeTo(home);
        assertThat(key.toString())
                .doesNotContain(Files.readString(home.resolve("secret.key")).strip());
    }
}
