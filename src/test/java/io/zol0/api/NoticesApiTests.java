package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is worth knowing by REST: it is dismissed with a reason, from what was read, and stays away until it is worse. */
@ApplicationTest
@AsItself
class NoticesApiTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOTICES = "/api/monitoring/notices";

    @LocalServerPort
    private int port;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Tokens tokens;

    @Autowired
    private JdbcClient database;

    private final HttpClient client = HttpClient.newHttpClient();
    private String operator = "";

    @BeforeEach
    void set() {
        upstreams.add(UpstreamDraft.of("shop", "https://shop.example"));
        operator = token(TokenScope.OPERATE);
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
    }

    @Test
    void a_notice_is_dismissed_with_a_reason_and_comes_back_when_it_is_worse() throws Exception {
        assertThat(json(ask("GET", NOTICES, null)).isEmpty()).isTrue();
        report(150, 503);
        report(150, 200);
        JsonNode told = until(0.4);
        assertThat(told.at("/title").asString()).isEqualTo("GET /orders of shop fails");
        assertThat(told.at("/because").asString()).contains("50 % of its 300 calls");
        String path = NOTICES + "/" + told.at("/key").asString();

        assertThat(ask("POST", path + "/dismiss?reason=known", null).statusCode())
                .as("from what was read?")
                .isEqualTo(428);
        assertThat(ask("POST", path + "/dismiss?reason=%20", "*").statusCode())
                .as("why?")
                .isEqualTo(409);
        assertThat(ask("POST", path + "/dismiss?reason=known", "\"7\"").statusCode())
                .isEqualTo(412);
        String tag = ask("GET", path, null).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> dismissed = ask("POST", path + "/dismiss?reason=They+know.", tag);
        assertThat(dismissed.statusCode()).as(dismissed.body()).isEqualTo(200);
        assertThat(dismissed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
        assertThat(failing(0)).isEmpty();
        assertThat(json(ask("GET", NOTICES + "/dismissed", null))
                        .at("/0/reason")
                        .asString())
                .isEqualTo("They know.");
        assertThat(ask("POST", path + "/dismiss?reason=again", tag).statusCode())
                .as("somebody was faster")
                .isEqualTo(412);
        assertThat(database.sql("select count(*) from audit_entry where action = 'DISMISSED'"
                                + " and subject = 'GET /orders of shop fails'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        report(900, 503);
        JsonNode worse = until(0.75);
        assertThat(worse.at("/dismissed/reason").asString())
                .as("told again, and what was said of it")
                .isEqualTo("They know.");
    }

    @Test
    void one_that_was_dismissed_can_be_told_again() throws Exception {
        report(300, 503);
        String path = NOTICES + "/" + until(0.9).at("/key").asString();
        assertThat(ask("POST", path + "/dismiss?reason=known", "*").statusCode())
                .isEqualTo(200);
        assertThat(ask("POST", path + "/restore", "\"9\"").statusCode()).isEqualTo(412);
        assertThat(ask("POST", path + "/restore", "*").statusCode()).isEqualTo(204);
        assertThat(ask("POST", path + "/restore", "*").statusCode()).isEqualTo(404);
        assertThat(failing(0)).isPresent();
        assertThat(ask("GET", NOTICES + "/nothing", null).statusCode()).isEqualTo(404);
    }

    private void report(int calls, int status) throws Exception {
        String call = "{\"upstream\": \"shop\", \"path\": \"/orders\", \"durationMillis\": 20, \"status\": %d}"
                .formatted(status);
        HttpResponse<String> answer = send(
                "POST",
                "/api/performance/calls",
                "{\"calls\": [%s]}".formatted(String.join(",", Collections.nCopies(calls, call))),
                null,
                token(TokenScope.INGEST));
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    /** Calls are counted within a second or two. */
    private JsonNode until(double measure) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        Optional<JsonNode> found = Optional.empty();
        while (found.isEmpty() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(50_000_000);
            found = failing(measure);
        }
        return found.orElseThrow();
    }

    private Optional<JsonNode> failing(double measure) throws Exception {
        return StreamSupport.stream(json(ask("GET", NOTICES, null)).spliterator(), false)
                .filter(each -> each.at("/key").asString().startsWith("failing-")
                        && each.at("/measure").asDouble() >= measure)
                .findFirst();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> ask(String method, String path, @Nullable String ifMatch) throws Exception {
        return send(method, path, "", ifMatch, operator);
    }

    private HttpResponse<String> send(String method, String path, String body, @Nullable String ifMatch, String token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String token(TokenScope scope) {
        return ((TokenAnswer.Issued)
                        tokens.issue(new TokenDraft("notices" + System.nanoTime(), EnumSet.of(scope), null, null)))
                .secret();
    }
}
