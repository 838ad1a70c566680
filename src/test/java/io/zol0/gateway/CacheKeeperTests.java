package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.cache.AnswerCache;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.cache.Flights;
import io.zol0.catalog.CachePolicyRemoved;
import io.zol0.catalog.CachePolicySaved;
import io.zol0.catalog.CachePurge.What;
import io.zol0.catalog.CacheScopeSaved;
import io.zol0.catalog.CacheSetting;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstream.Protocol;
import io.zol0.catalog.UpstreamRemoved;
import io.zol0.catalog.UpstreamSaved;
import io.zol0.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is dropped when a setting changes, when somebody purges, and what comes over a stop. */
class CacheKeeperTests {
    private static final long NOW = System.currentTimeMillis();

    @TempDir
    Path folder;

    private Home home;
    private final AnswerCache cache = StoredAnswers.fresh();
    private final StoredAnswers answers = new StoredAnswers(cache);
    private CacheKeeper keeper;

    @BeforeEach
    void fill() {
        home = Home.open(folder.resolve("home"));
        keeper = keeper(cache);
        answers.get(1, 11, "/v1/a", "a", NOW, "Cache-Tag", "red");
        answers.get(1, 12, "/v2/b", "b", NOW, "Cache-Tag", "red, blue");
        answers.get(2, 21, "/v1/a", "c", NOW, "Cache-Tag", "red");
    }

    @AfterEach
    void close() {
        cache.close();
        home.close();
    }

    private CacheKeeper keeper(AnswerCache of) {
        PolicySource policies = new PolicySource() {
            @Override
            public CachePolicy policyOf(long endpointId, long upstreamId) {
                return StoredAnswers.MINUTE;
            }

            @Override
            public CacheScope scopeOf(long upstreamId) {
                return CacheScope.PLAIN;
            }
        };
        return new CacheKeeper(new Caching(of, new Flights(), policies, () -> NOW), home);
    }

    private void isKept(boolean first, boolean second, boolean ofOther) {
        assertThat(answers.kept(1, 11, NOW, "/v1/a")).isEqualTo(first ? 1 : 0);
        assertThat(answers.kept(1, 12, NOW, "/v2/b")).isEqualTo(second ? 1 : 0);
        assertThat(answers.kept(2, 21, NOW, "/v1/a")).isEqualTo(ofOther ? 1 : 0);
    }

    @Test
    void a_new_policy_of_an_endpoint_drops_what_was_kept_under_the_old_one() {
        keeper.on(new CachePolicySaved(new CacheSetting(1, 11, CachePolicy.ORIGIN, 1)));
        isKept(false, true, true);
    }

    @Test
    void a_new_policy_of_an_upstream_drops_all_of_it() {
        keeper.on(new CachePolicyRemoved(1, 0));
        isKept(false, false, true);
    }

    @Test
    void a_new_key_drops_what_was_kept_under_the_old_one() {
        keeper.on(new CacheScopeSaved(1, CacheScope.PLAIN));
        isKept(false, false, true);
    }

    @Test
    void a_removed_upstream_takes_its_answers_along() {
        keeper.on(new UpstreamRemoved(1, "one"));
        isKept(false, false, true);
    }

    @Test
    void an_upstream_that_moved_loses_its_answers_and_one_that_got_another_time_out_does_not() {
        Upstream before = GatewayFixture.upstream(1, "one", "http://127.0.0.1:1", Protocol.HTTP_1_1);
        keeper.on(new UpstreamSaved(before));
        isKept(false, false, true);
        answers.get(1, 11, "/v1/a", "a", NOW);
        keeper.on(new UpstreamSaved(GatewayFixture.disabled(before)));
        isKept(true, false, true);
        keeper.on(new UpstreamSaved(GatewayFixture.upstream(1, "one", "http://127.0.0.1:2", Protocol.HTTP_1_1)));
        isKept(false, false, true);
    }

    @Test
    void a_purge_drops_what_is_meant_of_the_upstreams_that_are_meant() {
        assertThat(keeper.purge(Set.of(1L, 2L), new What.OfEndpoint(12))).isEqualTo(1);
        isKept(true, false, true);
        assertThat(keeper.purge(Set.of(1L), new What.UnderPath("/v1/"))).isEqualTo(1);
        isKept(false, false, true);
        assertThat(keeper.purge(Set.of(1L, 2L), new What.Tagged("red"))).isEqualTo(1);
        isKept(false, false, false);
        assertThat(keeper.purge(Set.of(1L, 2L), new What.Everything())).isZero();
    }

    @Test
    void what_is_kept_comes_over_a_clean_stop_once() throws IOException {
        keeper.save();
        assertThat(Files.exists(home.folder().resolve("cache.snapshot"))).isTrue();
        try (AnswerCache next = StoredAnswers.fresh()) {
            keeper(next);
            assertThat(new StoredAnswers(next).kept(1, 11, NOW, "/v1/a")).isEqualTo(1);
        }
        assertThat(Files.exists(home.folder().resolve("cache.snapshot"))).isFalse();
    }
}
