package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.MadeTimes;
import io.zol0.users.AsItself;
import io.zol0.users.Token;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApplicationTest
@AsItself
class FiguresApiTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Instant hour =
            Instant.now().minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS).plus(5, ChronoUnit.HOURS);
    private final String span = "from=" + hour + "&to=" + hour.plus(1, ChronoUnit.DAYS);

    @LocalServerPort
    private int port;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private Tokens tokens;

    @Autowired
    private JdbcTemplate database;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Endpoint> made = new ArrayList<>();
    private Upstream exchange;
    private String all = "";
    private String restricted = "";

    @BeforeEach
    void measure() {
        exchange = upstreams.add(UpstreamDraft.of("exchange", "https://api.example.com"));
        Upstream other = upstreams.add(UpstreamDraft.of("other", "https://api.example.org"));
        for (int i = 0; i < 5; i++) {
            made.add(endpoints.resolve(exchange.id(), "GET", "/v1/path" + (char) ('a' + i)));
            write(exchange.id(), made.get(i).id(), (i + 1) * 10L, i);
        }
        made.add(endpoints.resolve(other.id(), "GET", "/v1/elsewhere"));
        write(other.id(), made.getLast().id(), 7, 0);
        write(exchange.id(), 0, 150, 10);
        write(other.id(), 0, 7, 0);
        all = token("reader", null);
        restricted = token("restricted", Set.of("nowhere"));
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
        database.update("delete from call_minute");
        database.update("delete from single_call");
        database.update("delete from caller_hour");
        client.shutdownNow();
    }

    @Test
    void a_mistyped_path_is_called_so_and_not_forbidden() throws Exception {
        assertThat(get("/api/performance/sumary", all).statusCode()).isEqualTo(404);
        assertThat(get("/api/optimizer", all).body()).contains("nothing at this path");
        assertThat(get("/v1/logs", all).statusCode()).isEqualTo(404);
        assertThat(get("/api/audit", all).statusCode()).isEqualTo(403);
        assertThat(get("/api/optimizer", "zol0_wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void the_summary_is_of_what_is_asked_for() throws Exception {
        assertThat(json("/api/performance/summary?" + span).at("/figures/calls").asLong())
                .isEqualTo(157);
        JsonNode one = json("/api/performance/summary?upstream=exchange&" + span);
        assertThat(one.at("/figures/calls").asLong()).isEqualTo(150);
        assertThat(one.at("/figures/errorShare").asDouble()).isEqualTo(10 / 150.0);
        assertThat(one.at("/figures/byOutcome/FAILED").asLong()).isEqualTo(10);
        assertThat(one.at("/figures/totalMs").isNull())
                .as("no time was measured")
                .isTrue();
        assertThat(one.at("/source").asString()).isEqualTo("HISTORY");
        assertThat(json("/api/performance/summary?endpoint=" + made.get(2).id() + "&" + span)
                        .at("/figures/calls")
                        .asLong())
                .isEqualTo(30);
        JsonNode live = json("/api/performance/summary?window=5m");
        assertThat(live.at("/source").asString()).isEqualTo("LIVE");
        assertThat(live.at("/figures/errorShare").isNull()).isTrue();
    }

    @Test
    void where_callers_are_not_told_apart_nobody_is_answered_for_all() throws Exception {
        for (String path : new String[] {"", "/heatmap"}) {
            HttpResponse<String> answer =
                    get("/api/performance/endpoints/" + made.getFirst().id() + path + "?caller=bot-7", all);
            assertThat(answer.statusCode()).as(path).isEqualTo(422);
            assertThat(answer.body()).contains("all callers together");
        }
    }

    @Test
    void of_one_caller_calls_and_failures_are_told_in_whole_hours() throws Exception {
        called("bot-7", 0, 0, 10, 1);
        called("bot-7", 0, 1, 20, 0);
        called("bot-7", 1, 5, 5, 5);
        called("bot-8", 0, 0, 1_000, 0);
        JsonNode summary = json("/api/performance/summary?caller=bot-7&" + span);
        assertThat(summary.at("/figures/calls").asLong()).isEqualTo(35);
        assertThat(summary.at("/figures/errorShare").asDouble()).isEqualTo(6 / 35.0);
        assertThat(summary.at("/figures/byOutcome").isNull())
                .as("not counted of callers apart")
                .isTrue();
        assertThat(summary.at("/figures/bytesIn").isNull()).isTrue();
        assertThat(json("/api/performance/summary?caller=bot-7&endpoint="
                                + made.getFirst().id() + "&" + span)
                        .at("/figures/calls")
                        .asLong())
                .isEqualTo(30);

        JsonNode endpoints = json("/api/performance/endpoints?caller=bot-7&limit=1&" + span);
        assertThat(endpoints.at("/total").asLong()).isEqualTo(2);
        assertThat(endpoints.at("/endpoints/0/figures/calls").asLong()).isEqualTo(30);
        JsonNode next = json("/api/performance/endpoints?caller=bot-7&limit=1&cursor="
                + endpoints.at("/next").asString() + "&" + span);
        assertThat(next.at("/endpoints/0/figures/calls").asLong()).isEqualTo(5);
        assertThat(next.at("/next").isNull()).isTrue();
        assertThat(json("/api/performance/endpoints?caller=bot-7&sort=FAILED&" + span)
                        .at("/endpoints/0/figures/errorShare")
                        .asDouble())
                .isEqualTo(1);
        JsonNode series = json("/api/performance/timeseries?caller=bot-7&step=1h&" + span);
        List<Long> calls = new ArrayList<>();
        series.at("/points")
                .forEach(point -> calls.add(point.at("/figures/calls").asLong()));
        assertThat(calls).startsWith(10L, 20L, 0L, 0L, 0L, 5L).hasSize(24);
        assertThat(series.at("/points/0/figures/measured").asString()).isEqualTo("PT1H");
        assertThat(get("/api/performance/timeseries?caller=bot-7&step=15m&" + span, all)
                        .statusCode())
                .isEqualTo(422);

        assertThat(json("/api/performance/summary?caller=nobody&" + span)
                        .at("/figures/calls")
                        .asLong())
                .isZero();
        JsonNode live = json("/api/performance/timeseries?caller=bot-7&window=1h");
        assertThat(live.at("/source").asString()).isEqualTo("LIVE");
        assertThat(live.at("/step").asString()).isEqualTo("PT5M");
        assertThat(json("/api/performance/summary?caller=bot-7&" + span, restricted)
                        .at("/figures/calls")
                        .asLong())
                .as("of upstreams in sight alone")
                .isZero();
    }

    /** 20 calls of 11 to 30 ms at one endpoint and 10 of 2 ms at another; in the hour before times were kept there were 30 of the first. */
    @Test
    void of_one_caller_percentiles_are_told_where_times_were_kept_and_said_to_be_missing_elsewhere() throws Exception {
        called("bot-7", 0, 0, 30, 0);
        called("bot-7", 0, 1, 20, 0, IntStream.rangeClosed(11, 30).toArray());
        called("bot-7", 1, 1, 10, 0, IntStream.generate(() -> 2).limit(10).toArray());
        called("bot-7", 2, 1, 50, 0);
        called("bot-8", 0, 1, 1, 0, 9_000);

        JsonNode summary = json("/api/performance/summary?caller=bot-7&endpoint="
                        + made.getFirst().id() + "&" + span)
                .at("/figures");
        assertThat(summary.at("/calls").asLong()).isEqualTo(50);
        assertThat(summary.at("/totalMs/count").asLong()).isEqualTo(20);
        assertThat(summary.at("/totalMs/p50").asDouble()).isCloseTo(20, withinPercentage(1));
        assertThat(summary.at("/totalMs/p95").asDouble()).isCloseTo(29, withinPercentage(1));
        assertThat(summary.at("/totalMs/p99").asDouble()).isCloseTo(30, withinPercentage(1));
        assertThat(summary.at("/totalMs/max").asDouble()).isCloseTo(30, withinPercentage(1));
        assertThat(summary.at("/note").asString()).startsWith("Times were kept of 20 of these 50 calls:");
        assertThat(summary.at("/overheadMs").isNull()).isTrue();

        JsonNode points =
                json("/api/performance/timeseries?caller=bot-7&step=1h&" + span).at("/points");
        assertThat(points.at("/0/figures/totalMs").isNull())
                .as("an hour of before")
                .isTrue();
        assertThat(points.at("/0/figures/note").asString()).startsWith("Times of these calls were not kept:");
        assertThat(points.at("/1/figures/totalMs/count").asLong()).isEqualTo(30);
        assertThat(points.at("/1/figures/totalMs/p50").asDouble()).isCloseTo(15, withinPercentage(1));
        assertThat(points.at("/2/figures/note").isNull()).as("no calls").isTrue();

        JsonNode slowest = json("/api/performance/endpoints?caller=bot-7&sort=P95&limit=2&" + span);
        assertThat(slowest.at("/endpoints/0/id").asLong()).isEqualTo(made.get(0).id());
        assertThat(slowest.at("/endpoints/1/id").asLong()).isEqualTo(made.get(1).id());
        assertThat(slowest.at("/endpoints/1/figures/totalMs/p95").asDouble()).isCloseTo(2, withinPercentage(1));
        JsonNode last = json("/api/performance/endpoints?caller=bot-7&sort=P95&limit=2&cursor="
                + slowest.at("/next").asString() + "&" + span);
        assertThat(last.at("/endpoints/0/id").asLong())
                .as("without times, last though it is called most")
                .isEqualTo(made.get(2).id());
        assertThat(last.at("/endpoints/0/figures/totalMs").isNull()).isTrue();
        assertThat(last.at("/next").isNull()).isTrue();
    }

    @Test
    void endpoints_come_page_by_page_in_order() throws Exception {
        List<Long> seen = new ArrayList<>();
        String path = "/api/performance/endpoints?limit=2&" + span;
        JsonNode page = json(path);
        assertThat(page.at("/total").asLong()).isEqualTo(6);
        for (int pages = 0; pages < 3; pages++) {
            page.at("/endpoints")
                    .forEach(each -> seen.add(each.at("/figures/calls").asLong()));
            page = page.at("/next").isNull()
                    ? page
                    : json(path + "&cursor=" + page.at("/next").asString());
        }
        assertThat(page.at("/next").isNull()).isTrue();
        assertThat(seen).containsExactly(50L, 40L, 30L, 20L, 10L, 7L);
        JsonNode failed = json("/api/performance/endpoints?sort=FAILED&limit=1&upstream=exchange&" + span);
        assertThat(failed.at("/endpoints/0/template").asString()).isEqualTo("/v1/pathe");
        assertThat(failed.at("/endpoints/0/upstream").asString()).isEqualTo("exchange");
    }

    @Test
    void an_endpoint_its_heat_map_and_its_series() throws Exception {
        long id = made.get(1).id();
        JsonNode detail = json("/api/performance/endpoints/" + id + "?" + span);
        assertThat(detail.at("/endpoint/template").asString()).isEqualTo("/v1/pathb");
        assertThat(detail.at("/endpoint/figures/calls").asLong()).isEqualTo(20);
        JsonNode heat = json("/api/performance/endpoints/" + id + "/heatmap?step=1h&" + span);
        assertThat(heat.at("/columns")).hasSize(24);
        assertThat(heat.at("/bandsFromMs/1").asDouble()).isEqualTo(1.0);
        JsonNode series = json("/api/performance/timeseries?step=6h&endpoint=" + id + "&" + span);
        assertThat(series.at("/step").asString()).isEqualTo("PT6H");
        long calls = 0;
        for (JsonNode point : series.at("/points")) {
            calls += point.at("/figures/calls").asLong();
        }
        assertThat(calls).isEqualTo(20);
        assertThat(json("/api/performance/timeseries?window=1m&step=1s")
                        .at("/source")
                        .asString())
                .isEqualTo("LIVE");
    }

    @Test
    void single_calls_come_newest_or_slowest_first_and_by_caller() throws Exception {
        for (int i = 0; i < 3; i++) {
            call(made.get(i), "bot" + i % 2, 100 - i * 10);
        }
        JsonNode newest = json("/api/performance/calls?limit=2&" + span);
        assertThat(newest.at("/calls/0/caller").asString()).isEqualTo("bot0");
        assertThat(newest.at("/calls/0/totalMs").asDouble()).isEqualTo(80.0);
        assertThat(newest.at("/calls/0/upstream").asString()).isEqualTo("exchange");
        JsonNode rest = json(
                "/api/performance/calls?limit=2&cursor=" + newest.at("/next").asString() + "&" + span);
        assertThat(rest.at("/calls")).hasSize(1);
        assertThat(rest.at("/next").isNull()).isTrue();
        assertThat(json("/api/performance/slowest?" + span)
                        .at("/calls/0/totalMs")
                        .asDouble())
                .isEqualTo(100.0);
        assertThat(json("/api/performance/calls?caller=bot1&" + span).at("/calls"))
                .hasSize(1);
        assertThat(json("/api/performance/calls?outcome=FAILED&" + span).at("/calls"))
                .isEmpty();
        assertThat(json("/api/performance/calls?" + span, restricted).at("/calls"))
                .isEmpty();
    }

    @Test
    void a_restricted_token_sees_its_environments_alone() throws Exception {
        assertThat(json("/api/performance/summary?" + span, restricted)
                        .at("/figures/calls")
                        .asLong())
                .isZero();
        assertThat(json("/api/performance/endpoints?" + span, restricted).at("/endpoints"))
                .isEmpty();
        assertThat(get("/api/performance/endpoints/" + made.getFirst().id(), restricted)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/api/performance/summary?upstream=exchange", restricted).statusCode())
                .isEqualTo(422);
        assertThat(json("/api/monitoring/quotas", restricted)).isEmpty();
        assertThat(json("/api/monitoring/cache", restricted).at("/endpoints")).isEmpty();
        assertThat(json("/api/monitoring/status", restricted)
                        .at("/lastQuarterHour/calls")
                        .asLong())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "summary?window=soon|Write a time as 90s, 15m, 24h or 30d, or by ISO 8601 as PT15M.",
                "summary?window=1h&from=2026-01-01T00:00:00Z|Give either a window or from and to, not both.",
                "summary?upstream=nobody|There is no upstream nobody.",
                "summary?environment=mars|There is no upstream in the environment mars.",
                "endpoints?limit=0|A page has 1 to 500 rows.",
                "endpoints?cursor=zzz|This is no cursor: take next of the page before, or leave it out.",
                "timeseries?window=30d&step=1m|A step of 1m is too short here: there are at most 2000 steps.",
            })
    void what_makes_no_sense_is_said(String path, String sentence) throws Exception {
        HttpResponse<String> answer = get("/api/performance/" + path, all);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(JSON.readTree(answer.body()).at("/detail").asString()).isEqualTo(sentence);
    }

    @Test
    void status_says_which_terms_it_has_and_which_are_missing() throws Exception {
        JsonNode status = json("/api/monitoring/status");
        int terms = status.at("/health/terms").size();
        int missing = status.at("/health/missing").size();
        assertThat(terms + missing).isEqualTo(11);
        assertThat(missing).isGreaterThanOrEqualTo(7);
        assertThat(status.at("/health/missing/0/why").asString()).contains("20 are needed");
        assertThat(status.at("/checks")).isNotEmpty();
    }

    @Test
    void system_cache_and_quotas_are_told() throws Exception {
        JsonNode system = json("/api/monitoring/system");
        assertThat(system.at("/readings")).hasSizeGreaterThan(20);
        assertThat(system.at("/databaseBytes").asLong()).isPositive();
        assertThat(system.at("/history")).hasSizeGreaterThanOrEqualTo(7);
        assertThat(json("/api/monitoring/cache").at("/budgetBytes").asLong()).isPositive();
        assertThat(json("/api/monitoring/quotas").isArray()).isTrue();
    }

    @Test
    @Timeout(60)
    void a_listener_hears_of_a_changed_setting_until_its_token_is_revoked() throws Exception {
        HttpResponse<InputStream> stream =
                client.send(request("/api/events", all).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(events.readLine()).isEqualTo(": welcome");
            String operator = token("changer", null, TokenScope.OPERATE);
            HttpResponse<String> added = client.send(
                    request("/api/settings/quotas", operator)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("""
                                {"upstream": "exchange", "name": "weight",
                                 "windows": [{"kind": "ALIGNED", "capacity": 1200, "period": "PT1M"}]}"""))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
            assertThat(until(events, "event: ")).isEqualTo("event: setting-changed");
            JsonNode change = JSON.readTree(until(events, "data: ").substring(6));
            assertThat(change.at("/subject").asString()).isEqualTo("weight");
            SecurityContext before = SecurityContextHolder.getContext();
            Token mine = tokens.all().stream()
                    .filter(each -> each.name().equals("reader" + exchange.id()))
                    .findFirst()
                    .orElseThrow();
            SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                    "admin", null, AuthorityUtils.createAuthorityList("ROLE_ADMIN", "ROLE_VIEWER"))));
            assertThat(tokens.revoke(mine.id())).isTrue();
            SecurityContextHolder.setContext(before);
            assertThat(until(events, ": end")).isEqualTo(": end");
            assertThat(events.read()).as("the end, or the blank line before it").isIn(-1, (int) '\n');
        }
    }

    private static String until(BufferedReader events, String beginning) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("the stream ended before " + beginning);
    }

    private void write(long upstreamId, long endpointId, long calls, long failed) {
        OffsetDateTime minute = hour.plusSeconds(600).atOffset(ZoneOffset.UTC);
        database.queryForList("select call_minute_partition(?)", minute.toLocalDate());
        database.update(
                "insert into call_minute (minute, node, minutes, upstream_id, endpoint_id, served, failed)"
                        + " values (?, 1, 1, ?, ?, ?, ?)",
                minute,
                upstreamId,
                endpointId,
                calls - failed,
                failed);
        database.update("insert into rollup_due (kind, step, at) values ('call', 'FIVE_MINUTES', ?)", minute);
    }

    private void call(Endpoint endpoint, String caller, int millis) {
        OffsetDateTime at = hour.plusSeconds(1000 - millis).atOffset(ZoneOffset.UTC);
        database.queryForList("select single_call_partition(?)", at.toLocalDate());
        database.update(
                "insert into single_call (at, id, upstream_id, endpoint_id, why, outcome, status, total, first_byte,"
                        + " overhead, bytes_in, bytes_out, caller, method, target)"
                        + " values (?, ?, ?, ?, 2, 0, 200, ?, 0, 0, 0, 0, ?, 'GET', '/v1')",
                at,
                millis,
                endpoint.upstreamId(),
                endpoint.id(),
                millis * 1000L,
                caller);
    }

    /** @param millis what was kept of how long the calls took */
    private void called(String caller, int endpoint, int hours, long calls, long failed, int... millis) {
        Endpoint of = made.get(endpoint);
        database.update(
                "insert into caller_hour (hour, upstream_id, endpoint_id, caller, calls, failed, sketch)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                hour.plus(hours, ChronoUnit.HOURS).atOffset(ZoneOffset.UTC),
                of.upstreamId(),
                of.id(),
                caller,
                calls,
                failed,
                millis.length == 0
                        ? null
                        : MadeTimes.of(IntStream.of(millis)
                                        .mapToObj(Duration::ofMillis)
                                        .toArray(Duration[]::new))
                                .bytes());
    }

    private String token(String name, @Nullable Set<String> environments) {
        return token(name, environments, TokenScope.READ);
    }

    private String token(String name, @Nullable Set<String> environments, TokenScope scope) {
        TokenAnswer issued = tokens.issue(new TokenDraft(name + exchange.id(), EnumSet.of(scope), environments, null));
        return ((TokenAnswer.Issued) issued).secret();
    }

    private JsonNode json(String path) throws Exception {
        return json(path, all);
    }

    private JsonNode json(String path, String token) throws Exception {
        HttpResponse<String> answer = get(path, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return client.send(request(path, token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token);
    }
}
