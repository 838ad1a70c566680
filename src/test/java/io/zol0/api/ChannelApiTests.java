package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
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
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApplicationTest
@AsItself
class ChannelApiTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CHANNELS = "/api/settings/channels";
    private static final String ROUTES = "/api/settings/routes";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OPS = """
        {"name": "ops", "kind": "WEBHOOK", "allowsPrivate": true, "address": "http://127.0.0.1:9/hook", "secret": "%s"}\
        """.formatted(SECRET);

    @LocalServerPort
    private int port;

    @Autowired
    private Tokens tokens;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private JdbcClient database;

    private final HttpClient client = HttpClient.newHttpClient();
    private String admin = "";
    private String operator = "";

    @BeforeEach
    void issue() {
        admin = token("admin", TokenScope.ADMINISTER);
        operator = token("operator", TokenScope.OPERATE);
    }

    @AfterEach
    void tidy() {
        database.sql("delete from channel").update();
        client.close();
    }

    @Test
    void a_channel_is_added_read_changed_and_removed_by_its_version() throws Exception {
        HttpResponse<String> added = send("POST", CHANNELS, admin, OPS, null);
        assertThat(added.statusCode()).isEqualTo(201);
        String path = added.headers().firstValue("Location").orElseThrow();
        String tag = added.headers().firstValue("ETag").orElseThrow();
        assertThat(json(added).get("hasSecret").asBoolean()).isTrue();
        assertThat(send("GET", path, operator, null, null).headers().firstValue("ETag"))
                .contains(tag);

        String switchedOff = OPS.replace("\"kind\"", "\"enabled\": false, \"kind\"");
        assertThat(send("PUT", path, admin, switchedOff, null).statusCode()).isEqualTo(428);
        HttpResponse<String> changed = send("PUT", path, admin, switchedOff, tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).get("enabled").asBoolean()).isFalse();
        HttpResponse<String> stale = send("PUT", path, admin, OPS, tag);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.headers().firstValue("ETag"))
                .isEqualTo(changed.headers().firstValue("ETag"));
        assertThat(send("DELETE", path, admin, null, tag).statusCode()).isEqualTo(412);
        assertThat(send("DELETE", path, admin, null, "*").statusCode()).isEqualTo(204);
        assertThat(send("GET", path, operator, null, null).statusCode()).isEqualTo(404);
    }

    @Test
    void a_secret_goes_in_and_is_never_seen_again() throws Exception {
        String path = send("POST", CHANNELS, admin, OPS, null)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(send("GET", path, admin, null, null).body()).doesNotContain(SECRET);
        assertThat(send("GET", CHANNELS, operator, null, null).body()).doesNotContain(SECRET);
        assertThat(audit.page(AuditFilter.ALL, 0, 50))
                .extracting(AuditEntry::toString)
                .allSatisfy(entry -> assertThat(entry).doesNotContain(SECRET.substring(6)));
        assertThat(database.sql("select sealed_secret from channel")
                        .query(String.class)
                        .single())
                .startsWith("s1.")
                .doesNotContain(SECRET.substring(6));
        assertThat(database.sql("select row_to_json(channel)::text from channel")
                        .query(String.class)
                        .single())
                .doesNotContain(SECRET.substring(6));
    }

    @Test
    void a_secret_does_not_follow_to_another_address_by_itself() throws Exception {
        String path = send("POST", CHANNELS, admin, OPS, null)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String elsewhere = """
            {"name": "ops", "kind": "WEBHOOK", "address": "https://elsewhere.example/hook"}\
            """;
        HttpResponse<String> refused = send("PUT", path, admin, elsewhere, "*");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("secret");
    }

    @Test
    void what_is_wrong_is_said_field_by_field() throws Exception {
        HttpResponse<String> refused = send("POST", CHANNELS, admin, """
            {"name": "mail", "kind": "EMAIL", "address": "http://mail", "port": 0, "sender": "nobody", "recipients": ["x"]}\
            """, null);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).get("errors"))
                .extracting(error -> error.get("field").asString())
                .containsExactlyInAnyOrder("address", "port", "sender", "recipients");
        assertThat(send("POST", CHANNELS, admin, "{\"kind\": \"PIGEON\"}", null).statusCode())
                .isEqualTo(400);
        assertThat(json(send("POST", CHANNELS, admin, "{}", null)).get("errors"))
                .hasSize(2);
    }

    @Test
    void a_test_says_what_came_of_it() throws Exception {
        String path = send("POST", CHANNELS, admin, OPS, null)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        JsonNode tested = json(send("POST", path + "/test", operator, null, null));
        assertThat(tested.get("arrived").asBoolean()).isFalse();
        assertThat(tested.get("said").asString()).isEqualTo("127.0.0.1 refused the connection.");
        assertThat(send("POST", CHANNELS + "/0/test", operator, null, null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_route_is_added_read_changed_and_removed_by_its_version() throws Exception {
        long channel = json(send("POST", CHANNELS, admin, OPS, null)).get("id").asLong();
        HttpResponse<String> added = send("POST", ROUTES, admin, """
            {"channel": %d, "least": "CRITICAL", "digest": "PT15M",
             "hours": {"days": ["MONDAY", "FRIDAY"], "from": "22:00", "until": "06:00", "zone": "Europe/Berlin"}}\
            """.formatted(channel), null);
        assertThat(added.statusCode()).isEqualTo(201);
        String path = added.headers().firstValue("Location").orElseThrow();
        String tag = added.headers().firstValue("ETag").orElseThrow();
        JsonNode read = json(send("GET", path, operator, null, null));
        assertThat(read.at("/hours/days/1").asString()).isEqualTo("FRIDAY");
        assertThat(read.at("/hours/from").asString()).isEqualTo("22:00");
        assertThat(read.get("digest").asString()).isEqualTo("PT15M");
        assertThat(send("PUT", path, admin, "{\"channel\": %d}".formatted(channel), tag)
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", path, admin, "{\"channel\": %d}".formatted(channel), tag)
                        .statusCode())
                .isEqualTo(412);
        assertThat(send("POST", ROUTES, admin, "{\"channel\": 0}", null).statusCode())
                .isEqualTo(422);
        assertThat(json(send("POST", ROUTES, admin, """
                    {"channel": %d, "escalateAfter": "PT15M", "escalateChannel": %d}\
                    """.formatted(channel, channel), null))
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("escalateChannel");
        assertThat(send("POST", ROUTES, admin, """
                    {"channel": %d, "hours": {"from": "25:00", "zone": "Europe/Berlin"}}\
                    """.formatted(channel), null).statusCode())
                .isEqualTo(422);
        assertThat(send("DELETE", path, admin, null, "*").statusCode()).isEqualTo(204);
    }

    @Test
    void operators_read_and_only_administrators_change() throws Exception {
        assertThat(send("POST", CHANNELS, operator, OPS, null).statusCode()).isEqualTo(403);
        assertThat(send("GET", CHANNELS, operator, null, null).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/api/settings/deliveries?state=DEAD", operator, null, null)
                        .statusCode())
                .isEqualTo(200);
        String reader = token("reader", TokenScope.READ);
        assertThat(send("GET", CHANNELS, reader, null, null).statusCode()).isEqualTo(403);
        assertThat(send("GET", "/api/settings/deliveries", reader, null, null).statusCode())
                .isEqualTo(403);
    }

    private String token(String name, TokenScope scope) {
        return ((TokenAnswer.Issued)
                        tokens.issue(new TokenDraft(name + System.nanoTime(), EnumSet.of(scope), null, null)))
                .secret();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
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
