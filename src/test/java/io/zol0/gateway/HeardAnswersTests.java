package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.gateway.LimitFixture.Quotas;
import io.zol0.limits.Ban;
import io.zol0.limits.BanGuard;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Control;
import io.zol0.limits.QuotaEstimate;
import io.zol0.limits.QuotaState;
import io.zol0.limits.WhenEmpty;
import io.zol0.metrics.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gateway makes of what a provider says of its limits, and of how it answers. */
class HeardAnswersTests {
    MisbehavingUpstream upstream;

    @Nullable
    LimitFixture fixture;

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
    }

    @AfterEach
    void stop() throws Exception {
        if (fixture != null) {
            fixture.close();
        }
        upstream.close();
    }

    // ---- counts

    @Test
    void the_providers_count_wins_when_it_is_higher() throws Exception {
        with("binance", Quotas.of(100, Duration.ofMinutes(1)).from("binance").whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying(200, "X-MBX-USED-WEIGHT-1M: 100"));
        assertThat(get("/demo/x").status()).isEqualTo(200);
        assertThat(get("/demo/x").status()).isEqualTo(429);
    }

    @Test
    void a_lower_count_of_the_providers_changes_nothing() throws Exception {
        with("binance", Quotas.of(1, LimitFixture.LONG).from("binance").whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying(200, "X-MBX-USED-WEIGHT-9M: 0"));
        assertThat(get("/demo/x").status()).isEqualTo(200);
        assertThat(get("/demo/x").status()).isEqualTo(429);
    }

    @Test
    void counts_on_an_answer_that_came_from_a_cache_are_not_believed() throws Exception {
        with("binance", Quotas.of(100, Duration.ofMinutes(1)).from("binance").whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying(200, "X-MBX-USED-WEIGHT-1M: 100", "Age: 5"));
        assertThat(get("/demo/x").status()).isEqualTo(200);
        assertThat(get("/demo/x").status()).isEqualTo(200);
    }

    @Test
    void nonsense_in_the_headers_is_passed_on_and_does_no_harm() throws Exception {
        with("generic", Quotas.of(100).from("generic").whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying(
                200,
                "RateLimit: ;;;=,\"",
                "RateLimit-Policy: \"x\";q=-1;w=99999999999999",
                "X-RateLimit-Remaining: -7",
                "X-RateLimit-Reset: yesterday",
                "Retry-After: never"));
        for (int i = 0; i < 3; i++) {
            var head = get("/demo/x").head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.field("X-RateLimit-Remaining")).isEqualTo("-7");
            assertThat(head.fields("RateLimit")).first().isEqualTo(";;;=,\"");
        }
    }

    @Test
    void an_upstream_that_nobody_knows_how_to_read_is_never_frozen() throws Exception {
        with(null, Quotas.of(100).whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying(418, "Retry-After: 120"));
        assertThat(get("/demo/x").status()).isEqualTo(418);
        assertThat(get("/demo/x").status()).isEqualTo(418);
    }

    // ---- bans

    @Test
    void a_ban_holds_every_caller_back_until_its_end_and_is_not_passed_on_as_ours() throws Exception {
        with("binance", Quotas.of(100).from("binance").whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying(418, "Retry-After: 120"));
        assertThat(get("/demo/x", "X-ZoL0-Caller: one").status()).isEqualTo(418);
        assertThat(gateway().recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_PROVIDER);
        upstream.request();
        var held = get("/demo/y", "X-ZoL0-Caller: two");
        assertThat(held.status()).isEqualTo(503);
        assertThat(Long.parseLong(held.field("Retry-After"))).isBetween(1L, 120L);
        assertThat(held.body()).contains("#temporary-reduced-capacity", "Binance banned these calls.");
        assertThat(gateway().recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_US);
        assertThat(upstream.heardNothingMore()).isTrue();
    }

    @Test
    void a_ban_holds_calls_back_that_no_quota_is_about() throws Exception {
        with("binance", null);
        upstream.does(saying(418, "Retry-After: 120"));
        assertThat(get("/demo/x").status()).isEqualTo(418);
        assertThat(get("/demo/x").status()).isEqualTo(503);
    }

    @Test
    void a_ban_that_somebody_lifts_is_over() throws Exception {
        with("binance", Quotas.of(100).from("binance").whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying(418, "Retry-After: 120"));
        get("/demo/x");
        upstream.does(MisbehavingUpstream.answering("ok"));
        Ban ban = guard().current().getFirst();
        assertThat(guard().lift(ban.scope(), "The provider's support lifted it."))
                .isPresent();
        assertThat(get("/demo/x").status()).isEqualTo(200);
    }

    @Test
    void one_that_would_wait_goes_when_the_ban_is_lifted() throws Exception {
        with("binance", Quotas.of(100).from("binance"));
        upstream.does(saying(418, "Retry-After: 300"));
        get("/demo/x");
        upstream.does(MisbehavingUpstream.answering("ok"));
        try (var caller = gateway().caller()) {
            caller.get("/demo/y");
            Until.so("it waits", () -> fixture().limits.state(1).orElseThrow().waiting() == 1);
            guard().lift(guard().current().getFirst().scope(), "The provider's support lifted it.");
            var answer = caller.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("X-ZoL0-Queued-Ms")).isNotNull();
        }
    }

    @Test
    void a_ban_of_one_key_leaves_others_alone() throws Exception {
        with("kraken", Quotas.of(100).from("kraken").perKey("API-Key").whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying200("{\"error\":[\"EGeneral:Temporary lockout\"]}"));
        assertThat(get("/demo/0/private/Balance", "API-Key: one").status()).isEqualTo(200);
        heard();
        assertThat(get("/demo/0/private/Balance", "API-Key: one").status()).isEqualTo(503);
        assertThat(get("/demo/0/private/Balance", "API-Key: two").status()).isEqualTo(200);
    }

    @Test
    void five_refusals_in_a_row_hold_calls_back_though_nobody_said_until_when() throws Exception {
        with("binance", Quotas.of(100).from("binance").whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying(429));
        for (int i = 0; i < BanGuard.REFUSALS; i++) {
            assertThat(get("/demo/x").status()).isEqualTo(429);
            assertThat(gateway().recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_PROVIDER);
        }
        assertThat(get("/demo/x").status()).isEqualTo(503);
        assertThat(guard().current()).singleElement().extracting(Ban::kind).isEqualTo(Ban.Kind.NEAR_BAN);
    }

    @Test
    void an_error_in_an_answer_of_200_is_heard_and_the_answer_passed_on_as_it_is() throws Exception {
        with("kraken", Quotas.of(100).from("kraken").whenEmpty(WhenEmpty.REJECT));
        String error = "{\"error\":[\"EAPI:Rate limit exceeded\"]}";
        upstream.does(saying200(error));
        assertThat(get("/demo/0/private/Balance").body()).isEqualTo(error);
        heard();
        assertThat(guard().current()).singleElement().extracting(Ban::kind).isEqualTo(Ban.Kind.REFUSED);
    }

    @Test
    void a_body_in_pieces_is_heard_too() throws Exception {
        with("kraken", Quotas.of(100).from("kraken").whenEmpty(WhenEmpty.REJECT));
        upstream.does(MisbehavingUpstream.saying(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "b\r\n{\"error\":[\"\r\n19\r\nEAPI:Rate limit exceeded\"\r\n2\r\n]}\r\n0\r\n\r\n"));
        get("/demo/0/private/Balance");
        heard();
    }

    @Test
    void a_403_that_is_no_limit_freezes_nothing() throws Exception {
        with("bybit", Quotas.of(100).from("bybit").whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying(403));
        assertThat(get("/demo/v5/order/create").status()).isEqualTo(403);
        assertThat(get("/demo/v5/order/create").status()).isEqualTo(403);
        assertThat(guard().current()).isEmpty();
    }

    // ---- controllers

    @Test
    void a_controller_hears_what_became_of_calls_though_nobody_knows_how_to_read_the_upstream() throws Exception {
        with(null, Quotas.of(100).control(Control.Mode.ON).whenEmpty(WhenEmpty.REJECT));
        assertThat(get("/demo/x").status()).isEqualTo(200);
        upstream.does(saying(429));
        assertThat(get("/demo/x").status()).isEqualTo(429);
        Until.so("both were heard", () -> answersHeard() == 2);
        assertThat(state().steps()).singleElement().satisfies(step -> {
            assertThat(step.reason()).startsWith("The provider refused 1 of 2 calls; ");
            assertThat(step.applied()).isTrue();
        });
        assertThat(state().operatingLevel()).isLessThan(100);
    }

    @Test
    void a_time_out_is_heard_by_the_controller() throws Exception {
        with(null, Quotas.of(100).control(Control.Mode.ADVISE).whenEmpty(WhenEmpty.REJECT));
        fixture()
                .with(GatewayFixture.waiting(
                        GatewayFixture.upstream("demo", upstream.port()),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(5)));
        upstream.does(with -> with.endedByGateway());
        assertThat(get("/demo/x").status()).isEqualTo(504);
        Until.so("it was heard", () -> answersHeard() == 1);
        assertThat(state().steps()).singleElement().satisfies(step -> {
            assertThat(step.reason()).startsWith("1 of 1 call timed out; ");
            assertThat(step.applied()).isFalse();
        });
        assertThat(state().operatingLevel()).isEqualTo(100);
    }

    @Test
    void a_refusal_lowers_the_level_of_a_quota_whose_controller_is_off() throws Exception {
        with("generic", Quotas.of(100).from("generic").whenEmpty(WhenEmpty.REJECT));
        upstream.does(saying(429));
        assertThat(get("/demo/x").status()).isEqualTo(429);
        assertThat(state().operatingLevel()).isEqualTo(70);
    }

    // ---- breaker and concurrency

    @Test
    void the_breaker_of_an_endpoint_that_fails_holds_calls_back_and_leaves_others_alone() throws Exception {
        with(null, null);
        fixture().limiting.breakers(1, breaker(2));
        upstream.does(saying(500));
        assertThat(get("/demo/bad").status()).isEqualTo(500);
        assertThat(get("/demo/bad").status()).isEqualTo(500);
        upstream.forget();
        var held = get("/demo/bad");
        assertThat(held.status()).isEqualTo(503);
        assertThat(held.field("Retry-After")).isNotNull();
        assertThat(held.body()).contains("GET /bad of demo fails or is slow too often");
        assertThat(upstream.heardNothingMore()).isTrue();
        upstream.does(MisbehavingUpstream.answering("ok"));
        assertThat(get("/demo/good").status()).isEqualTo(200);
    }

    @Test
    void a_time_out_counts_as_a_failure() throws Exception {
        with(null, null);
        fixture().limiting.breakers(1, breaker(1));
        fixture()
                .with(GatewayFixture.waiting(
                        GatewayFixture.upstream("demo", upstream.port()),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(5)));
        upstream.does(with -> with.endedByGateway());
        assertThat(get("/demo/x").status()).isEqualTo(504);
        assertThat(get("/demo/x").status()).isEqualTo(503);
    }

    @Test
    void more_calls_at_once_than_an_upstream_takes_are_refused() throws Exception {
        with(null, null);
        fixture().limiting.concurrency(1, new ConcurrencySettings(true, 1, 1, 1.5));
        upstream.does(with -> with.endedByGateway());
        try (var first = gateway().caller()) {
            first.get("/demo/x");
            upstream.request();
            var second = get("/demo/y");
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.body()).contains("There is 1 call at demo already");
        }
        gateway().recorded.next();
        gateway().recorded.next();
        upstream.does(MisbehavingUpstream.answering("ok"));
        assertThat(get("/demo/z").status()).as("a caller that left made room").isEqualTo(200);
    }

    // ---- plumbing

    private void with(@Nullable String preset, @Nullable Quotas quota) {
        fixture = new LimitFixture().with("demo", upstream, preset);
        if (quota != null) {
            fixture.with(quota);
        }
    }

    private static BreakerSettings breaker(int least) {
        return new BreakerSettings(
                true, 0.5, 1, Duration.ofMinutes(1), Duration.ofMinutes(1), least, Duration.ofMinutes(5), 1);
    }

    private QuotaState state() {
        return fixture().limits.state(1).orElseThrow();
    }

    private long answersHeard() {
        QuotaEstimate estimate = state().estimate();
        return estimate == null ? 0 : estimate.answers();
    }

    private LimitFixture fixture() {
        if (fixture == null) {
            throw new AssertionError("no gateway yet");
        }
        return fixture;
    }

    private GatewayFixture gateway() {
        return fixture().gateway;
    }

    private BanGuard guard() {
        return fixture().guard;
    }

    /** A body is heard a moment after the caller has it. */
    private void heard() {
        Until.so("the body was heard", () -> !guard().current().isEmpty());
    }

    private RawCaller.Answer get(String target, String... lines) throws Exception {
        try (var caller = gateway().caller()) {
            return caller.get(target, lines).answer();
        }
    }

    private static MisbehavingUpstream.Deed saying(int status, String... fields) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n");
        for (String field : fields) {
            answer.append(field).append("\r\n");
        }
        return MisbehavingUpstream.saying(answer.append("\r\n").toString());
    }

    private static MisbehavingUpstream.Deed saying200(String json) {
        return MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json);
    }
}
