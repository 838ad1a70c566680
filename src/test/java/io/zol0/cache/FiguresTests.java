package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class FiguresTests {
    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static CacheRequest of(long upstream, long endpoint, String target, String... fields) {
        return new CacheRequest(
                "GET",
                upstream,
                endpoint,
                target,
                FieldList.of(fields),
                false,
                CacheScope.PLAIN,
                CacheFixture.ORIGIN,
                null);
    }

    @Test
    void it_counts_what_was_saved_and_why_misses_missed() {
        fixture.after(Duration.ofMillis(200)).answers("Cache-Control", "max-age=60", "Vary", "Foo");
        fixture.get("/a", "Foo", "1");
        fixture.after(Duration.ZERO);
        fixture.get("/a", "Foo", "1");
        fixture.get("/a", "Foo", "2");
        fixture.get("/a", "Foo", "1", "Cache-Control", "no-cache");
        fixture.wait(Duration.ofSeconds(61)).get("/a", "Foo", "2");
        fixture.get(CachePolicy.OFF, "/a");
        fixture.ask(CacheFixture.request("POST", "/a", CacheFixture.ORIGIN));
        fixture.answers("Cache-Control", "no-store").get("/b");
        EndpointFigures figures = fixture.cache.endpointFigures(1);
        assertThat(figures.hits()).isEqualTo(1);
        assertThat(figures.stale()).isZero();
        assertThat(figures.bytesSaved()).isEqualTo(5);
        assertThat(figures.timeSaved()).isEqualTo(Duration.ofMillis(200));
        assertThat(figures.misses())
                .isEqualTo(Map.of(
                        MissReason.URI_MISS, 2L,
                        MissReason.VARY_MISS, 1L,
                        MissReason.STALE, 1L,
                        MissReason.REQUEST, 1L,
                        MissReason.BYPASS, 1L,
                        MissReason.METHOD, 1L));
        assertThat(figures.asked()).isEqualTo(6);
        assertThat(figures.kept()).isEqualTo(4);
        assertThat(figures.notKept()).isEqualTo(Map.of("no-store", 1L));
        assertThat(figures.agesAtHit().getFirst()).isEqualTo(1);
    }

    @Test
    void stale_and_collapsed_hits_are_counted_as_such() {
        fixture.answers("Cache-Control", "max-age=1, stale-if-error=60");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(5)).answers(503).get("/a");
        try (Visit visit = fixture.cache.visit(of(1, 1, "/a", "Cache-Control", "max-stale"), fixture.now)) {
            visit.collapsed();
            Served served = visit.serve(fixture.now);
            assertThat(served.cacheStatus()).isEqualTo("ZoL0; fwd=uri-miss; fwd-status=200; collapsed");
            served.release();
        }
        EndpointFigures figures = fixture.cache.endpointFigures(1);
        assertThat(figures.hits()).isEqualTo(2);
        assertThat(figures.stale()).isEqualTo(2);
        assertThat(figures.collapsed()).isEqualTo(1);
        assertThat(figures.agesAtHit().get(3)).isEqualTo(2);
    }

    @Test
    void endpoints_beyond_the_bound_are_counted_together() {
        fixture.answers("Cache-Control", "max-age=60");
        for (int i = 1; i <= 5_100; i++) {
            fixture.ask(of(1, i, "/" + i));
        }
        assertThat(fixture.cache.endpointFigures()).hasSize(5_000);
        assertThat(fixture.cache.endpointFigures(0).kept()).isEqualTo(101);
        assertThat(fixture.cache.endpointFigures(5_100).kept()).isZero();
    }

    @Test
    void it_tells_what_is_kept_and_what_is_used_most() {
        fixture.answers("Cache-Control", "max-age=60").saying("x".repeat(500));
        for (int i = 0; i < 50; i++) {
            fixture.ask(of(1, 1 + i % 2, "/" + i));
        }
        for (int i = 0; i < 200; i++) {
            fixture.ask(of(1, 1, "/20?access_token=secret"));
        }
        CacheFigures figures = fixture.cache.figures(3);
        assertThat(figures.entries())
                .isEqualTo(Map.of(CachePriority.LOW, 0L, CachePriority.MEDIUM, 51L, CachePriority.HIGH, 0L));
        assertThat(figures.byEndpoint()).isEqualTo(Map.of(1L, 26L, 2L, 25L));
        assertThat(figures.top()).hasSize(3);
        assertThat(figures.top().getFirst().target()).isEqualTo("/20?access_token=*");
        assertThat(figures.budget()).isEqualTo(DataSize.ofMegabytes(100));
        assertThat(figures.used()).isEqualTo(figures.bytes().get(CachePriority.MEDIUM));
        assertThat(figures.used().toBytes()).isBetween(51 * 1000L, 51 * 2000L);
        assertThat(figures.taken().toMegabytes()).isEqualTo(2);
    }

    // ---- purge

    @Test
    void the_tags_known_are_those_of_what_is_kept() {
        fixture.answers("Cache-Control", "max-age=60", "Cache-Tag", "red, blue");
        fixture.get("/a");
        fixture.get("/b");
        TagIndex tags = fixture.cache.store().tags();
        assertThat(tags.size()).isEqualTo(2);
        assertThat(tags.of(1, "red")).hasSize(2);
        fixture.wait(Duration.ofSeconds(61))
                .answers("Cache-Control", "max-age=60", "Cache-Tag", "green")
                .get("/a");
        assertThat(tags.of(1, "red")).hasSize(1);
        assertThat(tags.of(1, "green")).hasSize(1);
        assertThat(tags.of(2, "green")).isEmpty();
        assertThat(fixture.cache.purge(new Purge.OfTag(1, "red"))).isEqualTo(1);
        assertThat(tags.size()).isEqualTo(1);
        assertThat(fixture.cache.purge(new Purge.All())).isEqualTo(1);
        assertThat(tags.size()).isZero();
    }

    @Test
    void tags_count_in_what_an_answer_weighs_and_go_when_it_is_pushed_out() {
        try (CacheFixture small = new CacheFixture(CacheFixture.budget(DataSize.ofMegabytes(1)), Runnable::run)) {
            for (int i = 0; i < 20_000; i++) {
                small.answers("Cache-Control", "max-age=60", "Cache-Tag", "one-" + i + ", two-" + i)
                        .get("/" + i);
            }
            small.cache.store().settle();
            long kept = small.cache.figures(1).byEndpoint().get(1L);
            assertThat(kept).isLessThan((1 << 20) / (2 * TagIndex.BYTES_PER_TAG));
            assertThat(small.cache.store().tags().size()).isEqualTo((int) (2 * kept));
        }
    }

    @Test
    void what_is_meant_is_purged_and_nothing_else() {
        fixture.answers("Cache-Control", "max-age=60", "Cache-Tag", "red, blue", "Surrogate-Key", "green yellow");
        fixture.ask(of(1, 1, "/v1/a"));
        fixture.ask(of(1, 2, "/v1/b?c"));
        fixture.ask(of(1, 2, "/v10", "Cookie", "c"));
        fixture.answers("Cache-Control", "max-age=60");
        fixture.ask(of(1, 2, "/v10"));
        fixture.ask(of(2, 3, "/v1/a"));
        assertThat(fixture.cache.purge(new Purge.OfTag(1, "pink"))).isZero();
        assertThat(fixture.cache.purge(new Purge.OfTag(2, "red"))).isZero();
        assertThat(fixture.cache.purge(new Purge.OfPath(1, "/v2"))).isZero();
        assertThat(fixture.cache.purge(new Purge.OfEndpoint(9))).isZero();
        assertThat(fixture.cache.purge(new Purge.OfPath(1, "/v1/"))).isEqualTo(2);
        assertThat(fixture.cache.purge(new Purge.OfTag(1, "yellow"))).isEqualTo(1);
        assertThat(fixture.ask(of(2, 3, "/v1/a")).fromStore()).isTrue();
        assertThat(fixture.ask(of(1, 2, "/v10")).fromStore()).isTrue();
        assertThat(fixture.cache.purge(new Purge.OfEndpoint(2))).isEqualTo(1);
        assertThat(fixture.cache.purge(new Purge.OfUpstream(2))).isEqualTo(1);
        assertThat(fixture.cache.purge(new Purge.All())).isZero();
        assertThat(fixture.cache.memory().usedBytes()).isZero();
        assertThatThrownBy(() -> new Purge.OfPath(1, "v1"))
                .hasMessage("\"v1\" is not how a path begins; it begins with a slash.");
    }

    // ---- explain

    @Test
    void one_can_look_what_would_happen_to_a_request_without_it_happening() {
        Explanation nothing = fixture.cache.explain(of(1, 1, "/a"), fixture.now);
        assertThat(nothing.next()).isEqualTo(Next.FETCH);
        assertThat(nothing.why())
                .containsExactly(
                        "The endpoint obeys what its upstream says.",
                        "Nothing is stored under its key.",
                        "The upstream would be asked.");
        fixture.answers("Cache-Control", "max-age=60, must-revalidate", "ETag", "\"a\"")
                .get("/a");
        fixture.wait(Duration.ofSeconds(10));
        Explanation hit = fixture.cache.explain(of(1, 1, "/a"), fixture.now);
        assertThat(hit.cacheStatus()).isEqualTo("ZoL0; hit; ttl=50");
        assertThat(hit.age()).isEqualTo(Duration.ofSeconds(10));
        assertThat(hit.ttl()).isEqualTo(Duration.ofSeconds(50));
        assertThat(hit.bytes()).isPositive();
        assertThat(hit.why())
                .containsExactly(
                        "The endpoint obeys what its upstream says.",
                        "The stored answer is fresh for another 50 s.",
                        "It may never be served stale.",
                        "It would be answered from the store.");
        fixture.wait(Duration.ofSeconds(60));
        assertThat(fixture.cache.explain(of(1, 1, "/a"), fixture.now).why())
                .contains(
                        "The stored answer is stale for 10 s.",
                        "The upstream would be asked whether the stored answer still holds.");
        assertThat(fixture.cache
                        .explain(of(1, 1, "/a", "Cookie", "secret"), fixture.now)
                        .key())
                .startsWith("1 /a c=")
                .doesNotContain("secret");
        assertThat(fixture.cache
                        .explain(CacheFixture.request("GET", "/a", CachePolicy.OFF), fixture.now)
                        .why())
                .isEqualTo(List.of(
                        "The cache is off for this endpoint.",
                        "Requests for it go past the cache.",
                        "The upstream would be asked, and nothing would be kept."));
        EndpointFigures figures = fixture.cache.endpointFigures(1);
        assertThat(figures.hits()).isZero();
        assertThat(figures.misses().get(MissReason.BYPASS)).isZero();
        assertThat(fixture.calls).isEqualTo(1);
    }
}
