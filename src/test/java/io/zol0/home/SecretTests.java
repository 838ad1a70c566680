package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretTests {
    private static final String TEXT = "JBSWY3DPEHPK3PXP, ünïcode and \u0000";

    private final Secret secret = Secret.made();

    @Test
    void a_hash_is_32_bytes_and_depends_on_key_purpose_and_text() {
        assertThat(secret.hash("token", "a"))
                .hasSize(32)
                .isEqualTo(secret.hash("token", "a"))
                .isNotEqualTo(secret.hash("token", "b"))
                .isNotEqualTo(secret.hash("cookie", "a"))
                .isNotEqualTo(Secret.made().hash("token", "a"));
    }

    @Test
    void purpose_and_text_do_not_run_into_each_other() {
        assertThat(secret.hash("ab", "c")).isNotEqualTo(secret.hash("a", "bc"));
    }

    @Test
    void what_was_sealed_is_read_again() {
        for (String text : new String[] {"", "x", TEXT, "long ".repeat(10_000)}) {
            assertThat(secret.open("totp/42", secret.seal("totp/42", text))).isEqualTo(text);
        }
    }

    @Test
    void a_sealed_text_shows_neither_its_content_nor_that_two_are_equal() {
        Set<String> sealed = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            sealed.add(secret.seal("smtp", TEXT));
        }
        assertThat(sealed).hasSize(100).allMatch(text -> text.startsWith("s1.") && !text.contains("JBSWY"));
    }

    @Test
    void a_sealed_text_opens_for_its_purpose_only() {
        String sealed = secret.seal("totp/42", TEXT);
        assertThatThrownBy(() -> secret.open("totp/43", sealed))
                .isInstanceOf(BrokenSeal.class)
                .hasMessage("What is kept for totp/43 was sealed for totp/42; enter it again.");
        String renamed = sealed.replace("totp/42", "totp/43");
        assertThatThrownBy(() -> secret.open("totp/43", renamed))
                .hasMessage("What is kept for totp/43 was changed or damaged; enter it again.");
    }

    @Test
    void a_sealed_text_opens_with_its_key_only() {
        assertThatThrownBy(() -> Secret.made().open("smtp", secret.seal("smtp", TEXT)))
                .isInstanceOf(BrokenSeal.class)
                .hasMessageContaining("was sealed with the key");
    }

    @Test
    void every_changed_bit_is_noticed() {
        String sealed = secret.seal("smtp", "hunter2");
        int content = sealed.lastIndexOf('.') + 1;
        byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(content));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String forged = sealed.substring(0, content)
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThatThrownBy(() -> secret.open("smtp", forged)).isInstanceOf(BrokenSeal.class);
        }
    }

    @Test
    void what_is_no_sealed_text_is_said_without_repeating_it() {
        for (String wrong : new String[] {"", "hunter2", "s1.", "s1.00000000.smtp.", "s1.00000000.smtp.%"}) {
            assertThatThrownBy(() -> secret.open("smtp", wrong))
                    .isInstanceOf(BrokenSeal.class)
                    .hasMessage("What is kept for smtp is no sealed text; enter it again.");
        }
        String short_ = secret.seal("smtp", "x").replaceAll("[^.]+$", "AAAA");
        assertThatThrownBy(() -> secret.open("smtp", short_)).isInstanceOf(BrokenSeal.class);
    }

    @Test
    void the_keys_are_kept_sealed_with_the_master_key() {
        MasterKey master = MasterKey.made();
        Secret again = Secret.opened(master, secret.sealedWith(master));
        assertThat(again.hash("token", "a")).isEqualTo(secret.hash("token", "a"));
        assertThat(again.open("smtp", secret.seal("smtp", TEXT))).isEqualTo(TEXT);
        assertThatThrownBy(() -> Secret.opened(MasterKey.made(), secret.sealedWith(master)))
                .isInstanceOf(BrokenSeal.class);
    }
}
