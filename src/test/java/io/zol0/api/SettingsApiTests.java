package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.HistoryFilter;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.users.AsItself;
import io.zol0.users.AuditEntry;
import io.zol0.users.AuditFilter;
import io.zol0.users.AuditTrail;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApplicationTest
@AsItself
class SettingsApiTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String QUOTAS = "/api/settings/quotas";
    private static final String SMALL = """
        {"upstream": "binance", "name": "weight",
         "windows": [{"kind": "ALIGNED", "capacity": 1200, "period": "PT1M"}]}\
        """;

    @LocalServerPort
    private int port;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private Quotas quotas;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Tokens tokens;

    private final HttpClient client = HttpClient.newHttpClient();
    private Upstream upstream;
    private String operator = "";

    @BeforeEach
    void set() {
        upstream = upstreams.add(UpstreamDraft.of("binance", "https://api.binance.com"));
        operator = token("operator", TokenScope.OPERATE, null);
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
    }

    @Test
    void a_quota_of_a_name_and_a_window_gets_defaults_for_the_rest() throws Exception {
        HttpResponse<String> added = ask("POST", QUOTAS + "?reason=read+in+the+docs", SMALL, null);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        JsonNode quota = JSON.readTree(added.body());
        assertThat(field(added, "Location"))
                .isEqualTo(QUOTAS + "/" + quota.at("/id").asLong());
        assertThat(quota.at("/enabled").asBoolean()).isTrue();
        assertThat(quota.at("/margin").asDouble()).isEqualTo(0.1);
        assertThat(quota.at("/whenEmpty").asString()).isEqualTo("QUEUE");
        assertThat(quota.at("/maxWait").asString()).isEqualTo("PT10S");
        assertThat(quota.at("/windows/0/period").asString()).isEqualTo("PT1M");
        JsonNode change = JSON.readTree(
                        ask("GET", "/api/settings/history", "", null).body())
                .at("/changes/0");
        assertThat(change.at("/reason").asString()).isEqualTo("read in the docs");
        assertThat(change.at("/origin").asString()).isEqualTo("PROGRAM");
        assertThat(change.at("/who").asString()).startsWith("operator");
    }

    @Test
    void what_was_read_can_be_sent_back_as_it_is() throws Exception {
        String path = field(ask("POST", QUOTAS, SMALL, null), "Location");
        HttpResponse<String> read = ask("GET", path, "", null);
        HttpResponse<String> same = ask("PUT", path, read.body(), field(read, "ETag"));
        assertThat(same.statusCode()).as(same.body()).isEqualTo(200);
        assertThat(same.body()).isEqualTo(read.body());
        assertThat(field(same, "ETag")).as("nothing changed").isEqualTo(field(read, "ETag"));
        assertThat(ask("GET", QUOTAS + "?upstream=binance", "", null).body()).isEqualTo("[" + read.body() + "]");
        assertThat(ask("GET", QUOTAS + "?upstream=other", "", null).body()).isEqualTo("[]");
    }

    @Test
    void a_change_says_which_version_it_was_made_from() throws Exception {
        HttpResponse<String> added = ask("POST", QUOTAS, SMALL, null);
        String path = field(added, "Location");
        String first = field(added, "ETag");
        String other = SMALL.replace("1200", "600");
        assertThat(problem(ask("PUT", path, other, null), 428))
                .isEqualTo(
                        "Say in the header If-Match which version you change: the ETag that you read, or * for any.");
        HttpResponse<String> changed = ask("PUT", path, other, first);
        assertThat(changed.statusCode()).isEqualTo(200);
        String second = field(changed, "ETag");
        assertThat(second).isNotEqualTo(first);
        HttpResponse<String> stale = ask("PUT", path, SMALL, first);
        assertThat(problem(stale, 412))
                .isEqualTo("Someone else changed Quota weight of binance since you opened it."
                        + " Look at it again, then repeat your change.");
        assertThat(field(stale, "ETag")).isEqualTo(second);
        assertThat(problem(ask("PUT", path, SMALL, "W/" + second), 412)).isNotEmpty();
        assertThat(problem(ask("DELETE", path, "", null), 428)).isNotEmpty();
        assertThat(problem(ask("DELETE", path, "", first), 412)).isNotEmpty();
        assertThat(ask("PUT", path, SMALL, "*").statusCode()).isEqualTo(200);
        assertThat(ask("DELETE", path, "", "*").statusCode()).isEqualTo(204);
        assertThat(problem(ask("GET", path, "", null), 404)).startsWith("There is no quota number ");
        assertThat(quotas.all()).isEmpty();
    }

    @Test
    void what_did_not_change_since_is_not_sent_again() throws Exception {
        HttpResponse<String> added = ask("POST", QUOTAS, SMALL, null);
        HttpRequest again = request("GET", field(added, "Location"), "")
                .header("If-None-Match", field(added, "ETag"))
                .build();
        assertThat(client.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nam\": \"a\"} | nam | There is no field nam here; there are control, costs, enabled, id, margin,",
                "{\"windows\": [{\"kind\": \"SLIDING\"}]} | windows[0].kind | Choose one of ALIGNED, ROLLING,",
                "{\"windows\": [{\"kind\": 1}]} | windows[0].kind | Choose one of ALIGNED, ROLLING,",
                "{\"windows\": [{\"period\": 60}]} | windows[0].period | Write a time by ISO 8601, such as PT1M30S",
                "{\"windows\": [{\"period\": \"1 min\"}]} | windows[0].period | Write a time by ISO 8601",
                "{\"windows\": [{\"period\": {}}]} | windows[0].period | Write a time by ISO 8601",
                "{\"windows\": {}} | windows | What is written here is not of the kind that is expected, line 1",
                "{\"margin\": \"much\"} | margin | What is written here is not of the kind that is expected",
                "{\"name\": \"a\", \"name\": \"b\"} | '' | This is not JSON: line 1, column",
                "{\"name\": | '' | This is not JSON: line 1, column",
                "null | '' | The body is a JSON object, not null.",
                "{} {} | '' | What is written here is not of the kind that is expected"
            })
    void what_cannot_be_read_is_refused_with_its_place(String body, String field, String sentence) throws Exception {
        HttpResponse<String> answer = ask("POST", QUOTAS, body, null);
        assertThat(problem(answer, 400)).startsWith(sentence);
        JsonNode error = JSON.readTree(answer.body()).at("/errors/0");
        assertThat(error.at("/field").asString()).isEqualTo(field);
        assertThat(error.at("/detail").asString()).startsWith(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"a\", \"windows\": []} | upstream",
                "{\"upstream\": \"none\", \"name\": \"a\"} | upstream",
                "{\"upstream\": \"binance\"} | name windows",
                "{\"upstream\": \"binance\", \"name\": \"a\", \"windows\": [null, {}]}"
                        + " | windows[0] windows[0].kind windows[0].capacity windows[0].period"
                        + " windows[1].kind windows[1].capacity windows[1].period",
                "{\"id\": 7, \"upstream\": \"binance\", \"name\": \"a\", \"windows\": []} | id",
                "{\"upstream\": \"binance\", \"name\": \"a\", \"windows\": [], \"scope\": {\"key\": {}}}"
                        + " | scope.key.place scope.key.name",
                "{\"upstream\": \"binance\", \"name\": \"A\", \"windows\": [], \"margin\": 1} | name windows margin",
                "{\"upstream\": \"binance\", \"name\": \"a\", \"windows\": [], \"costs\": [{\"steps\": [{}]}]}"
                        + " | costs[0].endpoint costs[0].weight costs[0].steps[0].upTo costs[0].steps[0].weight"
            })
    void each_field_that_is_missing_or_wrong_is_named(String body, String fields) throws Exception {
        HttpResponse<String> answer = ask("POST", QUOTAS, body, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        List<String> named = new ArrayList<>();
        JSON.readTree(answer.body())
                .at("/errors")
                .forEach(error -> named.add(error.at("/field").asString()));
        assertThat(named).containsExactly(fields.split(" "));
        assertThat(quotas.all()).isEmpty();
    }

    @Test
    void a_quota_stays_what_it_is() throws Exception {
        String path = field(ask("POST", QUOTAS, SMALL, null), "Location");
        upstreams.add(UpstreamDraft.of("other", "https://example.org"));
        assertThat(problem(ask("PUT", path, SMALL.replace("binance", "other"), "*"), 422))
                .isEqualTo("A quota stays with its upstream; add another one there.");
        assertThat(problem(ask("PUT", path, "{\"id\": 1, " + SMALL.substring(1), "*"), 422))
                .endsWith("its id cannot be changed.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_body_has_a_bound_whether_it_tells_its_length_or_not(boolean told) throws Exception {
        byte[] large = ("{\"name\": \"" + "x".repeat(StrictJson.LARGEST) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + QUOTAS))
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", "application/json")
                .POST(
                        told
                                ? BodyPublishers.ofByteArray(large)
                                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(problem(answer, 413)).isEqualTo("The body has at most 96 KB.");
    }

    @Test
    void what_is_not_json_or_not_there_is_answered_as_a_problem() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + QUOTAS))
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=a"))
                .build();
        assertThat(problem(client.send(form, HttpResponse.BodyHandlers.ofString()), 415))
                .isNotEmpty();
        assertThat(problem(ask("GET", QUOTAS + "/x", "", null), 400)).isNotEmpty();
        assertThat(problem(ask("GET", QUOTAS + "/4711", "", null), 404)).isEqualTo("There is no quota number 4711.");
        assertThat(problem(ask("GET", "/api/settings/history?kind=NONE", "", null), 400))
                .isNotEmpty();
        assertThat(problem(ask("GET", "/api/settings/history?limit=201", "", null), 422))
                .isEqualTo("A page begins at 0 or later and has 1 to 200 changes.");
        assertThat(problem(ask("GET", "/api/settings/history?upstream=none", "", null), 422))
                .isEqualTo("There is no upstream none.");
        assertThat(problem(ask("DELETE", QUOTAS, "", "*"), 405)).isNotEmpty();
    }

    @Test
    void the_cache_policy_of_an_endpoint_is_set_and_taken_away_again() throws Exception {
        Endpoint endpoint = endpoints.resolve(upstream.id(), "GET", "/api/v3/depth");
        String path = "/api/settings/cache/" + endpoint.id();
        HttpResponse<String> unset = ask("GET", path, "", null);
        JsonNode off = JSON.readTree(unset.body());
        assertThat(off.at("/endpoint").asString()).isEqualTo("GET /api/v3/depth");
        assertThat(off.at("/own").asBoolean()).isFalse();
        assertThat(off.at("/mode").asString()).isEqualTo("OFF");
        assertThat(field(unset, "ETag")).isEqualTo("\"0\"");
        String own =
                "{\"mode\": \"OWN_TTL\", \"ttl\": \"PT5S\", \"reason\": \"depth moves\", \"largestBodyBytes\": 1024}";
        assertThat(problem(ask("PUT", path, own, null), 428)).isNotEmpty();
        HttpResponse<String> set = ask("PUT", path, own, "\"0\"");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(JSON.readTree(set.body()).at("/own").asBoolean()).isTrue();
        assertThat(JSON.readTree(set.body()).at("/largestBodyBytes").asLong()).isEqualTo(1024);
        assertThat(ask("PUT", path, set.body(), field(set, "ETag")).body()).isEqualTo(set.body());
        assertThat(problem(ask("PUT", path, own, "\"0\""), 412)).contains("Cache policy GET /api/v3/depth of binance");
        assertThat(problem(ask("PUT", path, "{}", "*"), 422)).isEqualTo("This is needed: mode is not there.");
        assertThat(problem(ask("DELETE", path, "", "\"0\""), 412)).isNotEmpty();
        assertThat(ask("DELETE", path, "", "*").statusCode()).isEqualTo(204);
        assertThat(problem(ask("DELETE", path, "", "*"), 404)).isNotEmpty();
        assertThat(problem(ask("GET", "/api/settings/cache/4711", "", null), 404))
                .isEqualTo("There is no endpoint number 4711; endpoints are found from calls.");
    }

    @Test
    void the_default_and_the_key_of_an_upstream_are_one_thing_here() throws Exception {
        String path = "/api/settings/upstreams/%d/cache".formatted(upstream.id());
        HttpResponse<String> unset = ask("GET", path, "", null);
        assertThat(field(unset, "ETag")).isEqualTo("\"0\"");
        assertThat(JSON.readTree(unset.body()).at("/defaultPolicy").isNull()).isTrue();
        String both = "{\"defaultPolicy\": {\"mode\": \"ORIGIN\"}, \"scope\": {\"credentialHeaders\": [\"X-Key\"]}}";
        HttpResponse<String> set = ask("PUT", path, both, "\"0\"");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(JSON.readTree(set.body()).at("/inForce/credentialHeaders/0").asString())
                .isEqualTo("X-Key");
        assertThat(ask("PUT", path, set.body(), field(set, "ETag")).body()).isEqualTo(set.body());
        assertThat(problem(ask("PUT", path, both, "\"0\""), 412)).isNotEmpty();
        String wrong = "{\"defaultPolicy\": {\"mode\": \"OFF\"}, \"scope\": {\"ignoredFields\": [\"a b\"]}}";
        assertThat(problem(ask("PUT", path, wrong, "*"), 422)).startsWith("A query field is named by");
        assertThat(ask("GET", path, "", null).body()).as("neither was changed").isEqualTo(set.body());
        assertThat(ask("PUT", path, "{}", field(set, "ETag")).statusCode()).isEqualTo(200);
        JsonNode nothing = JSON.readTree(ask("GET", path, "", null).body());
        assertThat(nothing.at("/defaultPolicy").isNull()).isTrue();
        assertThat(nothing.at("/scope/credentialHeaders").isEmpty()).isTrue();
        assertThat(problem(ask("GET", "/api/settings/upstreams/4711/cache", "", null), 404))
                .isNotEmpty();
    }

    @Test
    void a_change_is_taken_back_and_older_ones_only_knowingly() throws Exception {
        String path = field(ask("POST", QUOTAS, SMALL, null), "Location");
        ask("PUT", path, SMALL.replace("1200", "600"), "*");
        HttpResponse<String> last = ask("PUT", path, SMALL.replace("1200", "300"), "*");
        JsonNode page = JSON.readTree(ask("GET", "/api/settings/history?upstream=binance&kind=QUOTA&limit=2", "", null)
                .body());
        assertThat(page.at("/total").asLong()).isEqualTo(3);
        assertThat(page.at("/changes").size()).isEqualTo(2);
        assertThat(page.at("/changes/0/newest").asBoolean()).isTrue();
        assertThat(page.at("/changes/0/differences/0/field").asString()).isEqualTo("windows[0].capacity");
        assertThat(page.at("/changes/0/differences/0/before").asString()).isEqualTo("600");
        assertThat(page.at("/changes/0/differences/0/after").asString()).isEqualTo("300");
        String older = "/api/settings/history/%d/revert"
                .formatted(page.at("/changes/1/id").asLong());
        HttpResponse<String> refused = ask("POST", older, "", null);
        assertThat(problem(refused, 409)).contains("was changed once more since");
        assertThat(JSON.readTree(refused.body()).at("/later/0/id").asLong())
                .isEqualTo(page.at("/changes/0/id").asLong());
        assertThat(problem(ask("POST", older, "", "\"1\""), 409)).isNotEmpty();
        HttpResponse<String> back = ask("POST", older, "", field(last, "ETag"));
        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        assertThat(JSON.readTree(back.body()).at("/reverts").asLong())
                .isEqualTo(page.at("/changes/1/id").asLong());
        assertThat(JSON.readTree(ask("GET", path, "", null).body())
                        .at("/windows/0/capacity")
                        .asLong())
                .isEqualTo(1200);
        assertThat(problem(ask("POST", "/api/settings/history/999999999/revert", "", null), 404))
                .isEqualTo("There is no setting change number 999999999.");
    }

    @Test
    void a_token_may_do_what_its_scope_and_its_environments_say() throws Exception {
        String path = field(ask("POST", QUOTAS, SMALL, null), "Location");
        String reader = token("reader", TokenScope.READ, null);
        assertThat(ask("GET", path, "", null, reader).statusCode()).isEqualTo(200);
        assertThat(problem(ask("PUT", path, SMALL, "*", reader), 403)).startsWith("This token may not do that.");
        assertThat(problem(ask("GET", path, "", null, "zol0_guessed"), 401)).startsWith("This needs a token");
        Upstream demo =
                upstreams.add(UpstreamDraft.of("shown", "https://example.org").asDemo());
        String restricted = token("restricted", TokenScope.OPERATE, Set.of("demo"));
        assertThat(ask("GET", QUOTAS, "", null, restricted).body()).isEqualTo("[]");
        assertThat(problem(ask("GET", path, "", null, restricted), 404)).isNotEmpty();
        assertThat(problem(ask("PUT", path, SMALL, "*", restricted), 404)).isNotEmpty();
        assertThat(problem(ask("POST", QUOTAS, SMALL, null, restricted), 422))
                .isEqualTo("There is no upstream binance.");
        assertThat(ask("POST", QUOTAS, SMALL.replace("binance", "shown"), null, restricted)
                        .statusCode())
                .isEqualTo(201);
        JsonNode history = JSON.readTree(
                ask("GET", "/api/settings/history", "", null, restricted).body());
        assertThat(history.at("/changes"))
                .as("its environment's changes, those of other tests too, and none of another environment's")
                .extracting(change -> change.at("/upstreamId").asLong())
                .contains(demo.id())
                .doesNotContain(upstream.id());
        long hidden = catalog.history(HistoryFilter.ofUpstream(upstream.id()), 0, 1)
                .getFirst()
                .id();
        assertThat(problem(ask("POST", "/api/settings/history/%d/revert".formatted(hidden), "", null, restricted), 404))
                .isNotEmpty();
    }

    @Test
    void the_audit_names_the_token_and_where_it_came_from(@Autowired AuditTrail audit) throws Exception {
        ask("POST", QUOTAS, SMALL, null);
        AuditEntry entry = audit.page(AuditFilter.ALL, 0, 1).getFirst();
        assertThat(entry.action()).isEqualTo("SETTING_CHANGED");
        assertThat(entry.who()).startsWith("operator");
        assertThat(entry.origin()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | Say one thing to drop: everything as true, or an endpoint, a path or a tag.",
                "{\"everything\": true, \"tag\": \"a\"} | Say one thing to drop",
                "{\"everything\": false} | Say one thing to drop",
                "{\"path\": \"api\"} | A path begins with a slash",
                "{\"tag\": \"a b\"} | A tag is 1 to 200 characters",
                "{\"everything\": true, \"upstream\": \"none\"} | There is no upstream none."
            })
    void a_purge_says_one_thing_to_drop(String body, String sentence) throws Exception {
        assertThat(problem(ask("POST", "/api/cache/purge", body, null), 422)).startsWith(sentence);
    }

    private String token(String name, TokenScope scope, @Nullable Set<String> environments) {
        TokenAnswer made = tokens.issue(new TokenDraft(name + upstream.id(), EnumSet.of(scope), environments, null));
        return ((TokenAnswer.Issued) made).secret();
    }

    /** The sentence of a problem of that status. */
    private static String problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(field(answer, "Content-Type")).startsWith("application/problem+json");
        return JSON.readTree(answer.body()).at("/detail").asString("");
    }

    private static String field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpResponse<String> ask(String method, String path, String body, @Nullable String ifMatch)
            throws Exception {
        return ask(method, path, body, ifMatch, operator);
    }

    private HttpResponse<String> ask(String method, String path, String body, @Nullable String ifMatch, String token)
            throws Exception {
        HttpRequest.Builder request = request(method, path, body).setHeader("Authorization", "Bearer " + token);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }
}
