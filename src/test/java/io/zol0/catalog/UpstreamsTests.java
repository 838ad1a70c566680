package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.zol0.ApplicationTest;
import io.zol0.users.AsItself;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

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
