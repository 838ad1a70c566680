package io.zol0.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.cache.CacheMode;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.home.Secret;
import io.zol0.home.TestDatabase;
import io.zol0.limits.Quota;
import io.zol0.users.Itself;
import io.zol0.users.Role;
import io.zol0.users.Sight;
import io.zol0.users.Sighted;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** The demo in an application of its own room and those it uses, on a real database, over several starts. */
class DemoTests {
    private static TestDatabase database;
    private static ConfigurableApplicationContext application;

    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        HibernateJpaAutoConfiguration.class,
        DataJpaRepositoriesAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @AutoConfigurationPackage(basePackages = {"io.zol0.catalog", "io.zol0.users"})
    @ComponentScan({"io.zol0.catalog", "io.zol0.demo", "io.zol0.metrics", "io.zol0.users"})
    @ComponentScan(
            basePackages = "io.zol0.optimizer",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.Autopilot(s|Table)"))
    static class Rooms {
        @Bean
        Secret secret() {
            return Secret.made();
        }

        /** As the installation's own: what ZoL0 itself asks goes to public addresses. */
        @Bean
        InetAddressFilter outgoingAddresses() {
            return InetAddressFilter.externalAddresses();
        }
    }

    @BeforeAll
    static void open(@TempDir Path home) {
        database = TestDatabase.migrated();
        application = new SpringApplicationBuilder(Rooms.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "zol0.demo=off",
                        "zol0.gateway.port=1",
                        "zol0.home=" + home,
                        "zol0.db.url=" + database.url(),
                        "zol0.db.user=" + database.user(),
                        "zol0.db.password=" + database.password())
                .run();
    }

    @AfterAll
    static void close() {
        application.close();
        database.close();
    }

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
        stop();
        application
                .getBean(JdbcClient.class)
                .sql("delete from upstream; delete from demo")
                .update();
    }

    @Test
    void it_starts_with_a_labelled_upstream_that_can_be_reached() throws IOException {
        start("on");
        assertThat(demo().running()).isTrue();
        var upstream = upstream();
        assertThat(upstream.name()).isEqualTo("demo");
        assertThat(upstream.environment()).isEqualTo("demo");
        assertThat(upstream.demo()).isTrue();
        assertThat(upstream.enabled()).isTrue();
        new Socket("127.0.0.1", upstream.baseUrl().getPort()).close();
    }

    @Test
    void a_new_one_has_the_quota_of_its_exchange_and_keeps_the_slow_answers() {
        start("on");
        var demo = upstream();
        assertThat(Itself.ask(() -> application.getBean(Quotas.class).ofUpstream(demo.id())))
                .extracting(Quota::name)
                .containsExactlyInAnyOrder("weight", "trade-history");
        var policies = application.getBean(CachePolicies.class);
        var statistics = application.getBean(Endpoints.class).resolve(demo.id(), "GET", "/api/trading/statistics");
        var depth = application.getBean(Endpoints.class).resolve(demo.id(), "GET", "/api/v3/depth");
        assertThat(policies.policyOf(statistics.id(), demo.id()).mode()).isEqualTo(CacheMode.OWN_TTL);
        assertThat(policies.policyOf(depth.id(), demo.id()).mode()).isEqualTo(CacheMode.ORIGIN);
    }

    @Test
    void after_a_restart_the_same_upstream_points_to_the_new_port() throws IOException {
        start("on");
        var before = upstream();
        stop();
        assertThatThrownBy(() -> new Socket("127.0.0.1", before.baseUrl().getPort()).close())
                .isInstanceOf(IOException.class);
        start("on");
        assertThat(upstream().id()).isEqualTo(before.id());
        new Socket("127.0.0.1", upstream().baseUrl().getPort()).close();
    }

    @Test
    void once_removed_it_does_not_come_back_at_a_restart_but_an_admin_can_bring_it_back() {
        start("on");
        as("ADMIN");
        demo().remove();
        assertThat(demo().running()).isFalse();
        assertThat(upstreams()).isEmpty();
        stop();
        start("on");
        assertThat(demo().running()).isFalse();
        assertThat(upstreams()).isEmpty();
        as("ADMIN");
        demo().start();
        assertThat(demo().running()).isTrue();
        stop();
        start("on");
        assertThat(demo().running()).isTrue();
    }

    @Test
    void removing_its_upstream_in_the_catalog_removes_the_demo() {
        start("on");
        var id = upstream().id();
        Itself.run(() -> catalog().remove(id));
        assertThat(demo().running()).isFalse();
        stop();
        start("on");
        assertThat(demo().running()).isFalse();
    }

    @Test
    void switched_off_it_leaves_a_disabled_upstream_that_is_enabled_when_it_is_switched_on_again() {
        start("on");
        stop();
        start("off");
        assertThat(demo().running()).isFalse();
        assertThat(upstream().enabled()).isFalse();
        stop();
        start("on");
        assertThat(demo().running()).isTrue();
        assertThat(upstream().enabled()).isTrue();
    }

    @Test
    void an_upstream_that_an_admin_disabled_stays_so_after_a_restart() {
        start("on");
        var one = upstream();
        var draft = UpstreamDraft.of(one);
        Itself.ask(() -> catalog().change(one.id(), one.version(), disabled(draft)));
        stop();
        start("on");
        assertThat(upstream().enabled()).isFalse();
    }

    @Test
    void with_an_external_database_it_does_not_start_unasked() {
        start("");
        assertThat(demo().running()).isFalse();
        assertThat(upstreams()).isEmpty();
    }

    @Test
    void an_own_upstream_of_that_name_is_left_alone() {
        start("off");
        Itself.ask(() -> catalog().add(UpstreamDraft.of("demo", "http://127.0.0.1:1")));
        as("ADMIN");
        assertThatThrownBy(() -> demo().start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("demo");
        assertThat(demo().running()).isFalse();
        assertThat(upstream().demo()).isFalse();
    }

    @Test
    void only_an_admin_removes_or_starts_it() {
        start("on");
        as("OPERATOR");
        assertThatThrownBy(() -> demo().remove()).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> demo().start()).isInstanceOf(AccessDeniedException.class);
        assertThat(demo().running()).isTrue();
    }

    private static void start(String setting) {
        var memory = application.getBean(DemoMemory.class);
        new DemoStart(application.getBean(DemoStage.class), memory, setting, database.url()).begin();
    }

    private static void stop() {
        application.getBean(DemoStage.class).stop();
    }

    private Demo demo() {
        return application.getBean(Demo.class);
    }

    private Upstreams catalog() {
        return application.getBean(Upstreams.class);
    }

    private List<Upstream> upstreams() {
        return Itself.ask(catalog()::all);
    }

    private Upstream upstream() {
        assertThat(upstreams()).hasSize(1);
        return upstreams().getFirst();
    }

    private static UpstreamDraft disabled(UpstreamDraft draft) {
        return new UpstreamDraft(
                draft.name(),
                draft.baseUrl(),
                draft.environment(),
                false,
                draft.demo(),
                draft.protocol(),
                draft.connectTimeout(),
                draft.responseTimeout(),
                draft.totalTimeout(),
                draft.mapsLocations(),
                draft.scopesCookies(),
                draft.preset());
    }

    private static void as(String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(
                        (Sighted) () -> Sight.EVERYWHERE,
                        "",
                        Arrays.stream(Role.values())
                                .filter(each -> each.compareTo(Role.valueOf(role)) <= 0)
                                .map(each -> "ROLE_" + each)
                                .toArray(String[]::new)));
    }
}
