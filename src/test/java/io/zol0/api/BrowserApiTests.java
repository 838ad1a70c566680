package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.zol0.ApplicationTest;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.ingest.Browsers;
import io.zol0.metrics.Answer;
import io.zol0.metrics.Device;
import io.zol0.metrics.PageVital;
import io.zol0.metrics.PageVitals;
import io.zol0.metrics.Vital;
import io.zol0.users.AsItself;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What one address may report is spent by the last test only, since time passes as it does. */
@ApplicationTest
@AsItself
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserApiTests {
    private static final String SHOP = "https://shop.example.com";

    @LocalServerPort
    private int port;

    @Autowired
    private Browsers browsers;

    @Autowired
    private PageVitals vitals;

    @Autowired
    private Upstreams upstreams;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void allow() {
        browsers.change(List.of(SHOP), 1);
    }

    @Test
    void what_an_allowed_page_measured_is_counted_by_page_and_device() throws Exception {
        upstreams.add(UpstreamDraft.of("quotes", "https://quotes.example.com/v1"));
        HttpResponse<String> answer = report(SHOP, """
            {"page": "/orders/12345", "device": "mobile", "lcp": 1800.5, "inp": 90, "cls": 0.02, "fcp": 900, "ttfb": 200,
             "colour": {"a": [1]},
             "calls": [["https://quotes.example.com/v1/tickers", 45.5], ["https://quotes.example.com/v1/orders/81234", 400],
              ["https://elsewhere.example/", 9], 7, [1, 2], [{}]]}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(found())
                .filteredOn(each -> each.page().equals("shop.example.com/orders/{id}"))
                .extracting(PageVital::device, PageVital::vital)
                .containsExactly(
                        tuple(Device.MOBILE, Vital.LCP),
                        tuple(Device.MOBILE, Vital.INP),
                        tuple(Device.MOBILE, Vital.CLS),
                        tuple(Device.MOBILE, Vital.FCP),
                        tuple(Device.MOBILE, Vital.TTFB));
        assertThat(found())
                .filteredOn(each -> each.vital().isOfUpstream())
                .extracting(PageVital::page, PageVital::vital, PageVital::samples)
                .containsExactly(
                        tuple("quotes", Vital.UPSTREAM, 2L),
                        tuple("quotes/orders/{id}", Vital.RESOURCE, 1L),
                        tuple("quotes/tickers", Vital.RESOURCE, 1L));
    }

    @Test
    void pages_of_other_origins_are_refused() throws Exception {
        for (String origin : new String[] {"https://evil.example", "http://shop.example.com", "null", SHOP + ":8443"}) {
            HttpResponse<String> answer = report(origin, "{\"page\": \"/\", \"lcp\": 1}");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("origin-not-allowed");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        browsers.change(List.of(), 1);
        assertThat(report(SHOP, "{\"page\": \"/\", \"lcp\": 1}").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "[", "{\"page\": \"/a\"", "{\"page\": \"nowhere\"}", "{}", "{\"page\": \"/\\u0000\"}"})
    void what_is_no_report_is_a_problem_with_a_sentence(String body) throws Exception {
        HttpResponse<String> answer = report(SHOP, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("The report of a visit");
    }

    @Test
    void a_report_that_is_too_large_is_refused() throws Exception {
        assertThat(report(SHOP, "{\"page\": \"/" + "a".repeat(20_000) + "\"}").statusCode())
                .isEqualTo(413);
        assertThat(report(SHOP, "{\"page\": \"/" + "a".repeat(400) + "\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void an_address_that_reports_too_often_is_told_to_wait() throws Exception {
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            HttpResponse<String> answer = report(SHOP, "{\"page\": \"/\", \"lcp\": 1}");
            if (answer.statusCode() == 429) {
                refused++;
                assertThat(answer.headers().firstValue("Retry-After")).contains("60");
            }
        }
        assertThat(refused).isBetween(30, 95);
    }

    @Test
    void the_script_is_for_every_page_and_says_how_many_visits_report() throws Exception {
        browsers.change(List.of(SHOP), 0.25);
        HttpResponse<String> script = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rum.js"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.body()).contains("const share = 0.25;").doesNotContain("cookie =", "localStorage");
        assertThat(script.body().length()).isLessThan(6_000);
        assertThat(script.headers().firstValue("Cross-Origin-Resource-Policy")).contains("cross-origin");
        assertThat(script.headers().firstValue("Cache-Control")).contains("max-age=600, public");
        assertThat(script.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "ftp://a.example",
                "https://a.example/path",
                "https://u@a.example",
                "javascript:x",
                "https://"
            })
    void what_is_no_origin_is_not_allowed(String origin) {
        assertThatThrownBy(() -> browsers.change(List.of(origin), 1))
                .isInstanceOf(InvalidDraft.class)
                .hasMessageContaining("is not the origin of a page");
        assertThatThrownBy(() -> browsers.change(List.of(), 0)).isInstanceOf(InvalidDraft.class);
    }

    @Test
    void origins_are_kept_as_browsers_write_them() {
        assertThat(browsers.change(List.of(" HTTPS://Shop.Example.com:443/ ", "http://localhost:3000"), 0.5)
                        .sorted())
                .containsExactly("http://localhost:3000", SHOP);
        assertThat(browsers.current().share()).isEqualTo(0.5);
    }

    private List<PageVital> found() {
        return switch (vitals.since(Instant.now().minus(Duration.ofHours(2)))) {
            case Answer.Found<List<PageVital>>(List<PageVital> found) -> found;
            case Answer.Unavailable<List<PageVital>>(String reason) -> throw new AssertionError(reason);
        };
    }

    private HttpResponse<String> report(String origin, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rum"))
                        .header("Origin", origin)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
