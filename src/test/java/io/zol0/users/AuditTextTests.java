package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.home.Secret;
import io.zol0.users.AuditText.Change;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTextTests {
    @Test
    void of_two_states_only_what_differs_is_kept() {
        assertThat(AuditText.change(
                        Map.of("role", Role.VIEWER, "enabled", true), Map.of("role", Role.ADMIN, "enabled", true)))
                .isEqualTo(new Change("{\"role\":\"VIEWER\"}", "{\"role\":\"ADMIN\"}"));
        assertThat(AuditText.change(Map.of("role", Role.VIEWER), Map.of("role", Role.VIEWER)))
                .isNull();
    }

    @Test
    void of_one_state_everything_is_kept() {
        assertThat(AuditText.change(null, Map.of("wait", Duration.ofSeconds(90))))
                .isEqualTo(new Change(null, "{\"wait\":\"1m30s\"}"));
        assertThat(AuditText.change(Map.of("to", List.of("ann", "bob")), null))
                .isEqualTo(new Change("{\"to\":\"ann, bob\"}", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "passwordHash",
                "PASSWORD",
                "clientSecret",
                "smtp_password",
                "API_KEY",
                "apiKey",
                "token",
                "tokens2",
                "recoveryCodes",
                "recovery-code",
                "hashes",
                "otp"
            })
    void a_value_named_like_a_secret_is_masked(String name) {
        assertThat(AuditText.change(null, Map.of(name, "hunter2")))
                .isEqualTo(new Change(null, "{\"" + name + "\":\"•••\"}"));
    }

    @Test
    void a_value_that_is_a_secret_by_its_type_is_masked() {
        Object[] secrets = {Secret.made(), new byte[] {1}, "hunter2".toCharArray()};
        for (Object secret : secrets) {
            assertThat(AuditText.change(null, Map.of("x", secret))).isEqualTo(new Change(null, "{\"x\":\"•••\"}"));
        }
    }

    @Test
    void a_login_in_a_url_is_masked() {
        assertThat(AuditText.change(null, Map.of("url", URI.create("https://ann:hunter2@example.org/x"))))
                .isEqualTo(new Change(null, "{\"url\":\"https://•••@example.org/x\"}"));
    }

    @Test
    void whether_there_is_a_secret_is_none() {
        assertThat(AuditText.change(null, Map.of("mustChangePassword", true)))
                .isEqualTo(new Change(null, "{\"mustChangePassword\":\"true\"}"));
    }

    @Test
    void the_change_of_a_secret_shows_as_a_change() {
        assertThat(AuditText.change(Map.of("password", "old one"), Map.of("password", "new one")))
                .isEqualTo(new Change("{\"password\":\"•••\"}", "{\"password\":\"••• (changed)\"}"));
    }

    @Test
    void nothing_breaks_out_of_its_line() {
        assertThat(AuditText.plain("ann\r\n2026 INFO forged\u0000\u001b[31m\u202eevil\u2028x\ud800", 100))
                .isEqualTo("ann  2026 INFO forged  [31m evil x");
        assertThat(AuditText.plain("\u0007", 100)).isEqualTo("?");
    }

    @Test
    void everything_is_bounded() {
        assertThat(AuditText.plain("x".repeat(10_000), 100)).hasSize(100).endsWith("…");
        assertThat(AuditText.plain("😀".repeat(10_000), 100))
                .hasSizeLessThanOrEqualTo(100)
                .endsWith("😀…");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            many.put("f" + i, "x".repeat(10_000));
        }
        assertThat(AuditText.change(many, null).before())
                .hasSizeLessThan(AuditText.MOST_FIELDS * (AuditText.LONGEST_VALUE + 20));
    }
}
