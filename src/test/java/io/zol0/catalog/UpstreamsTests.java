package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.zol0.ApplicationTest;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.AsItself;
import io.zol0.users.Role;
import io.zol0.users.SignedInAs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

@ApplicationTest
@AsItself
class UpstreamsTests {
    @Autowired
    private Upstreams upstreams;

    @AfterEach
    void remove() {
        upstreams.all().forEach(upstream -> upstreams.remove(upstream.id()));
    }

    @Test
    void an_upstream_is_kept_as_it_was_added() {
        Upstream added = upstreams.add(UpstreamDraft.of("binance", "https://API.binance.com/"));
        assertThat(upstreams.byId(added.id())).contains(added);
        assertThat(upstreams.byName("binance")).contains(added);
        assertThat(added.baseUrl()).hasToString("https://api.binance.com");
    }

    @Test
    void a_name_is_taken_once() {
        upstreams.add(UpstreamDraft.of("kraken", "https://api.kraken.com"));
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> upstreams.add(UpstreamDraft.of("kraken", "https://example.org")))
                .satisfies(
                        e -> assertThat(e.problems()).extracting(Problem::field).containsExactly("name"));
        assertThat(upstreams.all()).hasSize(1);
    }

    @Test
    void the_second_of_two_changes_made_from_one_version_hears_of_the_first() {
        Upstream first = upstreams.add(UpstreamDraft.of("okx", "https://www.okx.com"));
        Upstream changed =
                upstreams.change(first.id(), first.version(), UpstreamDraft.of("okx", "https://aws.okx.com"));
        assertThatExceptionOfType(ChangedMeanwhile.class)
                .isThrownBy(() ->
                        upstreams.change(first.id(), first.version(), UpstreamDraft.of("okx", "https://example.org")))
                .satisfies(e -> assertThat(e.current()).isEqualTo(changed));
        assertThat(upstreams.byId(first.id())).contains(changed);
    }

    @Test
    void what_is_wrong_changes_nothing() {
        Upstream bybit = upstreams.add(UpstreamDraft.of("bybit", "https://api.bybit.com"));
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(
                        () -> upstreams.change(bybit.id(), bybit.version(), UpstreamDraft.of("bybit", "not a url")));
        assertThat(upstreams.byId(bybit.id())).contains(bybit);
    }

    @Test
    void an_account_that_is_restricted_sees_the_upstreams_and_endpoints_of_its_environments_only(
            @Autowired Endpoints endpoints, @Autowired Accounts accounts, @Autowired SignedInAs as) {
        Upstream production = upstreams.add(UpstreamDraft.of("seen-not", "https://example.org"));
        Upstream demo =
                upstreams.add(UpstreamDraft.of("seen", "https://example.org").asDemo());
        Endpoint hidden = endpoints.resolve(production.id(), "GET", "/a");
        Endpoint shown = endpoints.resolve(demo.id(), "GET", "/a");
        String name = "restricted" + demo.id();
        accounts.add(name, new AccountSettings(Role.VIEWER, Set.of("demo"), true));
        as.run(name, () -> {
            assertThat(upstreams.all()).containsExactly(demo);
            assertThat(upstreams.environments()).containsExactly("demo");
            assertThat(upstreams.byId(production.id())).isEmpty();
            assertThat(upstreams.byName(production.name())).isEmpty();
            assertThat(endpoints.byId(hidden.id())).isEmpty();
            assertThat(endpoints.byId(shown.id())).contains(shown);
            assertThat(endpoints.all()).contains(shown).doesNotContain(hidden);
        });
        assertThat(endpoints.byId(hidden.id())).contains(hidden);
    }

    @Test
    void nobody_sees_nothing_and_only_administrators_change_anything(
            @Autowired Endpoints endpoints, @Autowired Accounts accounts, @Autowired SignedInAs as) {
        Upstream there = upstreams.add(UpstreamDraft.of("guarded", "https://example.org"));
        Endpoint endpoint = endpoints.resolve(there.id(), "GET", "/a");
        String name = "operator" + there.id();
        accounts.add(name, new AccountSettings(Role.OPERATOR, Set.of(), true));
        UpstreamDraft draft = UpstreamDraft.of("other", "https://example.org");
        as.run(name, () -> {
            assertThat(upstreams.all()).contains(there);
            for (Runnable change : List.<Runnable>of(
                    () -> upstreams.add(draft),
                    () -> upstreams.change(there.id(), there.version(), draft),
                    () -> upstreams.remove(there.id()))) {
                assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(change::run);
            }
        });
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContextHolder.clearContext();
        try {
            assertThat(endpoints.all()).isEmpty();
            assertThat(endpoints.byId(endpoint.id())).isEmpty();
            assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class)
                    .isThrownBy(upstreams::all);
        } finally {
            SecurityContextHolder.setContext(before);
        }
        assertThat(upstreams.byId(there.id())).contains(there);
    }

    @Test
    void a_removed_upstream_is_gone_with_its_endpoints(@Autowired Endpoints endpoints) {
        Upstream gone = upstreams.add(UpstreamDraft.of("gone", "https://example.org"));
        Endpoint endpoint = endpoints.resolve(gone.id(), "GET", "/a");
        upstreams.remove(gone.id());
        assertThat(upstreams.byId(gone.id())).isEmpty();
        assertThat(endpoints.byId(endpoint.id())).isEmpty();
        assertThatExceptionOfType(UnknownUpstream.class).isThrownBy(() -> upstreams.remove(gone.id()));
    }

    @Test
    void beyond_two_thousand_endpoints_the_rest_is_counted_together(@Autowired Endpoints endpoints) {
        Upstream wide = upstreams.add(UpstreamDraft.of("wide", "https://example.org"));
        List<Endpoint> found = new ArrayList<>();
        for (int i = 0; i < Endpoints.MOST_PER_UPSTREAM; i++) {
            found.add(endpoints.resolve(wide.id(), "GET", "/" + word(i)));
        }
        assertThat(found)
                .doesNotHaveDuplicates()
                .noneMatch(endpoint -> endpoint.template().equals(Endpoint.OTHER));
        Endpoint beyond = endpoints.resolve(wide.id(), "GET", "/one/more");
        assertThat(beyond.template()).isEqualTo(Endpoint.OTHER);
        assertThat(endpoints.resolve(wide.id(), "GET", "/yet/another")).isSameAs(beyond);
        assertThat(endpoints.resolve(wide.id(), "GET", "/" + word(7))).isSameAs(found.get(7));
    }

    private static String word(int number) {
        return Integer.toString(number, 26)
                .chars()
                .collect(
                        StringBuilder::new,
                        (word, c) -> word.append((char) (c <= '9' ? 'q' + c - '0' : c)),
                        StringBuilder::append)
                .toString();
    }
}
