package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.ingest.BusinessMetrics;
import io.zol0.ingest.BusinessUploads;
import io.zol0.ingest.Uploaded;
import io.zol0.metrics.SeriesKind;
import io.zol0.users.AsItself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApplicationTest
@AsItself
class BusinessApiTests {
    @LocalServerPort
    private int port;

    @Autowired
    private Tokens tokens;

    @Autowired
    private BusinessUploads uploads;

    private final HttpClient client = HttpClient.newHttpClient();
    private String reporting = "";
    private String reading = "";

    @BeforeEach
    void issue() {
        reporting = token(TokenScope.INGEST);
        reading = token(TokenScope.READ);
    }

    @Test
    void a_value_of_now_is_read_back_within_seconds() throws Exception {
        assertThat(post("signups?unit=people", "{\"value\": 41}").statusCode()).isEqualTo(200);
        assertThat(post("signups", "{\"value\": 43, \"colour\": \"red\"}").body())
                .contains("\"unknownFields\":1");
        until(() -> get("signups").at("/latest").asDouble() == 43
                || get("signups").at("/latest").asDouble() == 42);
        assertThat(get("signups").at("/unit").asString()).isEqualTo("people");
        assertThat(get("signups").at("/kind").asString()).isEqualTo("GAUGE");
    }

    @Test
    void values_of_the_past_are_in_their_minutes_by_labels_and_as_a_whole() throws Exception {
        Instant then = Instant.now().minus(Duration.ofHours(30)).truncatedTo(ChronoUnit.HOURS);
        HttpResponse<String> answer = post("orders?kind=COUNTER&unit=EUR", """
            [{"value": 10, "time": "%1$s", "labels": {"country": "DE", "plan": "pro"}},
             {"value": 5, "time": "%1$s", "labels": {"plan": "pro", "country": "DE"}},
             {"value": 7, "time": %2$d, "labels": {"country": "FR"}},
             {"value": 3, "time": "%3$s"}]""".formatted(
                        then, then.plusSeconds(30).toEpochMilli(), then.plusSeconds(600)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(get("orders").at("/labels").toString()).isEqualTo("[\"country=DE, plan=pro\",\"country=FR\"]");
        JsonNode whole = series("orders", null, then);
        assertThat(whole.at("/points/0/sum").asDouble()).as(whole.toString()).isEqualTo(22);
        assertThat(whole.at("/points/10/sum").asDouble()).isEqualTo(3);
        assertThat(series("orders", "country=DE, plan=pro", then)
                        .at("/points/0/sum")
                        .asDouble())
                .isEqualTo(15);
        assertThat(series("orders", "country=FR", then).at("/points/0/sum").asDouble())
                .isEqualTo(7);
        // an hour, made of the sums of its minutes
        JsonNode hour = read("orders/timeseries?step=1h&from=" + then + "&to=" + then.plusSeconds(3600));
        assertThat(hour.at("/points/0/sum").asDouble()).isEqualTo(25);
    }

    @Test
    void values_of_a_minute_of_the_last_hour_count_once_in_memory_and_in_the_database() throws Exception {
        Instant then = Instant.now().minus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.MINUTES);
        for (int i = 0; i < 2; i++) {
            assertThat(post("late?kind=COUNTER", "{\"value\": 4, \"time\": \"" + then.plusSeconds(2) + "\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(series("late", null, then).at("/points/0/sum").asDouble()).isEqualTo(8);
    }

    @Test
    void what_is_wrong_with_an_item_is_told_by_its_place_and_the_rest_counts() throws Exception {
        HttpResponse<String> answer = post("mixed?kind=COUNTER", """
            [{"value": 1}, 7, {"value": "1"}, {"value": -1}, {"value": 1e999}, {},
             {"value": 1, "time": "2040-01-01T00:00:00Z"}, {"value": 1, "time": 0}, {"value": 1, "time": "soon"},
             {"value": 1, "time": 99999999999999999999999}, {"value": 1, "labels": 7}, {"value": 1, "labels": {"a b": "c"}},
             {"value": 1, "labels": {"a": {"b": 1}}}, {"value": 1, "labels": {"a": ""}},
             {"value": 2, "labels": {"shop": "'; drop table series; --<b>"}}]""");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode taken = JsonMapper.shared().readTree(answer.body());
        assertThat(taken.at("/accepted").asInt()).as(answer.body()).isEqualTo(2);
        assertThat(taken.at("/refused").asInt()).isEqualTo(13);
        for (int i = 0; i < 13; i++) {
            assertThat(taken.at("/problems/" + i + "/index").asInt()).isEqualTo(i + 1);
        }
        assertThat(post("mixed", "[{\"value\": true}]").statusCode()).isEqualTo(422);
    }

    @Test
    void beyond_the_sets_of_labels_a_value_is_refused_and_the_known_ones_go_on() throws Exception {
        String many = IntStream.range(0, BusinessMetrics.MOST_SETS + 5)
                .mapToObj(i -> "{\"value\": 1, \"labels\": {\"user\": \"u" + i + "\"}}")
                .collect(Collectors.joining(",", "[", "]"));
        JsonNode taken = JsonMapper.shared().readTree(post("peruser", many).body());
        assertThat(taken.at("/accepted").asInt()).isEqualTo(BusinessMetrics.MOST_SETS);
        assertThat(taken.at("/refused").asInt()).isEqualTo(5);
        assertThat(taken.at("/problems/0/detail").asString()).contains("at most " + BusinessMetrics.MOST_SETS);
        taken = JsonMapper.shared().readTree(post("peruser", many).body());
        assertThat(taken.at("/accepted").asInt()).isEqualTo(BusinessMetrics.MOST_SETS);
    }

    @Test
    void a_batch_counts_once_under_its_key_and_gzip_is_read() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("[{\"value\": 1},{\"value\": 2}]".getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = client.send(
                    to("packed", reporting)
                            .header("Content-Encoding", "gzip")
                            .header("Idempotency-Key", "k")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("\"accepted\":2").contains("\"repeated\":" + (i == 1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Orders|{\"value\":1}|422|words of a-z",
                "x?kind=COUNTER|{\"value\":1}|200|accepted",
                "x?kind=GAUGE|{\"value\":1}|422|is a COUNTER",
                "x?unit=EUR|{\"value\":1}|422|unit of x",
                "x|7|400|Send a value as",
                "x|[{\"value\":1}|400|not JSON",
                "x|{\"value\":1}{}|400|there is more"
            })
    void what_does_not_fit_is_a_problem_with_a_sentence(String path, String body, int status, String sentence)
            throws Exception {
        post("x?kind=COUNTER", "{\"value\": 1}");
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(sentence);
    }

    @Test
    void a_metric_that_nobody_reported_is_not_there() throws Exception {
        HttpResponse<String> answer = client.send(to("nothing", reading).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(client.send(
                                to("x", reading)
                                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_file_is_read_in_with_its_broken_lines_told() throws Exception {
        Instant then = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.HOURS);
        StringBuilder file = new StringBuilder("time,value,shop\n");
        for (int i = 0; i < 50_000; i++) {
            file.append(then.plusSeconds(i))
                    .append(',')
                    .append(i % 100 == 7 ? "oops" : "1")
                    .append(",s")
                    .append(i % 3);
            file.append('\n');
        }
        Uploaded uploaded = uploads.take(
                "sold",
                SeriesKind.COUNTER,
                "pieces",
                new ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(uploaded.accepted()).isEqualTo(49_500);
        assertThat(uploaded.refused()).isEqualTo(500);
        assertThat(uploaded.stopped()).isNull();
        assertThat(uploaded.problems().getFirst().line()).isEqualTo(9);
        JsonNode hour = read("sold/timeseries?step=1h&from=" + then + "&to=" + then.plusSeconds(3600));
        assertThat(hour.at("/points/0/sum").asDouble()).isEqualTo(3600 - 36);
    }

    private JsonNode series(String name, String labels, Instant from) throws Exception {
        return read(name + "/timeseries?step=1m&from=" + from + "&to=" + from.plusSeconds(900)
                + (labels == null ? "" : "&labels=" + URLEncoder.encode(labels, StandardCharsets.UTF_8)));
    }

    private JsonNode get(String name) throws Exception {
        return read(name);
    }

    private JsonNode read(String path) throws Exception {
        HttpResponse<String> answer = client.send(to(path, reading).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                to(path, reporting)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/business/" + path))
                .header("Authorization", "Bearer " + token);
    }

    private String token(TokenScope scope) {
        return ((TokenAnswer.Issued)
                        tokens.issue(new TokenDraft("business" + System.nanoTime(), EnumSet.of(scope), null, null)))
                .secret();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
