package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.gateway.LimitFixture.Quotas;
import io.zol0.limits.WhenEmpty;
import io.zol0.metrics.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Quotas and the cache before them. */
class LimitsBehindCacheTests {
    MisbehavingUpstream upstream;
    LimitFixture fixture;

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.saying(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nCache-Control: max-age=60\r\n\r\nok"));
        fixture = new LimitFixture().with("demo", upstream, "binance");
        fixture.gateway.policy = policy();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
        upstream.close();
    }

    @Test
    void answers_out_of_the_cache_spend_nothing() throws Exception {
        fixture.with(Quotas.of(1).whenEmpty(WhenEmpty.REJECT));
        for (int i = 0; i < 5; i++) {
            assertThat(get("/demo/x").status()).isEqualTo(200);
        }
        assertThat(fixture.limits.state(1).orElseThrow().tally().granted()).isEqualTo(1);
    }

    @Test
    void the_last_good_answer_is_served_where_there_is_no_room() throws Exception {
        fixture.with(Quotas.of(1).whenEmpty(WhenEmpty.SERVE_STALE));
        get("/demo/x");
        fixture.gateway.recorded.next();
        fixture.gateway.clockMillis.addAndGet(120_000);
        var stale = get("/demo/x");
        assertThat(stale.status()).isEqualTo(200);
        assertThat(stale.body()).isEqualTo("ok");
        assertThat(fixture.gateway.recorded.next().outcome()).isEqualTo(Outcome.CACHED);
        assertThat(get("/demo/y").status()).as("where there is none").isEqualTo(429);
    }

    @Test
    void the_last_good_answer_is_served_while_the_provider_bans_us() throws Exception {
        fixture.with(Quotas.of(100).from("binance").whenEmpty(WhenEmpty.REJECT));
        get("/demo/x");
        fixture.gateway.clockMillis.addAndGet(120_000);
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 418 X\r\nContent-Length: 0\r\nRetry-After: 300\r\n\r\n"));
        assertThat(get("/demo/y").status()).isEqualTo(418);
        upstream.forget();
        assertThat(get("/demo/x").body()).isEqualTo("ok");
        assertThat(upstream.heardNothingMore()).isTrue();
        assertThat(get("/demo/z").status()).isEqualTo(503);
    }

    private RawCaller.Answer get(String target) throws Exception {
        try (var caller = fixture.gateway.caller()) {
            return caller.get(target).answer();
        }
    }

    private static CachePolicy policy() {
        return new CachePolicy(
                CacheMode.ORIGIN,
                Duration.ZERO,
                "",
                Duration.ZERO,
                Duration.ofHours(1),
                true,
                false,
                CachePriority.MEDIUM,
                false,
                DataSize.ofMegabytes(1),
                Duration.ZERO);
    }
}
