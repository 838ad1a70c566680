package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.ApplicationTest;
import io.zol0.cache.AnswerCache;
import io.zol0.cache.CacheFigures;
import io.zol0.cache.ChangeRecord;
import io.zol0.cache.EndpointFigures;
import io.zol0.cache.Explanation;
import io.zol0.cache.Next;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.AsItself;
import io.zol0.users.Role;
import io.zol0.users.SignedInAs;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What of the cache is shown, to whom: its figures, and what would happen to a call. */
@ApplicationTest
@AsItself
class CacheInSightTests {
    @Autowired
    private LiveCache live;

    @Autowired
    private CacheLookup lookup;

    @Autowired
    private AnswerCache cache;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignedInAs signedIn;

    private Upstream upstream;
    private Endpoint endpoint;

    @BeforeEach
    void fill() {
        upstream = upstreams.add(UpstreamDraft.of("seen", "https://example.org"));
        endpoint = endpoints.resolve(upstream.id(), "GET", "/book");
        catalog.apply(SettingChange.cachePolicy(upstream.id(), endpoint.id(), 0, StoredAnswers.MINUTE));
        StoredAnswers answers = new StoredAnswers(cache);
        long now = System.currentTimeMillis();
        answers.get(upstream.id(), endpoint.id(), "/book?symbol=A", "12345", now);
        answers.get(upstream.id(), endpoint.id(), "/book?symbol=A", "", now);
    }

    @AfterEach
    void remove() {
        upstreams.remove(upstream.id());
    }

    @Test
    void the_figures_of_the_whole_name_keys_and_endpoints() {
        CacheFigures figures = live.figures(5);
        assertThat(figures.byEndpoint()).containsEntry(endpoint.id(), 1L);
        assertThat(figures.top()).extracting(CacheFigures.TopKey::target).contains("/book?symbol=A");
        EndpointFigures ofEndpoint = live.endpoint(endpoint.id()).orElseThrow();
        assertThat(ofEndpoint.hits()).isEqualTo(1);
        assertThat(ofEndpoint.bytesSaved()).isEqualTo(5);
        assertThat(live.endpoints()).extracting(EndpointFigures::endpointId).contains(endpoint.id());
        assertThat(live.changes(endpoint.id()).requests()).isEqualTo(2);
    }

    @Test
    void who_sees_another_environment_only_sees_neither_keys_nor_endpoints_nor_what_would_happen() {
        String name = "sightless" + upstream.id();
        accounts.add(name, new AccountSettings(Role.OPERATOR, Set.of("demo"), true));
        signedIn.run(name, () -> {
            CacheFigures figures = live.figures(50);
            assertThat(figures.byEndpoint()).doesNotContainKey(endpoint.id());
            assertThat(figures.top()).noneMatch(key -> key.upstreamId() == upstream.id());
            assertThat(live.endpoint(endpoint.id())).isEmpty();
            assertThat(live.endpoints()).noneMatch(each -> each.endpointId() == endpoint.id());
            assertThat(live.changes(endpoint.id())).isEqualTo(ChangeRecord.EMPTY);
            assertThat(lookup.explain(upstream.id(), "GET", "/book?symbol=A", Map.of(), null))
                    .isEmpty();
        });
    }

    @Test
    void a_look_up_says_what_would_happen_by_the_policy_that_holds_and_counts_nothing() {
        Explanation hit = explain("/book?symbol=A", Map.of());
        assertThat(hit.next()).isEqualTo(Next.SERVE);
        assertThat(hit.cacheStatus()).startsWith("ZoL0; hit; ttl=");
        assertThat(hit.why()).anyMatch(why -> why.contains("own TTL of 60 s"));
        assertThat(explain("/book?symbol=B", Map.of()).next()).isEqualTo(Next.FETCH);
        assertThat(explain("/book?symbol=A", Map.of("Cache-Control", "no-cache"))
                        .next())
                .isEqualTo(Next.FETCH);
        assertThat(explain("/book?symbol=A", Map.of("Authorization", "Bearer x"))
                        .next())
                .isEqualTo(Next.FETCH);
        assertThat(explain("/elsewhere", Map.of()).next()).isEqualTo(Next.BYPASS);
        EndpointFigures figures = live.endpoint(endpoint.id()).orElseThrow();
        assertThat(figures.hits()).isEqualTo(1);
        assertThat(figures.asked()).isEqualTo(2);
    }

    @Test
    void a_target_that_the_gateway_would_refuse_is_refused_with_a_reason() {
        assertThatThrownBy(() -> explain("/a/%2e%2e/b", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dot");
        assertThat(lookup.explain(-1, "GET", "/", Map.of(), null)).isEmpty();
    }

    private Explanation explain(String target, Map<String, String> fields) {
        return lookup.explain(upstream.id(), "GET", target, fields, null).orElseThrow();
    }
}
