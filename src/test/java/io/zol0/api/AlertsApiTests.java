package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.catalog.TestUpstreams;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.users.AsItself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The inbox, the rules and the silences by REST. */
@ApplicationTest
@AsItself
class AlertsApiTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALERTS = "/api/monitoring/alerts";
    private static final String RULES = "/api/settings/rules";
    private static final String SILENCES = "/api/settings/silences";
    private static final String SLOW = """
        {"name": "Api slow", "measure": "calls.p95", "breadth": "ENDPOINT", "level": 800, "clear": 600,
         "window": "PT5M", "lasting": "PT1M"}\
        """;

    @LocalServerPort
    private int port;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Tokens tokens;

    @Autowired
    private JdbcClient database;

    private final HttpClient client = HttpClient.newHttpClient();
    private Upstream shop;
    private Upstream other;
    private String operator = "";

    @BeforeEach
    void set() {
        shop = upstreams.add(UpstreamDraft.of("shop", "https://shop.example"));
        other = upstreams.add(TestUpstreams.in("staging", "other", "https://other.example"));
        operator = token("operator", TokenScope.OPERATE, null);
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
        database.sql("delete from alert where rule_name = 'Api'").update();
        database.sql("delete from alert_rule where shipped is null").update();
        database.sql("delete from silence").update();
    }

    @Test
    void the_inbox_comes_page_by_page_the_newest_first() throws Exception {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(alert(shop, i < 3 ? 100 : 50, "WARNING"));
        }
        List<Long> read = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = JSON.readTree(ask("GET", ALERTS + "?limit=2&words=api-test" + cursor, "", null)
                    .body());
            page.at("/alerts").forEach(alert -> read.add(alert.at("/id").asLong()));
            cursor = page.at("/next").isNull()
                    ? ""
                    : "&cursor=" + page.at("/next").asString();
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isEqualTo(3);
        assertThat(read).as("those that began 50 s ago first").containsExactlyElementsOf(ids);
        assertThat(ask("GET", ALERTS + "?cursor=x", "", null).statusCode()).isEqualTo(422);
        assertThat(ask("GET", ALERTS + "?state=NONE", "", null).statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(ask("GET", ALERTS + "?least=CRITICAL&words=api-test", "", null)
                                .body())
                        .at("/alerts"))
                .isEmpty();
    }

    @Test
    void an_alert_is_taken_put_off_given_to_somebody_spoken_of_and_ended() throws Exception {
        long id = alert(shop, 10, "CRITICAL");
        String path = ALERTS + "/" + id;
        assertThat(state(ask("POST", path + "/acknowledge", "", null))).isEqualTo("ACKNOWLEDGED");
        assertThat(state(ask("POST", path + "/snooze", "{\"lasting\": \"PT2H\"}", null)))
                .isEqualTo("SNOOZED");
        assertThat(ask("POST", path + "/snooze", "{\"lasting\": \"P40D\"}", null)
                        .statusCode())
                .isEqualTo(422);
        assertThat(JSON.readTree(ask("POST", path + "/assign", "{\"assignee\": \"ada\"}", null)
                                .body())
                        .at("/assignee")
                        .asString())
                .isEqualTo("ada");
        assertThat(ask("POST", path + "/comment", "{\"text\": \" \"}", null).statusCode())
                .isEqualTo(422);
        ask("POST", path + "/comment", "{\"text\": \"They know.\"}", null);
        JsonNode ended = JSON.readTree(ask("POST", path + "/resolve", "", null).body());
        assertThat(ended.at("/state").asString()).isEqualTo("RESOLVED");
        assertThat(ended.at("/upstream").asString()).isEqualTo("shop");
        List<String> steps = new ArrayList<>();
        ended.at("/steps").forEach(step -> steps.add(step.at("/kind").asString()));
        assertThat(steps).containsExactly("ACKNOWLEDGED", "SNOOZED", "ASSIGNED", "COMMENTED", "RESOLVED");
        assertThat(ended.at("/steps/0/who").asString()).startsWith("operator");
    }

    @Test
    void an_alert_of_an_environment_out_of_sight_is_not_there() throws Exception {
        long foreign = alert(other, 10, "CRITICAL");
        long own = alert(shop, 10, "CRITICAL");
        String narrow = token("narrow", TokenScope.OPERATE, Set.of(shop.environment()));
        for (String action : List.of("acknowledge", "resolve")) {
            assertThat(ask("POST", ALERTS + "/" + foreign + "/" + action, "", null, narrow)
                            .statusCode())
                    .as(action)
                    .isEqualTo(404);
        }
        assertThat(ask("POST", ALERTS + "/" + foreign + "/comment", "{\"text\": \"x\"}", null, narrow)
                        .statusCode())
                .isEqualTo(404);
        assertThat(ask("GET", ALERTS + "/" + foreign, "", null, narrow).statusCode())
                .isEqualTo(404);
        assertThat(ask("GET", ALERTS + "?words=api-test", "", null, narrow).body())
                .contains("\"id\":" + own)
                .doesNotContain("\"id\":" + foreign);
        assertThat(database.sql("select state from alert where id = " + foreign)
                        .query(String.class)
                        .single())
                .isEqualTo("OPEN");
        assertThat(database.sql("select count(*) from alert_step where alert_id = " + foreign)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_rule_is_made_changed_from_its_version_told_of_and_removed() throws Exception {
        HttpResponse<String> added = ask("POST", RULES, SLOW, null);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        String path = field(added, "Location");
        String first = field(added, "ETag");
        String changed = SLOW.replace("800", "900");
        assertThat(ask("PUT", path, changed, null).statusCode()).isEqualTo(428);
        HttpResponse<String> after = ask("PUT", path, changed, first);
        assertThat(after.statusCode()).as(after.body()).isEqualTo(200);
        assertThat(ask("PUT", path, SLOW, first).statusCode()).isEqualTo(412);
        assertThat(ask("DELETE", path, "", first).statusCode()).isEqualTo(412);
        assertThat(ask("GET", path + "/changes", "", null).body()).contains("level 800 ms → 900 ms");
        String tested = ask("GET", path + "/back-test", "", null).body();
        assertThat(JSON.readTree(tested).at("/sentence").asString()).isNotEmpty();
        assertThat(ask("POST", RULES + "/back-test", changed, null).body()).isEqualTo(tested);
        HttpResponse<String> same = ask("PUT", path, after.body(), field(after, "ETag"));
        assertThat(same.statusCode())
                .as("what was read can be sent back: " + same.body())
                .isEqualTo(200);
        assertThat(ask("DELETE", path, "", field(same, "ETag")).statusCode()).isEqualTo(204);
        assertThat(ask("GET", path, "", null).statusCode()).isEqualTo(404);
    }

    @Test
    void a_rule_that_makes_no_sense_is_refused_field_by_field() throws Exception {
        HttpResponse<String> refused = ask("POST", RULES, SLOW.replace("600", "1600"), null);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"field\":\"clear\"").contains("The alert ends at 800 ms or below");
        HttpResponse<String> untried = ask("POST", RULES + "/back-test", SLOW.replace("600", "1600"), null);
        assertThat(untried.statusCode()).isEqualTo(422);
        assertThat(ask("POST", RULES, "{\"name\": \"x\"}", null).body())
                .contains("measure is not there")
                .contains("level is not there");
        assertThat(ask("POST", RULES, SLOW.replace("calls.p95", "no such; series"), null)
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void every_kind_of_rule_can_be_made() throws Exception {
        for (String body : List.of(
                "{\"name\": \"a\", \"kind\": \"ABSENCE\", \"measure\": \"calls.rate\", \"breadth\": \"UPSTREAM\"}",
                "{\"name\": \"b\", \"kind\": \"BURN_RATE\", \"measure\": \"calls.errors\", \"breadth\": \"UPSTREAM\","
                        + " \"level\": 6, \"clear\": 3, \"objective\": 0.999, \"window\": \"PT6H\"}",
                "{\"name\": \"c\", \"kind\": \"ANOMALY\", \"measure\": \"shop.orders\", \"breadth\": \"WHOLE\","
                        + " \"level\": 0.5, \"window\": \"PT30M\"}")) {
            HttpResponse<String> added = ask("POST", RULES, body, null);
            assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        }
    }

    @Test
    void a_rule_that_came_with_it_is_switched_off_but_not_removed() throws Exception {
        JsonNode shipped = JSON.readTree(ask("GET", RULES, "", null).body()).get(0);
        String path = RULES + "/" + shipped.at("/id").asLong();
        HttpResponse<String> refused = ask("DELETE", path, "", "*");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("switch it off instead");
    }

    @Test
    void a_silence_is_made_changed_and_ended() throws Exception {
        long id = alert(shop, 10, "WARNING");
        HttpResponse<String> added = ask(
                "POST",
                SILENCES,
                "{\"reason\": \"load test\", \"upstream\": \"shop\", \"endsAt\": \"2999-01-01T00:00:00Z\"}",
                null);
        assertThat(added.statusCode()).as("at most 92 days").isEqualTo(422);
        String body = "{\"reason\": \"load test\", \"upstream\": \"shop\", \"endsAt\": \""
                + Instant.now().plusSeconds(3600) + "\"}";
        added = ask("POST", SILENCES, body, null);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        String path = field(added, "Location");
        assertThat(JSON.readTree(added.body()).at("/inForce").asBoolean()).isTrue();
        JsonNode muted = JSON.readTree(ask("GET", ALERTS + "/" + id, "", null).body());
        assertThat(path).endsWith("/" + muted.at("/silence").asLong());
        assertThat(ask("PUT", path, body, "\"7\"").statusCode()).isEqualTo(412);
        HttpResponse<String> changed = ask("PUT", path, body.replace("load", "stress"), field(added, "ETag"));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(ask("DELETE", path, "", field(added, "ETag")).statusCode()).isEqualTo(412);
        assertThat(ask("DELETE", path, "", field(changed, "ETag")).statusCode()).isEqualTo(204);
        assertThat(JSON.readTree(ask("GET", ALERTS + "/" + id, "", null).body())
                        .at("/silence")
                        .isNull())
                .isTrue();
        assertThat(ask("POST", SILENCES, body.replace("}", ", \"zone\": \"Mars\"}"), null)
                        .body())
                .contains("There is no time zone");
    }

    private long alert(Upstream of, int secondsAgo, String severity) {
        return database.sql("""
                insert into alert (fingerprint, rule_id, rule_name, severity, state, measure, subject, subject_kind,
                    subject_id, environment, upstream_id, caller, sentence, cause, level, began_at, seen_at, times, flapping)
                values (gen_random_uuid()::text, 0, 'Api', :severity, 'OPEN', 'calls.p95', 'api-test', 'UPSTREAM', :id,
                    :environment, :id, '', 'api-test is slow', '', 1, date_trunc('minute', now()) - make_interval(secs => :ago),
                    now(), 1, false)
                returning id\
                """)
                .param("severity", severity)
                .param("id", of.id())
                .param("environment", of.environment())
                .param("ago", secondsAgo)
                .query(Long.class)
                .single();
    }

    private static String state(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).at("/state").asString();
    }

    private HttpResponse<String> ask(String method, String path, String body, @Nullable String ifMatch)
            throws Exception {
        return ask(method, path, body, ifMatch, operator);
    }

    private HttpResponse<String> ask(String method, String path, String body, @Nullable String ifMatch, String token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String field(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError(answer.body()));
    }

    private String token(String name, TokenScope scope, @Nullable Set<String> environments) {
        TokenAnswer issued =
                tokens.issue(new TokenDraft(name + System.nanoTime(), EnumSet.of(scope), environments, null));
        return ((TokenAnswer.Issued) issued).secret();
    }
}
