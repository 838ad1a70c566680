package io.zol0.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRulesTests {
    @ParameterizedTest
    @EnumSource(ChannelKind.class)
    void what_is_usual_lacks_only_what_nobody_can_guess(ChannelKind kind) {
        assertThat(ChannelRules.flaws(ChannelDraft.of(kind), null))
                .extracting(Flaw::field)
                .contains("name")
                .doesNotContain("port", "kind", "personal");
        assertThat(ChannelRules.flaws(right(kind), null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://example.com",
                "https://",
                "https://user:password@example.com/",
                "https://example.com/#x",
                "https://169.254.169.254/",
                "https://[fd00:ec2::254]/",
                "https://exämple.com/ü",
                "javascript:alert(1)"
            })
    void what_is_no_url_to_post_to_is_refused(String url) {
        assertThat(ChannelRules.flaws(webhook(url, WebhookSignature.newSecret()), null))
                .extracting(Flaw::field)
                .containsExactly("address");
        assertThat(ChannelRules.flaws(draft(ChannelKind.SLACK, "", List.of(), url.isEmpty() ? null : url), null))
                .extracting(Flaw::field)
                .containsExactly("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a@", "@b", "a b@c", "a@b\nBcc: c@d", "<a@b>", "a@b..c", "a@-b"})
    void what_is_no_email_address_is_refused(String address) {
        assertThat(ChannelRules.isMailAddress(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!!!!"})
    void what_signs_badly_is_refused(String secret) {
        assertThat(WebhookSignature.isSecret(secret)).isFalse();
    }

    @Test
    void a_signature_is_the_one_of_the_specification() {
        assertThat(WebhookSignature.fields(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        java.time.Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_secret_is_asked_for_again_where_it_would_go_elsewhere() {
        Channel before = new Channel(
                1,
                "ops",
                ChannelKind.WEBHOOK,
                true,
                false,
                "https://a.example/",
                0,
                MailSecurity.NONE,
                "",
                "",
                List.of(),
                false,
                true,
                0);
        assertThat(ChannelRules.flaws(webhook("https://a.example/", null), before))
                .isEmpty();
        assertThat(ChannelRules.flaws(webhook("https://b.example/", null), before))
                .extracting(Flaw::field)
                .containsExactly("secret");
        assertThat(ChannelRules.flaws(webhook("https://b.example/", WebhookSignature.newSecret()), before))
                .isEmpty();
    }

    @Test
    void of_a_secret_url_only_the_beginning_is_shown() {
        assertThat(ChannelRules.beginning("https://hooks.slack.com/services/T0/B0/x"))
                .isEqualTo("https://hooks.slack.com/…");
    }

    @Test
    void nothing_set_is_nothing_special() {
        assertThat(NotifySettings.DEFAULTS).isEqualTo(new NotifySettings(null, null));
    }

    private static ChannelDraft webhook(String url, @Nullable String secret) {
        return draft(ChannelKind.WEBHOOK, url, List.of(), secret);
    }

    private static ChannelDraft right(ChannelKind kind) {
        return switch (kind) {
            case EMAIL ->
                new ChannelDraft(
                        "x",
                        kind,
                        true,
                        false,
                        "smtp.example.com",
                        587,
                        MailSecurity.STARTTLS,
                        "u",
                        "z@example.com",
                        List.of("a@example.com"),
                        false,
                        "p");
            case WEBHOOK -> webhook("https://example.com/", WebhookSignature.newSecret());
            case SLACK, TEAMS, DISCORD -> draft(kind, "", List.of(), "https://example.com/hook/secret?x=1");
            case TELEGRAM -> draft(kind, kind.usualAddress(), List.of("-1001234567890"), "123456:AB-cd_ef");
            case PAGERDUTY -> draft(kind, kind.usualAddress(), List.of(), "0123456789abcdef0123456789abcdef");
        };
    }

    private static ChannelDraft draft(
            ChannelKind kind, String address, List<String> recipients, @Nullable String secret) {
        return new ChannelDraft(
                "x", kind, true, false, address, 0, MailSecurity.NONE, "", "", recipients, false, secret);
    }
}
