package io.zol0.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageRouteTests {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Message MESSAGE = Parcels.message(Message.Kind.OPENED, Urgency.WARNING, "x", 1);

    @ParameterizedTest
    @CsvSource({
        "INFO, '', 0, '', true",
        "WARNING, production, 3, GET /depth, true",
        "WARNING, '', 0, GET /d*, true",
        "WARNING, '', 0, * /depth, true",
        "CRITICAL, '', 0, '', false",
        "WARNING, staging, 0, '', false",
        "WARNING, '', 4, '', false",
        "WARNING, '', 0, POST *, false",
    })
    void a_message_goes_where_severity_and_scope_fit(
            Urgency least, String environment, long upstream, String endpoints, boolean carried) {
        assertThat(route(least, environment, upstream, endpoints, true).carries(MESSAGE, NOW))
                .isEqualTo(carried);
        assertThat(route(least, environment, upstream, endpoints, false).carries(MESSAGE, NOW))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "'', '', true",
        "a*c, abbc, true",
        "a*c, ac, true",
        "a*c, acb, false",
        "*a*b*, xxaxxbxx, true",
        "*a*b*, xxbxxaxx, false",
        "GET /a.c, GET /abc, false"
    })
    void a_star_stands_for_anything(String pattern, String text, boolean fits) {
        assertThat(Wildcards.fit(pattern, text)).isEqualTo(fits);
    }

    @Test
    void a_pattern_of_many_stars_takes_no_time() {
        assertThat(Wildcards.fit("*a".repeat(150) + "b", "a".repeat(2_000))).isFalse();
    }

    @Test
    void what_is_wrong_with_a_route_is_said_at_its_field() {
        Channel ops = Parcels.channel(ChannelKind.WEBHOOK, "https://example.com", false);
        Map<Long, Channel> known = Map.of(ops.id(), ops);
        MessageRoute right = MessageRoute.everythingTo(ops.id());
        assertThat(RouteRules.flaws(right, known)).isEmpty();
        MessageRoute wrong = new MessageRoute(
                0,
                true,
                Urgency.INFO,
                "x".repeat(41),
                0,
                "x".repeat(301),
                new Hours(
                        java.util.Set.of(),
                        right.hours().from(),
                        right.hours().until(),
                        right.hours().zone()),
                99,
                Duration.ofSeconds(30),
                true,
                Duration.ofDays(8),
                98,
                0);
        assertThat(RouteRules.flaws(wrong, known))
                .extracting(Flaw::field)
                .containsExactlyInAnyOrder(
                        "channel", "environment", "endpoints", "days", "digest", "escalateAfter", "escalateChannel");
    }

    @Test
    void of_two_ways_to_one_target_the_quicker_is_taken_and_the_first_to_escalate() {
        Target target = Target.channel(1);
        Hearer slow = new Hearer(target, Gathering.digest(Duration.ofHours(1)), false, Duration.ofMinutes(10), 2);
        Hearer quick = new Hearer(target, Gathering.NONE, true, Duration.ofMinutes(30), 3);
        Hearer never = new Hearer(target, Gathering.NONE, false, Duration.ZERO, 0);
        for (Hearer both :
                List.of(slow.with(quick), quick.with(slow), slow.with(quick).with(never))) {
            assertThat(both).isEqualTo(new Hearer(target, Gathering.NONE, true, Duration.ofMinutes(10), 2));
        }
    }

    private static MessageRoute route(
            Urgency least, String environment, long upstream, String endpoints, boolean enabled) {
        return new MessageRoute(
                1,
                enabled,
                least,
                environment,
                upstream,
                endpoints,
                Hours.ALWAYS,
                1,
                Duration.ZERO,
                true,
                Duration.ZERO,
                0,
                0);
    }
}
