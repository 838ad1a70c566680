package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
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
class ReportMailApiTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MAILS = "/api/settings/report-mails";

    @LocalServerPort
    private int port;

    @Autowired
    private Tokens tokens;

    @Autowired
    private JdbcClient database;

    private final HttpClient client = HttpClient.newHttpClient();
    private String admin = "";
    private String operator = "";
    private long channel;

    @BeforeEach
    void begin() throws Exception {
        admin = token("admin", TokenScope.ADMINISTER);
        operator = token("operator", TokenScope.OPERATE);
        channel = JSON.readTree(
                        send("POST", "/api/settings/channels", admin, """
                {"name": "mail", "kind": "EMAIL", "allowsPrivate": true, "address": "127.0.0.1", "port": 9,
                 "security": "NONE", "sender": "zol0@example.com", "recipients": ["ops@example.com"]}\
                """, null).body())
                .get("id")
                .asLong();
    }

    @AfterEach
    void tidy() {
        database.sql("delete from channel").update();
        client.close();
    }

    @Test
    void a_report_by_mail_is_added_read_changed_and_removed_by_its_version() throws Exception {
        HttpResponse<String> added = send("POST", MAILS, admin, """
                {"kind": "WEEK", "hour": 8, "zone": "Europe/Berlin", "channel": %d, "recipients": ["boss@example.com"]}\
                """.formatted(channel), null);
        assertThat(added.statusCode()).isEqualTo(201);
        String path = added.headers().firstValue("Location").orElseThrow();
        String tag = added.headers().firstValue("ETag").orElseThrow();
        JsonNode read = JSON.readTree(send("GET", path, operator, null, null).body());
        assertThat(read.get("kind").asString()).isEqualTo("WEEK");
        assertThat(read.get("zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(read.at("/recipients/0").asString()).isEqualTo("boss@example.com");
        String changed = "{\"channel\": %d}".formatted(channel);
        assertThat(send("PUT", path, admin, changed, null).statusCode()).isEqualTo(428);
        assertThat(send("PUT", path, operator, changed, tag).statusCode()).isEqualTo(403);
        assertThat(send("PUT", path, admin, changed, tag).statusCode()).isEqualTo(200);
        assertThat(send("PUT", path, admin, changed, tag).statusCode()).isEqualTo(412);
        JsonNode sent =
                JSON.readTree(send("POST", path + "/send", operator, null, null).body());
        assertThat(sent.get("arrived").asBoolean()).isFalse();
        assertThat(sent.get("said").asString()).isEqualTo("127.0.0.1 refused the connection at port 9.");
        assertThat(send("DELETE", path, admin, null, "*").statusCode()).isEqualTo(204);
        assertThat(send("GET", path, operator, null, null).statusCode()).isEqualTo(404);
        assertThat(send("GET", MAILS, operator, null, null).body()).isEqualTo("[]");
    }

    @Test
    void what_is_wrong_is_said_by_its_field() throws Exception {
        assertThat(send("POST", MAILS, admin, "{}", null).statusCode()).isEqualTo(422);
        HttpResponse<String> wrong = send("POST", MAILS, admin, """
                {"channel": %d, "hour": 24, "recipients": ["nobody"]}\
                """.formatted(channel), null);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("\"hour\"", "\"recipients\"");
        assertThat(send("POST", MAILS, admin, "{\"channel\": %d, \"zone\": \"Middle/Earth\"}".formatted(channel), null)
                        .body())
                .contains("Europe/Berlin");
    }

    @Test
    void a_printed_report_takes_a_zone() throws Exception {
        String reader = token("reader", TokenScope.READ);
        assertThat(send("GET", "/api/reports/day/2026-11-23?zone=Asia/Kolkata", reader, null, null)
                        .body())
                .contains("23 Nov 00:00 to 24 Nov 00:00, Asia/Kolkata");
        assertThat(send("GET", "/api/reports/day/2026-11-23?zone=Moon", reader, null, null)
                        .statusCode())
                .isEqualTo(422);
    }

    private String token(String name, TokenScope scope) {
        return ((TokenAnswer.Issued)
                        tokens.issue(new TokenDraft(name + System.nanoTime(), EnumSet.of(scope), null, null)))
                .secret();
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
