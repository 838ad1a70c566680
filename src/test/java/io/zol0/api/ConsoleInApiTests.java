package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Upstreams;
import io.zol0.users.AsItself;
import io.zol0.users.AuditEntry;
import io.zol0.users.AuditFilter;
import io.zol0.users.AuditTrail;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people do in the console, done by REST: who may, from which version, what is told, and that it is in the audit. */
@ApplicationTest
@AsItself
class ConsoleInApiTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String UPSTREAMS = "/api/settings/upstreams";
    private static final String USERS = "/api/settings/users";
    private static final String TOKENS = "/api/settings/tokens";

    @LocalServerPort
    private int port;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private JdbcClient database;

    private final HttpClient client = HttpClient.newHttpClient();
    private String admin = "";
    private String operator = "";
    private String reader = "";

    @BeforeEach
    void begin() {
        admin = token("admin", TokenScope.ADMINISTER);
        operator = token("operator", TokenScope.OPERATE);
        reader = token("reader", TokenScope.READ);
    }

    @AfterEach
    void tidy() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
        database.sql("delete from account where name like 'rest-%'").update();
        database.sql("delete from rum_origin").update();
        database.sql("delete from cost_setting").update();
        database.sql("delete from autopilot").update();
        client.close();
    }

    @Test
    void an_upstream_is_added_tested_changed_and_removed_by_its_version() throws Exception {
        String draft = "{\"name\": \"shop\", \"baseUrl\": \"http://127.0.0.1:9\"}";
        assertThat(send("POST", UPSTREAMS, operator, draft, null).statusCode()).isEqualTo(403);
        HttpResponse<String> added = send("POST", UPSTREAMS, admin, draft, null);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        String path = field(added, "Location");
        String first = field(added, "ETag");
        JsonNode read = read(path, reader);
        assertThat(read.get("environment").asString()).isEqualTo("production");
        assertThat(read.get("responseTimeout").asString()).isEqualTo("PT30S");
        assertThat(read("/api/settings/environments", reader).toString()).contains("\"production\"");

        assertThat(send("POST", path + "/test", operator, null, null).statusCode())
                .isEqualTo(403);
        JsonNode tested =
                JSON.readTree(send("POST", path + "/test", admin, null, null).body());
        assertThat(tested.get("answered").asBoolean()).isFalse();
        assertThat(tested.get("failure").asString()).isEqualTo("REFUSED");

        String off = "{\"name\": \"shop\", \"baseUrl\": \"http://127.0.0.1:9\", \"enabled\": false}";
        assertThat(send("PUT", path, admin, off, null).statusCode()).isEqualTo(428);
        assertThat(send("PUT", path, operator, off, first).statusCode()).isEqualTo(403);
        HttpResponse<String> changed = send("PUT", path, admin, off, first);
        assertThat(JSON.readTree(changed.body()).get("enabled").asBoolean()).isFalse();
        HttpResponse<String> stale = send("PUT", path, admin, draft, first);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(field(stale, "ETag")).isEqualTo(field(changed, "ETag"));

        assertThat(send("DELETE", path, admin, null, first).statusCode()).isEqualTo(412);
        assertThat(send("DELETE", path, admin, null, field(changed, "ETag")).statusCode())
                .isEqualTo(204);
        assertThat(send("GET", path, reader, null, null).statusCode()).isEqualTo(404);
        assertThat(audited("shop")).startsWith("UPSTREAM_REMOVED", "UPSTREAM_CHANGED", "UPSTREAM_ADDED");
    }

    @Test
    void what_is_wrong_with_an_upstream_is_said_by_its_field() throws Exception {
        assertThat(send("POST", UPSTREAMS, admin, "{}", null).body()).contains("\"name\"", "\"baseUrl\"");
        HttpResponse<String> wrong =
                send("POST", UPSTREAMS, admin, "{\"name\": \"A b\", \"baseUrl\": \"ftp://x\"}", null);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("\"name\"", "\"baseUrl\"");
        assertThat(send("POST", UPSTREAMS, admin, """
                {"name": "x", "baseUrl": "http://x", "demo": true}""", null).body()).contains("Only ZoL0 itself");
    }

    @Test
    void prices_and_budgets_are_set_from_the_state_that_was_read() throws Exception {
        String costs = "/api/settings/costs/" + upstream("shop");
        HttpResponse<String> read = send("GET", costs, reader, null, null);
        String tag = field(read, "ETag");
        String price = "{\"from\": \"2026-11-01T00:00:00Z\", \"perCall\": 0.5}";
        assertThat(send("PUT", costs + "/price", operator, price, null).statusCode())
                .isEqualTo(428);
        assertThat(send("PUT", costs + "/price", reader, price, tag).statusCode())
                .isEqualTo(403);
        assertThat(send("PUT", costs + "/price", operator, "{\"perCall\": 1}", tag)
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> priced = send("PUT", costs + "/price", operator, price, tag);
        assertThat(priced.statusCode()).as(priced.body()).isEqualTo(200);
        assertThat(JSON.readTree(priced.body()).at("/prices/0/perCall").asDouble())
                .isEqualTo(0.5);
        assertThat(send("PUT", costs + "/budget", operator, "{\"amount\": 10}", tag)
                        .statusCode())
                .as("a price came meanwhile")
                .isEqualTo(412);
        HttpResponse<String> budget =
                send("PUT", costs + "/budget", operator, "{\"amount\": 10}", field(priced, "ETag"));
        assertThat(JSON.readTree(budget.body()).get("budget").asDouble()).isEqualTo(10);
        assertThat(send("PUT", costs + "/budget", operator, "{}", "*").body()).contains("\"budget\":null");
        assertThat(send("PUT", "/api/settings/costs/currency", operator, "{\"currency\": \"USD\"}", "*")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", "/api/settings/costs/currency", operator, "{\"currency\": \"dollars\"}", "*")
                        .statusCode())
                .isEqualTo(422);
        assertThat(read("/api/settings/costs", reader).get("currency").asString())
                .isEqualTo("USD");
        assertThat(audited("shop")).contains("PRICE_CHANGED");
    }

    @Test
    void the_weights_of_the_health_score_have_versions() throws Exception {
        String weights = "/api/settings/health-weights";
        String tag = field(send("GET", weights, reader, null, null), "ETag");
        String body = "{\"terms\": {\"FAILED\": {\"weight\": 0.5}}}";
        assertThat(send("PUT", weights, operator, body, tag).statusCode()).isEqualTo(403);
        HttpResponse<String> changed = send("PUT", weights, admin, body, tag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        JsonNode failed = JSON.readTree(changed.body()).at("/terms/FAILED");
        assertThat(failed.get("weight").asDouble()).isEqualTo(0.5);
        assertThat(failed.get("bad").asDouble()).as("as shipped").isEqualTo(10);
        assertThat(send("PUT", weights, admin, body, tag).statusCode()).isEqualTo(412);
        assertThat(send("PUT", weights, admin, "{\"terms\": {\"LUCK\": {}}}", "*")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> shipped = send("PUT", weights, admin, "{\"terms\": {}}", field(changed, "ETag"));
        assertThat(JSON.readTree(shipped.body()).at("/terms/FAILED/weight").asDouble())
                .isEqualTo(0.25);
        JsonNode versions = read(weights + "/versions", reader);
        assertThat(versions.get(0)).isEqualTo(JSON.readTree(shipped.body()));
        assertThat(versions.get(1)).isEqualTo(JSON.readTree(changed.body()));
    }

    @Test
    void origins_of_pages_are_set_from_those_that_were_read() throws Exception {
        String browsers = "/api/settings/browsers";
        String tag = field(send("GET", browsers, reader, null, null), "ETag");
        String body = "{\"origins\": [\"https://Shop.example.com/\"], \"share\": 0.5}";
        assertThat(send("PUT", browsers, operator, body, tag).statusCode()).isEqualTo(403);
        HttpResponse<String> changed = send("PUT", browsers, admin, body, tag);
        assertThat(changed.body()).isEqualTo("{\"origins\":[\"https://shop.example.com\"],\"share\":0.5}");
        assertThat(send("PUT", browsers, admin, body, tag).statusCode()).isEqualTo(412);
        assertThat(send("PUT", browsers, admin, "{\"origins\": [\"shop\"]}", "*")
                        .body())
                .contains("is not the origin of a page");
        assertThat(send("PUT", browsers, admin, "{}", "*").statusCode()).isEqualTo(422);
    }

    @Test
    void a_user_is_made_with_a_password_that_is_told_once() throws Exception {
        assertThat(send("GET", USERS, operator, null, null).statusCode()).isEqualTo(403);
        HttpResponse<String> made =
                send("POST", USERS, admin, "{\"name\": \"rest-ada\", \"role\": \"OPERATOR\"}", null);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String password = JSON.readTree(made.body()).get("password").asString();
        String path = field(made, "Location");
        HttpResponse<String> read = send("GET", path, admin, null, null);
        assertThat(read.body()).doesNotContain(password).doesNotContain("assword\":\"");
        assertThat(send("GET", USERS, admin, null, null).body()).doesNotContain(password);
        assertThat(JSON.readTree(read.body()).get("mustChangePassword").asBoolean())
                .isTrue();

        String locked = "{\"role\": \"OPERATOR\", \"enabled\": false}";
        assertThat(send("PUT", path, admin, locked, null).statusCode()).isEqualTo(428);
        HttpResponse<String> changed = send("PUT", path, admin, locked, field(read, "ETag"));
        assertThat(JSON.readTree(changed.body()).get("enabled").asBoolean()).isFalse();
        assertThat(send("PUT", path, admin, locked, field(read, "ETag")).statusCode())
                .isEqualTo(412);
        HttpResponse<String> reset = send("POST", path + "/reset-password", admin, null, "*");
        assertThat(JSON.readTree(reset.body()).get("password").asString())
                .isNotEmpty()
                .isNotEqualTo(password);
        assertThat(send("DELETE", path + "/second-factor", admin, null, "*").statusCode())
                .isEqualTo(200);
        assertThat(send("GET", path + "/sessions", admin, null, null).body()).isEqualTo("[]");
        assertThat(send("DELETE", path, admin, null, "*").statusCode()).isEqualTo(204);
        assertThat(send("GET", path, admin, null, null).statusCode()).isEqualTo(404);
        assertThat(audited("rest-ada"))
                .contains("ACCOUNT_CREATED", "ACCOUNT_DISABLED", "PASSWORD_RESET", "ACCOUNT_REMOVED");
    }

    @Test
    void a_user_that_cannot_be_is_refused_by_its_field() throws Exception {
        assertThat(send("POST", USERS, admin, "{\"name\": \"rest-bob\"}", null).body())
                .contains("\"role\"");
        assertThat(send("POST", USERS, admin, "{\"name\": \"?\", \"role\": \"VIEWER\"}", null)
                        .body())
                .contains("\"name\"");
        List<String> administrators = new ArrayList<>();
        read(USERS, admin).forEach(user -> {
            if (user.get("role").asString().equals("ADMIN")
                    && user.get("enabled").asBoolean()) {
                administrators.add(USERS + "/" + user.get("id").asLong());
            }
        });
        // Other tests of the same application may have left some.
        for (String other : administrators.subList(1, administrators.size())) {
            assertThat(send("DELETE", other, admin, null, "*").statusCode()).isEqualTo(204);
        }
        assertThat(send("PUT", administrators.getFirst(), admin, "{\"role\": \"VIEWER\"}", "*")
                        .body())
                .contains("is the last administrator");
    }

    @Test
    void a_token_is_told_its_secret_once_and_ends_when_it_is_revoked() throws Exception {
        assertThat(send("GET", TOKENS, operator, null, null).statusCode()).isEqualTo(403);
        HttpResponse<String> made = send(
                "POST", TOKENS, admin, "{\"name\": \"rest-bot\", \"scopes\": [\"READ\"], \"validFor\": \"P1D\"}", null);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String secret = JSON.readTree(made.body()).get("secret").asString();
        String path = field(made, "Location");
        assertThat(send("GET", UPSTREAMS, secret, null, null).statusCode()).isEqualTo(200);
        assertThat(send("GET", path, admin, null, null).body())
                .doesNotContain(secret)
                .contains("\"prefix\"");
        HttpResponse<String> rotated = send("POST", path + "/rotate", admin, "{\"overlap\": \"PT0S\"}", null);
        String next = JSON.readTree(rotated.body()).get("secret").asString();
        assertThat(send("GET", UPSTREAMS, secret, null, null).statusCode()).isEqualTo(401);
        assertThat(send("GET", UPSTREAMS, next, null, null).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", path, admin, null, null).statusCode()).isEqualTo(204);
        assertThat(send("GET", UPSTREAMS, next, null, null).statusCode()).isEqualTo(401);
        assertThat(send("DELETE", path, admin, null, null).statusCode()).isEqualTo(404);
        assertThat(send("POST", TOKENS, admin, "{\"name\": \"rest-bot\"}", null).body())
                .contains("\"scopes\"");
        assertThat(audited("rest-bot")).startsWith("TOKEN_REVOKED", "TOKEN_ROTATED", "TOKEN_CREATED");
    }

    @Test
    void a_load_is_started_looked_at_and_stopped() throws Exception {
        long shop = upstream("shop");
        String own = UPSTREAMS + "/" + shop + "/own";
        String plan = "{\"upstream\": \"shop\", \"rate\": 1, \"seconds\": 120}";
        assertThat(send("POST", "/api/benchmarks", operator, plan, null).body()).contains("not marked as own");
        assertThat(send("PUT", own, operator, null, null).statusCode()).isEqualTo(403);
        assertThat(send("PUT", own, admin, null, null).body()).isEqualTo("{\"own\":true}");
        assertThat(send("GET", "/api/benchmarks/running", reader, null, null).statusCode())
                .isEqualTo(404);
        HttpResponse<String> begun = send("POST", "/api/benchmarks", operator, plan, null);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        assertThat(read(field(begun, "Location"), reader).at("/plan/upstream").asString())
                .isEqualTo("shop");
        assertThat(send("POST", "/api/benchmarks", operator, plan, null).body()).contains("Another load runs now");
        assertThat(send("DELETE", "/api/benchmarks/running", reader, null, null).statusCode())
                .isEqualTo(403);
        assertThat(send("DELETE", "/api/benchmarks/running", operator, null, null)
                        .statusCode())
                .isEqualTo(204);
        untilNoneRuns();

        String brief = "{\"upstream\": \"shop\", \"rate\": 1, \"seconds\": 1, \"note\": \"brief\"}";
        assertThat(send("POST", "/api/benchmarks", operator, brief, null).statusCode())
                .isEqualTo(202);
        untilNoneRuns();
        JsonNode run = read("/api/benchmarks", reader).get(0);
        assertThat(run.at("/plan/note").asString()).isEqualTo("brief");
        assertThat(run.get("sent").asLong()).isEqualTo(1);
        String one = "/api/benchmarks/" + run.get("id").asLong();
        assertThat(read(one, reader)).isEqualTo(run);
        assertThat(read(one + "/against/" + run.get("id").asLong(), reader)
                        .at("/p50Ms/value")
                        .asDouble())
                .isZero();
        assertThat(send("DELETE", own, admin, null, null).statusCode()).isEqualTo(204);
        assertThat(audited("shop")).contains("BENCHMARK_RUN", "OWN_UPSTREAM_CHANGED");
    }

    @Test
    void the_audit_is_read_checked_and_exported_by_administrators_alone() throws Exception {
        upstream("shop");
        assertThat(send("GET", "/api/audit", operator, null, null).statusCode()).isEqualTo(403);
        JsonNode page = read("/api/audit?action=UPSTREAM_ADDED&limit=1", admin);
        assertThat(page.at("/entries/0/subject").asString()).isEqualTo("shop");
        assertThat(page.at("/entries/0/who").asString()).startsWith("admin");
        assertThat(read("/api/audit/chain", admin).get("whole").asBoolean()).isTrue();
        HttpResponse<String> csv = send("GET", "/api/audit/export?action=UPSTREAM_ADDED", admin, null, null);
        assertThat(field(csv, "Content-Type")).startsWith("text/csv");
        assertThat(csv.body()).contains("shop");
        assertThat(audited("audit")).startsWith("EXPORTED");
        assertThat(send("GET", "/api/audit?limit=0", admin, null, null).statusCode())
                .isEqualTo(422);
    }

    @Test
    void the_autopilot_is_changed_from_the_version_that_was_read() throws Exception {
        upstream("shop");
        String autopilot = "/api/monitoring/autopilot/production";
        String tag = field(send("GET", autopilot, reader, null, null), "ETag");
        String body = "{\"enabled\": true, \"largestStep\": 2, \"zone\": \"Europe/Berlin\"}";
        assertThat(send("PUT", autopilot, operator, body, tag).statusCode()).isEqualTo(403);
        HttpResponse<String> changed = send("PUT", autopilot, admin, body, tag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(send("PUT", autopilot, admin, body, tag).statusCode()).isEqualTo(412);
        assertThat(send("PUT", autopilot, admin, "{\"largestStep\": 0}", field(changed, "ETag"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(send("PUT", autopilot, admin, "{}", "*").statusCode()).isEqualTo(200);
        assertThat(send("GET", autopilot + "?upstream=shop", reader, null, null).body())
                .contains("\"enabled\":false");
        assertThat(send("GET", "/api/monitoring/autopilot/moon", reader, null, null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_file_of_values_is_taken_from_operators() throws Exception {
        String file = "value\n1\nnone\n";
        assertThat(upload(reader, file).statusCode()).isEqualTo(403);
        assertThat(upload(token("reporter", TokenScope.INGEST), file).statusCode())
                .isEqualTo(403);
        HttpResponse<String> unknown = send("POST", "/api/business/rest.upload/upload", operator, "{}", null);
        assertThat(unknown.statusCode()).as("what is no CSV").isEqualTo(415);
        assertThat(field(unknown, "Content-Type")).isEqualTo("application/problem+json");
        HttpResponse<String> taken = upload(operator, file);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(JSON.readTree(taken.body()).get("accepted").asLong()).isEqualTo(1);
        assertThat(JSON.readTree(taken.body()).at("/problems/0/line").asLong()).isEqualTo(3);
    }

    @Test
    void what_other_pages_show_and_do_is_there() throws Exception {
        upstream("shop");
        assertThat(read("/api/cache/lookup?upstream=shop&target=/orders", reader)
                        .get("next")
                        .asString())
                .isNotEmpty();
        assertThat(send("GET", "/api/cache/lookup?upstream=shop&target=orders", reader, null, null)
                        .statusCode())
                .isEqualTo(422);
        assertThat(read("/api/monitoring/bans", reader).isEmpty()).isTrue();
        assertThat(read("/api/monitoring/bans/newest", reader).isArray()).isTrue();
        assertThat(send("DELETE", "/api/monitoring/bans/upstream-1?reason=over", operator, null, null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(read("/api/monitoring/storage", reader).get("databaseBytes").asLong())
                .isPositive();
        assertThat(read("/api/insight/costs", reader).get("priced").asBoolean()).isFalse();
        assertThat(read("/api/insight/usage?place=environment-production&zone=Asia/Kolkata", reader)
                        .get("week")
                        .size())
                .isEqualTo(7);
        assertThat(send("GET", "/api/insight/usage?place=moon", reader, null, null)
                        .statusCode())
                .isEqualTo(422);
        JsonNode day = read("/api/insight/health?place=environment-production&window=2h", reader);
        assertThat(day.isArray()).isTrue();
        assertThat(send("GET", "/api/insight/health?window=2h&step=1m", reader, null, null)
                        .body())
                .contains("A step is a quarter of an hour or more.");
        assertThat(read("/api/insight/correlations", reader).get("findings").isArray())
                .isTrue();
        assertThat(read("/api/insight/environments?environment=production&against=production", reader)
                        .isArray())
                .isTrue();
        assertThat(send("GET", "/api/insight/security", operator, null, null).statusCode())
                .isEqualTo(403);
        assertThat(read("/api/insight/security", admin).has("failedLogins")).isTrue();
        assertThat(read("/api/performance/pages", reader).isArray()).isTrue();
        assertThat(send("GET", "/api/monitoring/quotas/0/forecast", reader, null, null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(read("/api/settings/demo", reader).get("running").asBoolean())
                .isFalse();
        assertThat(send("PUT", "/api/settings/demo", operator, "{\"running\": false}", null)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("PUT", "/api/settings/demo", admin, "{}", null).statusCode())
                .isEqualTo(422);
    }

    /** Asks until the load is over; it is within seconds of a stop, or of so short a load. */
    private void untilNoneRuns() throws Exception {
        int left = 20_000;
        while (send("GET", "/api/benchmarks/running", reader, null, null).statusCode() == 200) {
            assertThat(left--).as("the load goes on").isPositive();
        }
    }

    private long upstream(String name) throws Exception {
        HttpResponse<String> added = send(
                "POST",
                UPSTREAMS,
                admin,
                "{\"name\": \"%s\", \"baseUrl\": \"http://127.0.0.1:9\"}".formatted(name),
                null);
        return JSON.readTree(added.body()).get("id").asLong();
    }

    private List<String> audited(String subject) {
        return audit.page(new AuditFilter(null, null, subject, null, null, null), 0, 10).stream()
                .map(AuditEntry::action)
                .toList();
    }

    private JsonNode read(String path, String token) throws Exception {
        HttpResponse<String> answer = send("GET", path, token, null, null);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String field(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError(answer.body()));
    }

    private String token(String name, TokenScope scope) {
        return ((TokenAnswer.Issued)
                        tokens.issue(new TokenDraft(name + System.nanoTime(), EnumSet.of(scope), null, null)))
                .secret();
    }

    private HttpResponse<String> upload(String token, String file) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/business/rest.upload/upload"))
                        .POST(BodyPublishers.ofString(file))
                        .header("Content-Type", "text/csv")
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(
            String method, String path, String token, @Nullable String body, @Nullable String ifMatch)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
