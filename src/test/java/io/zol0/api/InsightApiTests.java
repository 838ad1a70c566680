package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.ApplicationTest;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.insight.BenchmarkPlan;
import io.zol0.insight.BenchmarkRun;
import io.zol0.insight.Benchmarks;
import io.zol0.insight.Costs;
import io.zol0.insight.Dependencies;
import io.zol0.insight.Environments;
import io.zol0.insight.Happening;
import io.zol0.insight.Happenings;
import io.zol0.insight.Health;
import io.zol0.insight.HealthWeights;
import io.zol0.insight.Place;
import io.zol0.insight.Price;
import io.zol0.insight.Security;
import io.zol0.insight.Term;
import io.zol0.insight.TermSetting;
import io.zol0.insight.Usage;
import io.zol0.insight.WeightsChanged;
import io.zol0.metrics.Answer;
import io.zol0.users.AsItself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Insight by REST and its services over the whole application. */
@ApplicationTest
@AsItself
class InsightApiTests {
    private static final AtomicInteger TOKENS = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Health health;

    @Autowired
    private Happenings happenings;

    @Autowired
    private Benchmarks benchmarks;

    @Autowired
    private Costs costs;

    @Autowired
    private Usage usage;

    @Autowired
    private Dependencies dependencies;

    @Autowired
    private Environments environments;

    @Autowired
    private Security security;

    private final HttpClient client = HttpClient.newHttpClient();
    private long shop;

    @BeforeEach
    void set() {
        shop = upstreams.add(UpstreamDraft.of("shop", "https://shop.example")).id();
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
    }

    @Test
    void a_deployment_is_taken_from_whoever_may_report_and_is_among_what_happened() throws Exception {
        Instant before = Instant.now().minusSeconds(2);
        HttpResponse<String> answer = tell(
                "{\"title\": \"trader 2.4.1 deployed\", \"upstream\": \"shop\", \"link\": \"https://ci.example/41\"}",
                token(TokenScope.INGEST, null));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).contains("trader 2.4.1 deployed");
        assertThat(happenings.between(before, Instant.now().plusSeconds(60)))
                .filteredOn(each -> each.kind() == Happening.Kind.DEPLOYMENT)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.upstreamId()).isEqualTo(shop);
                    assertThat(each.path()).isEqualTo("https://ci.example/41");
                });
    }

    @Test
    void what_makes_no_sense_of_a_deployment_is_said_field_by_field() throws Exception {
        HttpResponse<String> answer = tell(
                "{\"title\": \" \", \"upstream\": \"nowhere\", \"link\": \"javascript:alert(1)\", \"at\": \"2001-01-01T00:00:00Z\"}",
                token(TokenScope.OPERATE, null));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("title", "There is no upstream nowhere", "link", "400 days");
    }

    @Test
    void nobody_else_may_tell_of_one() throws Exception {
        assertThat(tell("{\"title\": \"x\"}", token(TokenScope.READ, null)).statusCode())
                .isEqualTo(403);
        assertThat(tell("{\"title\": \"x\"}", "").statusCode()).isEqualTo(401);
        HttpResponse<String> elsewhere =
                tell("{\"title\": \"x\", \"upstream\": \"shop\"}", token(TokenScope.INGEST, Set.of("staging")));
        assertThat(elsewhere.statusCode()).isEqualTo(422);
    }

    @Test
    void weights_have_versions_and_whoever_comes_second_is_told() {
        HealthWeights before = health.weights();
        HealthWeights saved = health.save(before.with(Term.CPU, new TermSetting(0.5, 50, 90)));
        assertThat(saved.version()).isEqualTo(before.version() + 1);
        assertThat(health.weights().terms().get(Term.CPU)).isEqualTo(new TermSetting(0.5, 50, 90));
        assertThat(health.versions().getFirst().version()).isEqualTo(saved.version());
        assertThatThrownBy(() -> health.save(before)).isInstanceOf(WeightsChanged.class);
    }

    @Test
    void a_report_of_a_past_week_is_the_same_each_time() throws Exception {
        String reading = token(TokenScope.READ, null);
        HttpResponse<String> first = get("/api/reports/week/2026-11-18", reading);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(first.body()).contains("Week of 16 November 2026", "Nothing was called.", "What to do next");
        assertThat(get("/api/reports/week/2026-11-18", reading).body()).isEqualTo(first.body());
        assertThat(get("/api/reports/year/2026-11-18", reading).statusCode()).isEqualTo(422);
        assertThat(get("/api/reports/day/soon", reading).statusCode()).isEqualTo(422);
    }

    @Test
    void an_upstream_that_is_not_one_s_own_is_not_put_under_load() {
        BenchmarkPlan plan = new BenchmarkPlan(shop, "/", 1, 1, "");
        assertThatThrownBy(() -> benchmarks.run(plan, "http://127.0.0.1:9"))
                .isInstanceOf(InvalidDraft.class)
                .hasMessageContaining("not marked as own");
        benchmarks.mark(shop, true);
        assertThat(benchmarks.own()).extracting(Upstream::name).containsExactly("shop");
        BenchmarkRun run = benchmarks.run(plan, "http://127.0.0.1:9");
        assertThat(run.failed()).isEqualTo(1);
        assertThat(benchmarks.runs()).extracting(BenchmarkRun::id).contains(run.id());
        benchmarks.mark(shop, false);
        assertThat(benchmarks.own()).isEmpty();
    }

    @Test
    void prices_and_budgets_hold_from_their_day_on() {
        Instant day = Instant.now().minusSeconds(3600);
        costs.set(new Price(shop, day, 0.5, 0, 0, 0, ""));
        costs.setBudget(shop, 100);
        costs.setCurrency("USD");
        assertThat(costs.prices())
                .singleElement()
                .satisfies(price -> assertThat(price.perCall()).isEqualTo(0.5));
        assertThat(costs.month())
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(((Costs.Bill) found.value()).currency())
                                .isEqualTo("USD"));
        assertThatThrownBy(() -> costs.set(new Price(shop, day, -1, 0, 0, 0, "")))
                .isInstanceOf(InvalidDraft.class);
        assertThatThrownBy(() -> costs.setCurrency("euro")).isInstanceOf(InvalidDraft.class);
    }

    @Test
    void every_other_question_is_answered_where_nothing_was_measured() {
        assertThat(usage.week(Place.EVERYTHING, ZoneOffset.UTC)).isInstanceOf(Answer.Found.class);
        assertThat(usage.callers(Place.EVERYTHING)).isInstanceOf(Answer.Found.class);
        assertThat(usage.turnover(Place.EVERYTHING)).isInstanceOf(Answer.Found.class);
        assertThat(dependencies.look(Dependencies.Span.WEEK)).isInstanceOf(Answer.Found.class);
        assertThat(environments.compare("production", "staging", Environments.Span.WEEK))
                .isInstanceOf(Answer.Found.class);
        assertThat(security.look()).isInstanceOf(Answer.Found.class);
        assertThat(security.measure().tokenCheck()).isPositive();
        assertThat(health.past(
                        Place.EVERYTHING, Instant.now().minus(Duration.ofDays(7)), Instant.now(), Duration.ofHours(1)))
                .isInstanceOf(Answer.Found.class);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> tell(String body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String token(TokenScope scope, @Nullable Set<String> environments) {
        TokenAnswer answer = tokens.issue(
                new TokenDraft("insight" + TOKENS.incrementAndGet(), EnumSet.of(scope), environments, null));
        return ((TokenAnswer.Issued) answer).secret();
    }
}
