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
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApplicationTest
@AsItself
class ApiDescriptionTests {
    @LocalServerPort
    private int port;

    @Test
    void it_is_openapi_3_1_with_every_operation_of_ours(
            @Autowired Tokens tokens, @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping)
            throws Exception {
        JsonNode description = JsonMapper.shared().readTree(read(tokens));
        assertThat(description.at("/openapi").asString()).startsWith("3.1");
        assertThat(description.at("/components/securitySchemes/token/scheme").asString())
                .isEqualTo("bearer");
        Set<String> described = new TreeSet<>();
        description
                .at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    assertThat(operation.getValue().at("/responses").isEmpty())
                            .as("%s has answers", path.getKey())
                            .isFalse();
                }));
        Set<String> ours = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackageName().equals("io.zol0.api")) {
                mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(method ->
                                mapping.getPatternValues().forEach(path -> ours.add(method.name() + " " + path)));
            }
        });
        assertThat(ours).hasSizeGreaterThan(20);
        assertThat(described).containsExactlyElementsOf(ours);
    }

    @Test
    void every_reference_leads_somewhere(@Autowired Tokens tokens) throws Exception {
        JsonNode description = JsonMapper.shared().readTree(read(tokens));
        description
                .findValues("$ref")
                .forEach(reference -> assertThat(description
                                .at(reference.asString().substring(1))
                                .isMissingNode())
                        .as(reference.asString())
                        .isFalse());
    }

    @Test
    void parts_of_the_same_name_are_told_apart(@Autowired Tokens tokens) throws Exception {
        JsonNode schemas = JsonMapper.shared().readTree(read(tokens)).at("/components/schemas");
        assertThat(schemas.at("/AlertBody.Page/properties").has("alerts")).isTrue();
        assertThat(schemas.at("/ChangeBody.Page/properties").has("changes")).isTrue();
        assertThat(schemas.at("/RuleBody.Tested/properties").has("firings")).isTrue();
        assertThat(schemas.at("/UpstreamBody.Tested/properties").has("answered"))
                .isTrue();
    }

    @Test
    void parameters_and_bodies_have_examples_that_are_taken(@Autowired Tokens tokens) throws Exception {
        JsonNode description = JsonMapper.shared().readTree(read(tokens));
        assertThat(description.at("/paths").properties())
                .isNotEmpty()
                .allSatisfy(path -> path.getValue().properties().forEach(operation -> {
                    String what = operation.getKey() + " " + path.getKey();
                    operation
                            .getValue()
                            .at("/parameters")
                            .forEach(parameter -> assertThat(parameter.has("example"))
                                    .as("%s: an example of %s", what, parameter.at("/name"))
                                    .isTrue());
                    operation
                            .getValue()
                            .at("/requestBody/content")
                            .properties()
                            .forEach(content -> assertThat(content.getValue().has("example"))
                                    .as("%s: an example of its body", what)
                                    .isTrue());
                }));
        String calls = description
                .at("/paths/~1api~1performance~1calls/post/requestBody/content/application~1json/example")
                .toString();
        HttpResponse<String> reported = post(tokens, "/api/performance/calls", calls);
        assertThat(reported.body()).as("no upstream of the example is there").contains("\"refused\":2");
        String value = description
                .at("/paths/~1api~1business~1{name}/post/requestBody/content/application~1json/example")
                .toString();
        HttpResponse<String> taken = post(tokens, "/api/business/examples", value);
        assertThat(JsonMapper.shared().readTree(taken.body()))
                .isEqualTo(description.at(
                        "/paths/~1api~1business~1{name}/post/responses/200/content/application~1json/example"));
    }

    private HttpResponse<String> post(Tokens tokens, String path, String body) throws Exception {
        TokenAnswer issued =
                tokens.issue(new TokenDraft("example" + System.nanoTime(), EnumSet.of(TokenScope.INGEST), null, null));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + ((TokenAnswer.Issued) issued).secret())
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private String read(Tokens tokens) throws Exception {
        TokenAnswer issued = tokens.issue(
                new TokenDraft("description" + System.nanoTime(), EnumSet.of(TokenScope.READ), null, null));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api"))
                            .header("Authorization", "Bearer " + ((TokenAnswer.Issued) issued).secret())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }
}
