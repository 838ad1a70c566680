package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.zol0.ApplicationTest;
import io.zol0.catalog.CachePurge.What;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.AsItself;
import io.zol0.users.Audit;
import io.zol0.users.AuditEntry;
import io.zol0.users.AuditFilter;
import io.zol0.users.AuditTrail;
import io.zol0.users.Role;
import io.zol0.users.SignedInAs;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

@ApplicationTest
@AsItself
class PurgesTests {
    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private AuditTrail trail;

    private final Cache cache = new Cache();
    private Purges purges;
    private Upstream one;
    private Upstream demo;

    /** Remembers what it was asked. */
    private static final class Cache implements CachePurge {
        private Set<Long> upstreams = Set.of();

        @Override
        public long purge(Set<Long> asked, What what) {
            upstreams = Set.copyOf(asked);
            return 5;
        }
    }

    @BeforeEach
    void set(@Autowired UpstreamRepository rows, @Autowired InSight inSight, @Autowired Audit audit) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("cache", cache));
        purges = new Purges(beans.getBeanProvider(CachePurge.class), rows, endpoints, inSight, audit);
        one = upstreams.add(UpstreamDraft.of("one", "https://example.org"));
        demo = upstreams.add(UpstreamDraft.of("shown", "https://example.org").asDemo());
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
    }

    @Test
    void a_purge_of_everything_is_one_of_all_upstreams_and_is_in_the_audit() {
        assertThat(purges.purge(OptionalLong.empty(), new What.Everything())).isEqualTo(5);
        assertThat(cache.upstreams).containsExactlyInAnyOrder(one.id(), demo.id());
        AuditEntry entry = trail.page(AuditFilter.ALL, 0, 1).getFirst();
        assertThat(entry.action()).isEqualTo("PURGED");
        assertThat(entry.subject()).isEqualTo("cache of one, shown");
        assertThat(entry.after()).containsExactlyInAnyOrderEntriesOf(Map.of("what", "everything", "answers", "5"));
    }

    @Test
    void a_purge_of_an_endpoint_is_one_of_its_upstream() {
        Endpoint endpoint = endpoints.resolve(one.id(), "GET", "/a");
        purges.purge(OptionalLong.empty(), new What.OfEndpoint(endpoint.id()));
        assertThat(cache.upstreams).containsExactly(one.id());
        assertThat(trail.page(AuditFilter.ALL, 0, 1).getFirst().after()).containsEntry("what", "GET /a");
        assertThatExceptionOfType(UnknownSetting.class)
                .isThrownBy(() -> purges.purge(OptionalLong.of(demo.id()), new What.OfEndpoint(endpoint.id())));
        assertThatExceptionOfType(UnknownSetting.class)
                .isThrownBy(() -> purges.purge(OptionalLong.empty(), new What.OfEndpoint(4711)));
    }

    @Test
    void who_sees_some_environments_purges_those_only(@Autowired Accounts accounts, @Autowired SignedInAs as) {
        String name = "purger" + one.id();
        accounts.add(name, new AccountSettings(Role.OPERATOR, Set.of("demo"), true));
        Endpoint hidden = endpoints.resolve(one.id(), "GET", "/a");
        as.run(name, () -> {
            purges.purge(OptionalLong.empty(), new What.UnderPath("/api/"));
            assertThat(cache.upstreams).containsExactly(demo.id());
            cache.upstreams = Set.of();
            assertThatExceptionOfType(UnknownUpstream.class)
                    .isThrownBy(() -> purges.purge(OptionalLong.of(one.id()), new What.Everything()));
            assertThatExceptionOfType(UnknownSetting.class)
                    .isThrownBy(() -> purges.purge(OptionalLong.empty(), new What.OfEndpoint(hidden.id())));
            assertThat(cache.upstreams).isEmpty();
        });
    }

    @Test
    void a_path_or_tag_that_is_none_drops_nothing() {
        for (What wrong : Set.of(new What.UnderPath("api"), new What.Tagged(""), new What.Tagged("x".repeat(201)))) {
            assertThatExceptionOfType(InvalidDraft.class).isThrownBy(() -> purges.purge(OptionalLong.empty(), wrong));
        }
        assertThat(cache.upstreams).isEmpty();
        purges.purge(OptionalLong.of(one.id()), new What.Tagged("prices"));
        assertThat(cache.upstreams).containsExactly(one.id());
    }
}
