package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.users.KnownTokens;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.test.context.support.WithMockUser;

@ApplicationTest
class HealthTests {
    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void health_needs_no_login_and_names_each_check() throws Exception {
        HttpResponse<String> answer = get("/health", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"name\":\"database\"")
                .contains("\"name\":\"gateway\"")
                .contains("\"name\":\"event loops\"")
                .contains("\"name\":\"measurements\"")
                .contains("\"name\":\"disk\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void the_probes_answer_without_login(String path) throws Exception {
        assertThat(get(path, "").statusCode()).isEqualTo(200);
    }

    @Test
    @WithMockUser(username = "admin", roles = "ADMIN")
    void metrics_need_a_token_that_may_read(@Autowired Tokens tokens, @Autowired KnownTokens known) throws Exception {
        assertThat(get("/actuator/prometheus", "").statusCode()).isEqualTo(401);
        assertThat(get("/actuator/prometheus", "Bearer zol0_guessed").statusCode())
                .isEqualTo(401);
        assertThat(get("/actuator/prometheus", "Bearer " + known.forThisProcess("caller"))
                        .statusCode())
                .isEqualTo(401);
        TokenAnswer made = tokens.issue(new TokenDraft("prometheus", EnumSet.of(TokenScope.READ), null, null));
        assertThat(made).isInstanceOf(TokenAnswer.Issued.class);
        HttpResponse<String> answer = get("/actuator/prometheus", "Bearer " + ((TokenAnswer.Issued) made).secret());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("jvm_memory_used_bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/env", "/actuator/heapdump", "/api", "/api/x", "/v1/traces"})
    void everything_else_is_closed_with_a_problem(String path) throws Exception {
        HttpResponse<String> answer = get(path, "");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
