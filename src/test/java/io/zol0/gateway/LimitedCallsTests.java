package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.gateway.LimitFixture.Quotas;
import io.zol0.limits.Cost;
import io.zol0.limits.Decision;
import io.zol0.limits.Freeze;
import io.zol0.limits.LimitedCall;
import io.zol0.limits.Limits;
import io.zol0.limits.WhenEmpty;
import io.zol0.metrics.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers see of quotas. */
class LimitedCallsTests {
    MisbehavingUpstream upstream;
    LimitFixture fixture;
    GatewayFixture gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
        fixture = new LimitFixture().with("demo", upstream, null);
        gateway = fixture.gateway;
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
        upstream.close();
    }

    // ---- refused

    @Test
    void a_call_beyond_its_quota_is_told_which_quota_it_is_and_when_to_come_back() throws Exception {
        fixture.with(Quotas.of(1, Duration.ofHours(1)).whenEmpty(WhenEmpty.REJECT));
        assertThat(get("/demo/x").status()).isEqualTo(200);
        upstream.request();
        gateway.recorded.next();

        var refused = get("/demo/x");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.field("Content-Type")).isEqualTo("application/problem+json");
        long seconds = Long.parseLong(refused.field("Retry-After"));
        assertThat(seconds).isBetween(3000L, 3600L);
        assertThat(refused.body())
                .contains(
                        "\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\"",
                        "\"status\":429",
                        "\"quota\":\"calls\"",
                        "\"violated-policies\":[\"zol0-calls\"]",
                        "\"retry-after\":" + seconds);
        assertThat(refused.field("RateLimit-Policy")).isEqualTo("\"zol0-calls\";q=1;w=3600");
        assertThat(refused.field("RateLimit")).startsWith("\"zol0-calls\";r=0;t=");
        assertThat(refused.field("Proxy-Status")).isEqualTo("ZoL0; error=http_request_denied");
        assertThat(upstream.heardNothingMore()).isTrue();
        var entry = gateway.recorded.next();
        assertThat(entry.outcome()).isEqualTo(Outcome.REFUSED_BY_US);
        assertThat(entry.status()).isEqualTo(429);
    }

    @Test
    void a_call_that_weighs_more_than_there_ever_is_is_not_told_to_come_back() throws Exception {
        fixture.with(Quotas.of(10).costs(new Cost("*", 11, null, List.of(), false)));
        var refused = get("/demo/x");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.field("Retry-After")).isNull();
    }

    @Test
    void a_dry_run_holds_nothing_and_says_nothing() throws Exception {
        fixture.with(Quotas.of(1).whenEmpty(WhenEmpty.SHADOW));
        for (int i = 0; i < 3; i++) {
            var answer = get("/demo/x");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("RateLimit")).isNull();
        }
        assertThat(fixture.limits.state(1).orElseThrow().tally().wouldHaveHeld())
                .isEqualTo(2);
    }

    @Test
    void weights_are_read_from_the_query_by_the_table() throws Exception {
        fixture.with(Quotas.of(60)
                .whenEmpty(WhenEmpty.REJECT)
                .costs(new Cost(
                        "GET /depth", 5, "limit", List.of(new Cost.Step(100, 5), new Cost.Step(1000, 50)), false)));
        assertThat(get("/demo/depth?symbol=X&limit=1000&limit=1").status()).isEqualTo(200);
        assertThat(get("/demo/depth?symbol=X&limit=101").status()).isEqualTo(429);
        assertThat(get("/demo/depth?xlimit=1000").status()).isEqualTo(200);
        assertThat(get("/demo/depth?limit=100").status()).isEqualTo(200);
        assertThat(get("/demo/depth").status()).isEqualTo(429);
    }

    @Test
    void keys_have_a_budget_each_and_are_kept_only_hashed() throws Exception {
        fixture.with(Quotas.of(1).whenEmpty(WhenEmpty.REJECT).perKey("X-MBX-APIKEY"));
        assertThat(get("/demo/x", "x-mbx-apikey: key-one-secret").status()).isEqualTo(200);
        assertThat(get("/demo/x", "X-MBX-APIKEY: key-two").status()).isEqualTo(200);
        assertThat(get("/demo/x", "X-MBX-APIKEY: key-one-secret").status()).isEqualTo(429);
        assertThat(fixture.limits.state(1).orElseThrow().toString()).doesNotContain("secret");
    }

    // ---- where callers stand

    @Test
    void where_a_caller_stands_is_added_to_what_the_provider_says_and_takes_nothing_away() throws Exception {
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\n"
                + "Content-Length: 0\r\n"
                + "RateLimit: \"default\";r=5;t=9\r\n"
                + "RateLimit-Policy: \"default\";q=100;w=60\r\n"
                + "X-RateLimit-Remaining: 5\r\n"
                + "Retry-After: 7\r\n\r\n"));
        fixture.with(Quotas.of(10, Duration.ofMinutes(1)));
        var head = get("/demo/x").head();
        assertThat(head.fields("RateLimit")).hasSize(2).first().isEqualTo("\"default\";r=5;t=9");
        assertThat(head.fields("RateLimit").get(1)).startsWith("\"zol0-calls\";r=9;t=");
        assertThat(head.fields("RateLimit-Policy"))
                .containsExactly("\"default\";q=100;w=60", "\"zol0-calls\";q=10;w=60");
        assertThat(head.fields("X-RateLimit-Remaining")).containsExactly("5");
        assertThat(head.fields("Retry-After")).containsExactly("7");
    }

    @Test
    void answers_that_we_make_of_an_upstream_that_gives_none_tell_it_too() throws Exception {
        upstream.does(MisbehavingUpstream.sayingThenClosing(""));
        fixture.with(Quotas.of(10, Duration.ofMinutes(1)));
        var answer = request("DELETE", "/demo/x");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.field("RateLimit")).startsWith("\"zol0-calls\";r=9;t=");
    }

    @Test
    void callers_are_not_told_where_that_is_switched_off() throws Exception {
        try (var silent = new LimitFixture(new LimitSettings(false, false), GatewayFixture.settings())
                .with("demo", upstream, null)
                .with(Quotas.of(1).whenEmpty(WhenEmpty.REJECT))) {
            try (var caller = silent.gateway.caller()) {
                assertThat(caller.get("/demo/x").answer().field("RateLimit")).isNull();
                var refused = caller.get("/demo/x").answer();
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.field("RateLimit")).isNull();
                assertThat(refused.field("Retry-After")).isNotNull();
            }
        }
    }

    // ---- waiting

    @Test
    void a_call_waits_until_there_is_room_and_says_for_how_long() throws Exception {
        fixture.with(Quotas.of(1, Duration.ofMillis(200)));
        get("/demo/x");
        gateway.recorded.next();
        try (var caller = gateway.caller()) {
            var answer = caller.get("/demo/x").answer();
            assertThat(answer.status()).isEqualTo(200);
            long queued = Long.parseLong(answer.field("X-ZoL0-Queued-Ms"));
            assertThat(queued).isPositive();
            var entry = gateway.recorded.next();
            assertThat(entry.outcome()).isEqualTo(Outcome.QUEUED);
            assertThat(entry.overheadNanos() + queued * 1_000_000)
                    .as("waiting is no work of ours")
                    .isLessThanOrEqualTo(entry.totalNanos());
        }
    }

    @Test
    void a_call_that_did_not_wait_says_nothing_of_it() throws Exception {
        fixture.with(Quotas.of(1));
        assertThat(get("/demo/x").field("X-ZoL0-Queued-Ms")).isNull();
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.SERVED);
    }

    @Test
    void calls_that_wait_go_on_when_somebody_raises_their_quota() throws Exception {
        fixture.with(Quotas.of(1));
        get("/demo/x");
        try (var caller = gateway.caller()) {
            caller.get("/demo/y");
            waiting(1);
            fixture.with(Quotas.of(2));
            assertThat(caller.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void calls_that_wait_go_on_when_somebody_removes_their_quota() throws Exception {
        fixture.with(Quotas.of(1));
        get("/demo/x");
        try (var caller = gateway.caller()) {
            caller.get("/demo/y");
            waiting(1);
            fixture.limiting.removeQuota(1);
            assertThat(caller.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void orders_go_first_though_others_waited_longer() throws Exception {
        fixture.with(Quotas.of(1).costs(new Cost("POST *", 1, null, List.of(), true)));
        get("/demo/first");
        upstream.request();
        try (var patient = gateway.caller();
                var trader = gateway.caller()) {
            patient.get("/demo/normal");
            waiting(1);
            trader.request("POST", "/demo/order", "Content-Length: 0");
            waiting(2);
            fixture.with(Quotas.of(2).costs(new Cost("POST *", 1, null, List.of(), true)));
            assertThat(trader.answer().status()).isEqualTo(200);
            assertThat(upstream.request().first()).startsWith("POST /order");
            assertThat(waits()).isEqualTo(1);
        }
    }

    @Test
    void a_caller_that_hangs_up_leaves_the_queue() throws Exception {
        fixture.with(Quotas.of(1));
        get("/demo/x");
        upstream.request();
        gateway.recorded.next();
        try (var caller = gateway.caller()) {
            caller.get("/demo/y");
            waiting(1);
        }
        waiting(0);
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.ABORTED_BY_CALLER);
        fixture.with(Quotas.of(2));
        assertThat(get("/demo/z").status()).isEqualTo(200);
        assertThat(upstream.request().first()).startsWith("GET /z ");
        assertThat(upstream.heardNothingMore()).isTrue();
    }

    @Test
    void the_body_of_a_call_that_waits_is_sent_when_it_goes() throws Exception {
        fixture.with(Quotas.of(1));
        get("/demo/x");
        upstream.does(with -> with.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + with.readBody()));
        try (var caller = gateway.caller()) {
            caller.request("POST", "/demo/y", "Content-Length: 5").say("hello");
            waiting(1);
            fixture.with(Quotas.of(2));
            assertThat(caller.answer().body()).isEqualTo("hello");
        }
    }

    @Test
    void a_caller_says_how_long_it_would_wait() throws Exception {
        fixture.with(Quotas.of(1));
        get("/demo/x");
        var refused = get("/demo/x", "X-ZoL0-Max-Wait-Ms: 0");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(get("/demo/x", "x-zol0-max-wait-ms: 20").status()).isEqualTo(429);
        upstream.forget();
        for (String nonsense : List.of("-1", "soon", "600001", "99999999999999999999", "1.5", "")) {
            var answer = get("/demo/x", "X-ZoL0-Max-Wait-Ms: " + nonsense);
            assertThat(answer.status()).as(nonsense).isEqualTo(400);
            assertThat(answer.body()).contains("X-ZoL0-Max-Wait-Ms takes whole milliseconds from 0 to 600000.");
        }
    }

    @Test
    void thousands_of_callers_wait_at_once_and_all_go_when_there_is_room() throws Exception {
        int many = 3_000;
        var settings = new GatewayFixture.Settings();
        settings.maxConnections = 10_000;
        settings.waiting = 10_000;
        try (var crowded = new LimitFixture(LimitSettings.DEFAULTS, settings.build())
                .with("demo", upstream, null)
                .with(Quotas.of(many))) {
            var address = new Freeze.Scope.OfUpstream(1);
            crowded.limits.freeze(address, new Freeze(Instant.now().plus(LimitFixture.LONG), "A test wants it so."));
            List<RawCaller> callers = new ArrayList<>();
            try {
                for (int i = 0; i < many; i++) {
                    callers.add(crowded.gateway.caller().get("/demo/" + i));
                }
                Until.so(
                        "all but one wait",
                        () -> crowded.limits.state(1).orElseThrow().waiting() == many);
                crowded.limits.thaw(address);
                for (RawCaller caller : callers) {
                    assertThat(caller.answer().status()).isEqualTo(200);
                }
            } finally {
                for (RawCaller caller : callers) {
                    caller.close();
                }
            }
        }
    }

    @Test
    void where_as_many_wait_as_may_a_caller_is_told_to_come_back_and_an_order_still_finds_a_place() throws Exception {
        fixture.with(Quotas.of(Limits.MOST_WAITING + 1L).costs(new Cost("POST *", 1, null, List.of(), true)));
        for (int i = 0; i <= 2 * Limits.MOST_WAITING; i++) {
            fixture.limits.reserve(new Crowd());
        }
        assertThat(waits()).isEqualTo(Limits.MOST_WAITING);

        var refused = get("/demo/late");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(Long.parseLong(refused.field("Retry-After"))).isPositive();
        assertThat(refused.body()).contains("temporary-reduced-capacity", "As many calls as may, 10000, wait already");
        try (var trader = gateway.caller()) {
            trader.request("POST", "/demo/order", "Content-Length: 0");
            Until.so(
                    "the order waits",
                    () -> fixture.limits
                                    .state(1)
                                    .orElseThrow()
                                    .fullest()
                                    .getFirst()
                                    .waitingHigh()
                            == 1);
            assertThat(waits()).isEqualTo(Limits.MOST_WAITING);
        }
    }

    /** One of many calls that wait, without a socket of its own. */
    private static final class Crowd implements LimitedCall, LimitedCall.Loop {
        @Override
        public long upstreamId() {
            return 1;
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String template() {
            return "/crowd";
        }

        @Override
        public String caller() {
            return "crowd";
        }

        @Override
        public @Nullable CharSequence header(String name) {
            return null;
        }

        @Override
        public @Nullable CharSequence query(String name) {
            return null;
        }

        @Override
        public Loop loop() {
            return this;
        }

        @Override
        public void decided(Decision.Final decision) {
            // Nobody asks what became of it.
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Runnable after(long delayNanos, Runnable task) {
            return () -> {};
        }
    }

    // ---- what is given back

    @Test
    void a_call_that_never_reached_the_provider_spends_nothing() throws Exception {
        fixture.with(Quotas.of(1).whenEmpty(WhenEmpty.REJECT)).with(GatewayFixture.upstream("demo", 1));
        for (int i = 0; i < 3; i++) {
            assertThat(get("/demo/x").status()).isEqualTo(502);
        }
        fixture.with("demo", upstream, null);
        assertThat(get("/demo/x").status()).isEqualTo(200);
        assertThat(get("/demo/x").status()).isEqualTo(429);
    }

    @Test
    void a_call_that_the_provider_did_not_answer_stays_spent() throws Exception {
        fixture.with(Quotas.of(1).whenEmpty(WhenEmpty.REJECT));
        upstream.does(MisbehavingUpstream.sayingThenClosing(""));
        assertThat(request("DELETE", "/demo/x").status()).isEqualTo(502);
        assertThat(get("/demo/x").status()).isEqualTo(429);
    }

    // ---- plumbing

    private RawCaller.Answer get(String target, String... lines) throws Exception {
        return request("GET", target, lines);
    }

    private RawCaller.Answer request(String method, String target, String... lines) throws Exception {
        try (var caller = gateway.caller()) {
            return caller.request(method, target, lines).answer();
        }
    }

    private int waits() {
        return fixture.limits.state(1).orElseThrow().waiting();
    }

    private void waiting(int calls) {
        Until.so(calls + " calls wait", () -> waits() == calls);
    }
}
