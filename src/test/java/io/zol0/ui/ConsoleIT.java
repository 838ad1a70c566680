package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The console of the packaged jar, in a real browser: from the first login to the first own call. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static final String CHOSEN = "correct horse battery";

    @TempDir
    static Path home;

    private static RunningJar zol0;
    private static HttpServer provider;
    private static ConsoleBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            byte[] body = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
            boolean broken = exchange.getRequestURI().getPath().startsWith("/broken");
            exchange.sendResponseHeaders(broken ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        zol0 = RunningJar.start(home, "off");
        browser = ConsoleBrowser.start();
    }

    @AfterAll
    static void stop() {
        Stream.<AutoCloseable>of(browser, zol0).forEach(each -> {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        provider.stop(0);
    }

    @Test
    @Order(1)
    void the_first_login_has_to_choose_a_password_of_its_own() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", "not the password");
            assertThat(tab.page.getByText("do not belong together")).isVisible();
            tab.look("login");

            tab.login("admin", zol0.firstPassword());
            Locator fields = tab.page.locator("vaadin-password-field input");
            assertThat(tab.page.getByText("Choose your own password")).isVisible();
            tab.go("endpoints");
            assertThat(tab.page.getByText("Choose your own password")).isVisible();
            fields.nth(0).fill(zol0.firstPassword());
            fields.nth(1).fill("short");
            fields.nth(2).fill("short");
            fields.nth(2).press("Enter");
            assertThat(tab.page.getByText("it needs at least 12").first()).isVisible();
            fields.nth(1).fill(CHOSEN);
            fields.nth(2).fill(CHOSEN);
            fields.nth(2).press("Enter");
            assertThat(tab.heading("Overview")).isVisible();
            tab.requireClean();
        }
    }

    @Test
    @Order(2)
    void the_first_own_call_is_seen_on_the_page_without_a_reload() throws Exception {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("settings/upstreams/new");
            tab.page.getByLabel("Name").fill("mine");
            tab.page.getByLabel("Base URL").fill("ftp://nowhere");
            tab.page.getByLabel("Base URL").press("Tab");
            assertThat(tab.page.getByText("begins with https:// or http://").first())
                    .isVisible();
            tab.page
                    .getByLabel("Base URL")
                    .fill("http://127.0.0.1:" + provider.getAddress().getPort());
            tab.button("Add the upstream").click();
            assertThat(tab.heading("mine")).isVisible();
            assertThat(tab.page.getByText("Waiting for the first call…")).isVisible();
            assertThat(tab.page.locator("pre.curl")).containsText("/mine/");
            tab.button("Test the connection").click();
            assertThat(tab.page.getByText("Answered 200 in")).isVisible();

            tab.page.evaluate("window.neverReloaded = true");
            long asked = System.nanoTime();
            assertThat(call("/mine/ping?x=1")).isEqualTo(200);
            assertThat(tab.page.getByText(Pattern.compile("First call seen: GET /ping.* 200 in")))
                    .isVisible();
            System.out.printf("first own call seen after %d ms%n", (System.nanoTime() - asked) / 1_000_000);
            assertThat(tab.page.evaluate("window.neverReloaded")).isEqualTo(true);
            tab.look("upstream");
            tab.requireClean();
        }
    }

    @Test
    @Order(3)
    void the_overview_moves_by_itself() throws Exception {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.DARK)) {
            tab.login("admin", CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            call("/mine/orders/17");
            call("/mine/broken");
            assertThat(tab.page.getByText("GET /orders/{id}").first()).isVisible();
            assertThat(tab.page.locator("zol0-live-mark")).hasText("live");
            assertThat(tab.page.locator("zol0-chart .apexcharts-svg").first()).isVisible();
            String before =
                    tab.page.locator("zol0-chart .chart-picture").first().getAttribute("aria-label");
            assertThat(tab.page.locator("zol0-chart .chart-picture").first())
                    .not()
                    .hasAttribute("aria-label", before);
            tab.requireClean();
        }
    }

    @Test
    @Order(4)
    void every_page_is_fit_to_be_seen_at_every_width_in_both_schemes() throws Exception {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1440, 1024, 390}) {
                // Each time, for the pages show the last five minutes.
                for (int i = 0; i < 30; i++) {
                    call(i % 10 == 0 ? "/mine/broken" : "/mine/depth?symbol=" + i);
                }
                try (Tab tab = browser.open(zol0, width, scheme)) {
                    tab.login("admin", CHOSEN);
                    assertThat(tab.page.locator("zol0-chart .apexcharts-svg").first())
                            .isVisible();
                    tab.look("overview");
                    tab.go("endpoints?filter=depth");
                    tab.page.getByText("GET /depth").first().click();
                    assertThat(tab.heading("GET /depth")).isVisible();
                    assertThat(tab.page.getByText("Latency over time")).isVisible();
                    tab.look("endpoint");
                    tab.go("endpoints");
                    assertThat(tab.page.getByText("GET /depth").first()).isVisible();
                    tab.look("endpoints");
                    tab.go("settings/upstreams");
                    assertThat(tab.heading("Upstreams")).isVisible();
                    tab.look("upstreams");
                    tab.go("account");
                    assertThat(tab.heading("My account")).isVisible();
                    tab.look("account");
                    tab.go("nowhere");
                    assertThat(tab.page.getByText("There is no page at")).isVisible();
                    tab.requireClean();
                }
            }
        }
    }

    @Test
    @Order(5)
    void the_keyboard_goes_everywhere() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            assertThat(tab.page.locator("zol0-live-mark")).hasText("live");
            tab.page.keyboard().press("g");
            tab.page.keyboard().press("e");
            assertThat(tab.heading("Endpoints")).isVisible();
            tab.page.keyboard().press("/");
            assertThat(tab.page.getByLabel("Page, upstream or endpoint")).isFocused();
            tab.page.keyboard().type("mine");
            assertThat(tab.page.getByRole(AriaRole.OPTION).first()).isVisible();
            tab.page.keyboard().press("ArrowDown");
            tab.page.keyboard().press("Enter");
            tab.page.waitForURL(Pattern.compile("settings/upstreams/\\d+|endpoints/\\d+"));
            tab.page.keyboard().press("?");
            assertThat(tab.page.getByText("g then e")).isVisible();
            tab.requireClean();
        }
    }

    @Test
    @Order(6)
    void what_was_saved_is_undone_by_one_button() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            openMine(tab);
            tab.page.getByLabel("Environment").fill("staging");
            tab.page.getByLabel("Environment").press("Tab");
            tab.button("Save").click();
            assertThat(tab.page.getByText("Saved; it holds from now on.")).isVisible();
            tab.look("saved");
            tab.button("Undo").click();
            assertThat(tab.page.getByText("Undone; it is as it was before.")).isVisible();
            assertThat(tab.page.getByLabel("Environment")).hasValue("production");
            tab.page.reload();
            assertThat(tab.page.getByLabel("Environment")).hasValue("production");
            tab.requireClean();
        }
    }

    @Test
    @Order(7)
    void of_two_who_change_an_upstream_the_second_is_told_of_the_first() {
        try (Tab first = browser.open(zol0, 1440, ColorScheme.LIGHT);
                Tab second = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            first.login("admin", CHOSEN);
            second.login("admin", CHOSEN);
            openMine(first);
            openMine(second);
            first.page.getByLabel("Environment").fill("canary");
            first.page.getByLabel("Environment").press("Tab");
            first.button("Save").click();
            assertThat(first.page.getByText("Saved; it holds from now on.")).isVisible();

            openSettings(second);
            second.page.getByLabel("Longest wait for a connection").fill("3 s");
            second.page.getByLabel("Longest wait for a connection").press("Tab");
            second.button("Save").click();
            assertThat(second.page.getByText(
                            "Someone else changed mine since you opened it: environment production → canary."))
                    .isVisible();
            second.look("conflict");
            second.button("Put my changes on top of it").click();
            assertThat(second.page.getByLabel("Environment")).hasValue("canary");
            assertThat(second.page.getByLabel("Longest wait for a connection")).hasValue("3 s");
            second.button("Save").click();
            assertThat(second.page.getByText("Saved; it holds from now on.")).isVisible();

            first.page.getByLabel("Environment").fill("staging");
            first.page.getByLabel("Environment").press("Tab");
            first.button("Save").click();
            assertThat(first.page.getByText("longest wait for a connection 5 s → 3 s"))
                    .isVisible();
            first.button("Show what it is now").click();
            assertThat(first.page.getByLabel("Environment")).hasValue("canary");
            first.requireClean();
            second.requireClean();
        }
    }

    @Test
    @Order(8)
    void the_long_windows_say_that_they_lack_data_until_there_is_some() throws Exception {
        call("/mine/depth");
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("endpoints?filter=depth");
            tab.page.getByText("GET /depth").first().click();
            assertThat(tab.page.getByText("24 h: not enough data yet")).isVisible();
            assertThat(tab.page.getByText("30 d: not enough data yet")).isVisible();
            tab.requireClean();
        }
    }

    @Test
    @Order(9)
    void a_token_is_shown_once_names_its_caller_and_ends_when_it_is_revoked() throws Exception {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("settings/tokens");
            assertThat(tab.page.getByText("bootstrap")).isVisible();
            tab.look("tokens");
            tab.button("Make a token").click();
            tab.button("Make the token").click();
            assertThat(tab.page.getByText("The name takes 1 to 64 letters").first())
                    .isVisible();
            tab.page.getByLabel("Name").fill("bot-7");
            tab.look("token-new");
            tab.button("Make the token").click();
            Locator secret = tab.page.getByLabel("secret of the token");
            assertThat(secret).hasText(Pattern.compile("zol0_\\S{38}"));
            String token = secret.textContent();
            tab.look("token-secret");
            tab.button("I have it").click();
            assertThat(secret).hasCount(0);
            assertThat(call("/mine/depth", token)).isEqualTo(200);
            org.assertj.core.api.Assertions.assertThat(tab.page.content()).doesNotContain(token);

            tab.go("endpoints?filter=depth");
            tab.page.getByText("GET /depth").first().click();
            assertThat(tab.page.getByText("bot-7").first()).isVisible();

            tab.go("account");
            assertThat(tab.page.getByText("No tokens yet")).isVisible();
            tab.go("settings/tokens");
            tab.page
                    .locator(".upstream-card", new Page.LocatorOptions().setHasText("bot-7"))
                    .getByText("Revoke…")
                    .click();
            tab.button("Revoke bot-7").click();
            assertThat(tab.heading("bot-7")).hasCount(0);
            assertThat(call("/mine/depth", token)).isEqualTo(401);
            tab.requireClean();
        }
    }

    @Test
    @Order(10)
    void rows_hold_still_for_a_pointer_that_moves_onto_them_but_not_for_one_that_rests() throws Exception {
        call("/mine/depth");
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("endpoints?filter=depth");
            tab.page.getByText("GET /depth").first().click();
            Locator windows =
                    tab.page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Latency by window"));
            assertThat(windows).isVisible();
            // The click left the pointer where the rows of this page are now.
            assertThat(tab.page.locator("zol0-live-mark")).hasText("live");
            call("/mine/depth?late=1", null, "late-comer");
            assertThat(tab.page.getByText("late-comer").first()).isVisible();

            windows.hover();
            assertThat(tab.page.locator("zol0-live-mark")).hasText("paused");
            tab.heading("GET /depth").hover();
            assertThat(tab.page.locator("zol0-live-mark")).hasText("live");
            tab.requireClean();
        }
    }

    @Test
    @Order(11)
    void exact_times_are_told_in_the_zone_that_was_chosen_in_this_browser() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("account");
            Locator zone = tab.page.getByLabel("Time zone");
            assertThat(zone).hasValue("As the browser has it");
            zone.fill("Asia/Tokyo");
            tab.page
                    .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Asia/Tokyo"))
                    .click();
            assertThat(tab.page.locator("zol0-time").first()).hasAttribute("title", exactInTokyo(tab));
            tab.page.reload();
            assertThat(zone).hasValue("Asia/Tokyo");
            assertThat(tab.page.locator("zol0-time").first()).hasAttribute("title", exactInTokyo(tab));
            tab.requireClean();
        }
    }

    private static String exactInTokyo(Tab tab) {
        return (String) tab.page.locator("zol0-time").first().evaluate("""
            time => new Intl.DateTimeFormat(undefined,
                { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Tokyo' })
                .format(Number(time.getAttribute('at')))\
            """);
    }

    @Test
    @Order(12)
    void a_removed_upstream_is_gone_with_its_endpoints() throws Exception {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            openMine(tab);
            tab.button("Remove…").click();
            assertThat(tab.page.getByText("Callers of /mine/… get 404 from then on."))
                    .isVisible();
            tab.look("removal");
            tab.button("Keep it").click();
            assertThat(call("/mine/ping")).isEqualTo(200);
            tab.button("Remove…").click();
            tab.button("Remove mine").click();
            assertThat(tab.heading("Upstreams")).isVisible();
            assertThat(tab.page.getByText("mine", new Page.GetByTextOptions().setExact(true)))
                    .hasCount(0);
            assertThat(call("/mine/ping")).isEqualTo(404);
            tab.go("endpoints");
            assertThat(tab.page.getByText("No endpoint was called in the last 5 minutes"))
                    .isVisible();
            tab.look("endpoints-empty");
            tab.requireClean();
        }
    }

    private static void openSettings(Tab tab) {
        tab.page.getByText("Time-outs and details").click();
    }

    private static void openMine(Tab tab) {
        tab.go("settings/upstreams");
        tab.page
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("mine").setExact(true))
                .click();
        assertThat(tab.heading("mine")).isVisible();
    }

    private static int call(String path) throws IOException, InterruptedException {
        return call(path, null, null);
    }

    private static int call(String path, String token) throws IOException, InterruptedException {
        return call(path, token, null);
    }

    private static int call(String path, @Nullable String token, @Nullable String caller)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(zol0.gateway() + path));
        if (token != null) {
            request.header("X-ZoL0-Token", token);
        }
        if (caller != null) {
            request.header("X-ZoL0-Caller", caller);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
