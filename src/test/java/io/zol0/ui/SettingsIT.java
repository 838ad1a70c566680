package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Quotas and cache policies in a real browser: made, changed, taken back, and seen at work. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SettingsIT {
    private static final String CHOSEN = "correct horse battery";

    @TempDir
    static Path home;

    private static RunningJar zol0;
    private static ConsoleBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        zol0 = RunningJar.start(home, "on");
        browser = ConsoleBrowser.start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (browser != null) {
            browser.close();
        }
        if (zol0 != null) {
            zol0.close();
        }
    }

    @Test
    @Order(1)
    void a_binance_quota_is_made_from_the_preset_changed_and_changed_back() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("settings/upstreams/new");
            tab.page.getByLabel("Name").fill("binance");
            tab.page.getByLabel("Base URL").fill("http://127.0.0.1:9");
            tab.button("Add the upstream").click();
            assertThat(tab.heading("binance")).isVisible();

            tab.go("settings/limits");
            assertThat(tab.page.getByText("1,200 a minute by the clock")).isVisible();
            tab.look("limits");
            tab.button("Make a quota").click();
            assertThat(tab.page.getByText("6,000 a minute by the clock").first())
                    .isVisible();
            tab.look("limits-new");
            tab.button("Create 3 quotas").click();
            assertThat(tab.heading("orders")).isVisible();
            tab.page
                    .locator(".upstream-card", new Page.LocatorOptions().setHasText("6,000"))
                    .getByText("weight")
                    .click();
            assertThat(tab.page.getByText("Of binance: 6,000 a minute by the clock."))
                    .isVisible();

            Locator most = tab.page.getByLabel("At most").first();
            most.fill("0");
            most.press("Tab");
            assertThat(tab.page
                            .getByText("a window of 0 would never let a call through")
                            .first())
                    .isVisible();
            most.fill("3,000");
            most.press("Tab");
            tab.button("Save").click();
            assertThat(tab.page.getByText("Saved; it holds from now on.")).isVisible();
            tab.look("quota");
            tab.button("Undo").click();
            assertThat(tab.page.getByText("Undone; it is as it was before.")).isVisible();
            assertThat(tab.page.getByLabel("At most").first()).hasValue("6,000");

            tab.page.getByText("Learning the real limit").click();
            Locator floor = tab.page.getByLabel("Floor", new Page.GetByLabelOptions().setExact(true));
            Locator ceiling = tab.page.getByLabel("Ceiling", new Page.GetByLabelOptions().setExact(true));
            assertThat(ceiling).isHidden();
            tab.page
                    .locator("vaadin-select", new Page.LocatorOptions().setHasText("Off: what the windows say"))
                    .click();
            tab.page
                    .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("On: follow the provider"))
                    .click();
            ceiling.fill("150 %");
            ceiling.press("Tab");
            floor.fill("200 %");
            floor.press("Tab");
            assertThat(tab.page
                            .getByText("floor is above 0 % of the first window and at most its ceiling")
                            .first())
                    .isVisible();
            floor.fill("20 %");
            floor.press("Tab");
            tab.button("Save").click();
            assertThat(tab.page.getByText("Saved; it holds from now on.")).isVisible();
            tab.look("quota-control");
            tab.page.reload();
            tab.page.getByText("Learning the real limit").click();
            assertThat(tab.page.locator(
                            "vaadin-select-value-button",
                            new Page.LocatorOptions().setHasText("On: follow the provider")))
                    .isVisible();
            assertThat(floor).hasValue("20 %");
            assertThat(ceiling).hasValue("150 %");
            tab.requireClean();
        }
    }

    @Test
    @Order(2)
    void a_circuit_breaker_is_switched_on_and_a_preset_written_with_what_is_wrong_said_at_once() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("settings/limits");
            tab.page
                    .getByText("binance: circuit breaker off, concurrency limit off")
                    .click();
            assertThat(tab.heading("Protection of binance")).isVisible();
            tab.page.getByText("Hold calls back while an endpoint").click();
            Locator errors = tab.page.getByLabel("Opens at failed calls of");
            errors.fill("0 %");
            errors.press("Tab");
            assertThat(tab.page.getByText("a share of failed calls above 0 %").first())
                    .isVisible();
            errors.fill("40 %");
            errors.press("Tab");
            tab.button("Save").first().click();
            assertThat(tab.page.getByText("Saved; it holds from the next call on."))
                    .isVisible();
            tab.look("protection");
            tab.go("settings/limits");
            assertThat(tab.page.getByText("binance: circuit breaker on, concurrency limit off"))
                    .isVisible();

            tab.go("settings/presets/new");
            Locator text = tab.page.getByLabel("Preset", new Page.GetByLabelOptions().setExact(true));
            String example = text.inputValue();
            text.fill("{");
            text.press("Tab");
            Locator wrong = tab.page.locator("vaadin-text-area [slot=error-message]");
            assertThat(wrong).hasText("A preset is a JSON text of at most 64 KB.");
            tab.look("preset-wrong");
            text.fill(example);
            tab.press(tab.button("Save"), () -> assertThat(wrong).isEmpty());
            assertThat(tab.heading("Presets")).isVisible();
            tab.look("presets");
            tab.page.getByText("my-provider").click();
            assertThat(tab.heading("my-provider")).isVisible();
            tab.requireClean();
        }
    }

    @Test
    @Order(3)
    void the_quota_of_the_demo_is_seen_being_spent() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("quotas");
            Locator card = tab.page.locator(".quota-card").first();
            assertThat(card).containsText("begins anew in");
            assertThat(card).containsText("demo-market-maker");
            tab.look("quotas");
            tab.requireClean();
        }
    }

    @Test
    @Order(4)
    void calls_that_queue_at_a_small_limit_are_seen_waiting_and_go_on_once_the_change_is_taken_back() throws Exception {
        HttpServer provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        provider.start();
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT);
                HttpClient client = HttpClient.newHttpClient()) {
            tab.login("admin", CHOSEN);
            tab.go("settings/upstreams/new");
            tab.page.getByLabel("Name").fill("binance-test");
            tab.page
                    .getByLabel("Base URL")
                    .fill("http://127.0.0.1:" + provider.getAddress().getPort());
            tab.button("Add the upstream").click();
            assertThat(tab.heading("binance-test")).isVisible();
            tab.go("settings/limits/new");
            tab.page.locator("vaadin-select").first().click();
            tab.page
                    .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("binance-test"))
                    .click();
            tab.button("Create 3 quotas").click();
            tab.page
                    .locator(".upstream-card", new Page.LocatorOptions().setHasText("binance-test"))
                    .filter(new Locator.FilterOptions().setHasText("6,000"))
                    .getByText("weight")
                    .click();
            assertThat(tab.page.getByText("Of binance-test: 6,000 a minute by the clock."))
                    .isVisible();
            String settings = tab.page.url();
            fill(tab, "At most", "10");
            // However late in a minute they come, and whatever is kept for high priority.
            fill(tab, "Longest wait", "10 min");
            tab.button("Save").click();
            assertThat(tab.page.getByText("Saved; it holds from now on.")).isVisible();

            URI address = URI.create(zol0.gateway() + "/binance-test/api/v3/ping");
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(() -> client.sendAsync(
                            HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()))
                    .limit(25)
                    .toList();
            tab.go("quotas");
            assertThat(tab.page
                            .locator(".quota-card", new Page.LocatorOptions().setHasText("binance-test"))
                            .getByText("of high priority,"))
                    .isVisible();
            tab.look("quotas-waiting");
            String page = "quotas/" + settings.substring(settings.lastIndexOf('/') + 1);
            tab.go(page);
            assertThat(tab.page.getByText("GET /api/v3/ping")).isVisible();
            assertThat(tab.page.getByText("of high priority,")).isVisible();
            assertThat(tab.page.getByText("The operating level did not move in the last 24 hours."))
                    .isVisible();
            tab.look("quota-live");
            tab.page.getByText("Change it, or see who changed it before").click();
            tab.page.getByText("Take it back").first().click();
            assertThat(tab.page.getByLabel("At most").first()).hasValue("6,000");
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                org.assertj.core.api.Assertions.assertThat(answer.join().statusCode())
                        .as(answer.join().body())
                        .isEqualTo(200);
            }
            tab.go(page);
            assertThat(tab.page.getByText(" of normal priority waited, ")).isVisible();
            tab.requireClean();
        } finally {
            provider.stop(0);
        }
    }

    private static void fill(Tab tab, String label, String value) {
        Locator field = tab.page.getByLabel(label).first();
        field.fill(value);
        field.press("Tab");
    }

    @Test
    @Order(5)
    void a_policy_is_changed_an_endpoint_purged_and_both_are_in_the_audit() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("cache");
            assertThat(tab.page.getByText("GET /api/trading/statistics").first())
                    .isVisible();
            tab.look("cache");
            tab.go("settings/cache");
            assertThat(tab.page.getByText("As the origin says (RFC 9111)").first())
                    .isVisible();
            tab.look("cache-policies");
            tab.page.getByText("GET /api/trading/statistics").first().click();
            assertThat(tab.heading("Cache of GET /api/trading/statistics")).isVisible();
            tab.button("Purge this endpoint").click();
            assertThat(tab.page.getByText(Pattern.compile("answers? (was|were) dropped")))
                    .isVisible();
            Locator fresh = tab.page.getByLabel("Fresh for");
            fresh.fill("2 s");
            fresh.press("Tab");
            tab.button("Save").click();
            assertThat(tab.page.getByText("Saved; it holds from the next call on."))
                    .isVisible();
            tab.look("cache-policy");
            tab.go("settings/history");
            assertThat(tab.page.getByText("Cache policy GET /api/trading/statistics of demo changed"))
                    .isVisible();
            tab.look("settings-history");
            tab.go("audit");
            assertThat(tab.page.getByText("Purged").first()).isVisible();
            tab.requireClean();
        }
    }

    @Test
    @Order(6)
    void the_pages_are_fit_for_a_phone_in_the_dark() {
        try (Tab tab = browser.open(zol0, 390, ColorScheme.DARK)) {
            tab.login("admin", CHOSEN);
            for (String path :
                    List.of("quotas", "quotas/1", "cache", "settings/limits", "settings/limits/1", "settings/cache")) {
                tab.go(path);
                assertThat(tab.page.locator("main h1, .page h1").first()).isVisible();
                tab.look(path.replace('/', '-'));
            }
            tab.requireClean();
        }
    }
}
