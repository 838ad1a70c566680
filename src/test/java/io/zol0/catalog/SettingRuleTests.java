package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zol0.ApplicationTest;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Quota;
import io.zol0.users.AsItself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each contradiction is refused by the service, the REST API and the database alike, with the same sentence. */
@ApplicationTest
@AsItself
class SettingRuleTests {
    static final List<Contradiction> CONTRADICTIONS = Contradiction.ALL;

    /** An enum or a preset's own name leaves nothing to say wrong. */
    static final List<Contradiction> THAT_TYPES_CAN_SAY =
            CONTRADICTIONS.stream().filter(Contradiction::canBeSaid).toList();

    /** Breakers, concurrency limits and presets have no operation. */
    static final List<Contradiction> THAT_REQUESTS_CAN_SAY = CONTRADICTIONS.stream()
            .filter(each -> each.json() != null || each.change() != null || each.other() != null)
            .toList();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private Catalog catalog;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Tokens tokens;

    @LocalServerPort
    private int port;

    private Upstream upstream;
    private Endpoint endpoint;
    private Quota quota;
    private SettingId preset;
    private String token = "";

    @BeforeEach
    void set() {
        upstream = upstreams.add(UpstreamDraft.of("contradicted", "https://example.org"));
        endpoint = endpoints.resolve(upstream.id(), "GET", "/a");
        long id = upstream.id();
        List<AppliedChange> made = catalog.apply(List.of(
                SettingChange.of(TestSettings.quota(id)),
                SettingChange.of(TestSettings.named(TestSettings.quota(id), "taken")),
                SettingChange.cachePolicy(id, endpoint.id(), 0, TestSettings.policy()),
                SettingChange.cacheScope(id, 0, TestSettings.scope()),
                SettingChange.breaker(id, 0, BreakerSettings.OFF),
                SettingChange.concurrency(id, 0, ConcurrencySettings.OFF),
                SettingChange.preset(0, 0, "mine", TestSettings.preset("mine")),
                SettingChange.preset(0, 0, "theirs", TestSettings.preset("theirs"))));
        quota = TestSettings.withIds(
                TestSettings.quota(id), made.getFirst().id(), made.getFirst().id());
        preset = made.get(6).setting();
        token = ((TokenAnswer.Issued)
                        tokens.issue(new TokenDraft("rules" + id, EnumSet.of(TokenScope.OPERATE), null, null)))
                .secret();
    }

    @AfterEach
    void remove() {
        upstreams.remove(upstream.id());
        jdbc.sql("delete from preset").update();
    }

    @ParameterizedTest
    @FieldSource("THAT_TYPES_CAN_SAY")
    void the_service_refuses_it_and_changes_nothing(Contradiction contradiction) {
        Setting wrong = contradiction.wrong(quota);
        SettingId setting = setting(wrong);
        CurrentSetting before = catalog.current(setting);
        InvalidDraft refused = catchThrowableOfType(
                InvalidDraft.class,
                () -> catalog.apply(new SettingChange(setting, before.version(), wrong, contradiction.reason(), null)));
        assertThat(refused.problems())
                .extracting(Problem::sentence)
                .containsExactly(contradiction.rule().problem().sentence());
        assertThat(catalog.current(setting)).isEqualTo(before);
    }

    @ParameterizedTest
    @FieldSource("CONTRADICTIONS")
    void the_database_refuses_it(Contradiction contradiction) {
        DataIntegrityViolationException refused = catchThrowableOfType(
                DataIntegrityViolationException.class,
                () -> jdbc.sql("update " + contradiction.sql()).update());
        assertThat(BrokenRule.behind(refused))
                .isInstanceOfSatisfying(
                        InvalidDraft.class,
                        draft -> assertThat(draft.problems())
                                .extracting(Problem::sentence)
                                .containsExactly(contradiction.rule().problem().sentence()));
    }

    @ParameterizedTest
    @FieldSource("THAT_REQUESTS_CAN_SAY")
    void the_rest_api_refuses_it_and_names_the_field(Contradiction contradiction) throws Exception {
        String json = contradiction.json();
        String path = json == null ? path(contradiction.wrong(quota)) : "/api/settings/quotas/" + quota.id();
        String body = json == null ? body(contradiction.wrong(quota)) : json;
        String reason = contradiction.reason().isEmpty() ? "" : "?reason=" + contradiction.reason();
        HttpResponse<String> answer = put(path + reason, body);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isIn(400, 422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.at("/errors").size()).isEqualTo(1);
        assertThat(problem.at("/errors/0/detail").asString())
                .isEqualTo(contradiction.rule().problem().sentence());
        String field = problem.at("/errors/0/field").asString();
        assertThat(field).isNotEmpty();
    }

    @Test
    void every_rule_has_its_contradiction() {
        assertThat(CONTRADICTIONS.stream().map(Contradiction::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(SettingRule.values());
    }

    @Test
    void every_constraint_that_people_can_break_has_a_sentence() {
        List<String> constraints = jdbc.sql("""
            select conname from pg_constraint
            where conrelid in ('quota'::regclass, 'cache_policy'::regclass, 'cache_scope'::regclass,
                    'breaker'::regclass, 'concurrency'::regclass, 'preset'::regclass)
                and contype in ('c', 'u')\
            """).query(String.class).list();
        Set<String> known =
                Arrays.stream(SettingRule.values()).map(SettingRule::constraint).collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>(constraints);
        unknown.removeAll(known);
        assertThat(unknown)
                .as("values of these columns are those of an enum")
                .containsExactlyInAnyOrder(
                        "quota_control_mode_check", "cache_policy_mode_check", "cache_policy_priority_check");
        assertThat(constraints).hasSizeGreaterThan(40);
    }

    private SettingId setting(Setting wrong) {
        return switch (wrong.kind()) {
            case QUOTA -> SettingId.of(quota);
            case CACHE_POLICY -> SettingId.cachePolicy(upstream.id(), endpoint.id());
            case CACHE_SCOPE -> SettingId.cacheScope(upstream.id());
            case BREAKER -> SettingId.breaker(upstream.id());
            case CONCURRENCY -> SettingId.concurrency(upstream.id());
            case PRESET -> preset;
        };
    }

    private String path(Setting wrong) {
        return switch (wrong.kind()) {
            case QUOTA -> "/api/settings/quotas/" + quota.id();
            case CACHE_POLICY -> "/api/settings/cache/" + endpoint.id();
            case CACHE_SCOPE -> "/api/settings/upstreams/%d/cache".formatted(upstream.id());
            case BREAKER -> "/api/settings/upstreams/%d/breaker".formatted(upstream.id());
            case CONCURRENCY -> "/api/settings/upstreams/%d/concurrency".formatted(upstream.id());
            case PRESET -> "/api/settings/presets/" + preset.number();
        };
    }

    private static String body(Setting wrong) {
        String json = SettingJson.write(wrong).replace("largestBody", "largestBodyBytes");
        return wrong.kind() == SettingKind.CACHE_SCOPE ? "{\"scope\": " + json + "}" : json;
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
