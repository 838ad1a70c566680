package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final double PATIENCE = 60_000;

    @TempDir
    static Path home;

    private static RunningJar zol0;
    private static HttpServer provider;
    private static Playwright playwright;
    private static Browser browser;

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
        zol0 = RunningJar.start(home);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stop() {
        Stream.<AutoCloseable>of(browser, playwright, zol0).forEach(each -> {
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
        try (Tab tab = Tab.open(1440, ColorScheme.LIGHT)) {
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
            assertThat(tab.page.getByText("it needs at least 12")).isVisible();
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
        try (Tab tab = Tab.open(1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("settings/upstreams/new");
            tab.page.getByLabel("Name").fill("mine");
            tab.page.getByLabel("Base URL").fill("ftp://nowhere");
            tab.page.getByLabel("Base URL").press("Tab");
            assertThat(tab.page.getByText("begins with https:// or http://")).isVisible();
            tab.page
                    .getByLabel("Base URL")
                    .fill("http://127.0.0.1:" + provider.getAddress().getPort());
            tab.button("Add the upstream").click();
            assertThat(tab.heading("mine")).isVisible();
            assertThat(tab.page.getByText("Waiting for the first call…")).isVisible();
            assertThat(tab.page.locator("pre.curl")).containsText("/mine/");
            tab.button("Test the connection").click();
            assertThat(tab.page.getByText("Answered 200 in")).isVisible();

            assertThat(call("/mine/ping?x=1")).isEqualTo(200);

            assertThat(tab.page.getByText(Pattern.compile("First call seen: GET /ping.* 200 in")))
                    .isVisible();
            tab.look("upstream");
            tab.requireClean();
        }
    }

    @Test
    @Order(3)
    void the_overview_moves_by_itself() throws Exception {
        try (Tab tab = Tab.open(1440, ColorScheme.DARK)) {
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
        for (int i = 0; i < 30; i++) {
            call(i % 10 == 0 ? "/mine/broken" : "/mine/depth?symbol=" + i);
        }
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1440, 1024, 390}) {
                try (Tab tab = Tab.open(width, scheme)) {
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
        try (Tab tab = Tab.open(1440, ColorScheme.LIGHT)) {
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
            tab.requireClean();
        }
    }

    private static int call(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(zol0.gateway() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static Path chromium() {
        Stream<String> given = Stream.of(System.getProperty("zol0.chromium"), System.getenv("ZOL0_CHROMIUM"))
                .flatMap(path -> Optional.ofNullable(path).stream());
        Stream<String> found = Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser").map(name -> folder + "/" + name));
        return Stream.concat(given, found)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The browser tests need Chromium: install it (apt install chromium) or set ZOL0_CHROMIUM."));
    }

    /** A browser of its own with one page, and everything that went wrong in it. */
    private static final class Tab implements AutoCloseable {
        final Page page;
        private final BrowserContext context;
        private final String suffix;
        private final List<String> complaints = new CopyOnWriteArrayList<>();

        private Tab(int width, ColorScheme scheme) {
            context = browser.newContext(new Browser.NewContextOptions()
                    .setViewportSize(width, width < 500 ? 844 : 900)
                    .setColorScheme(scheme));
            context.setDefaultTimeout(PATIENCE);
            page = context.newPage();
            suffix = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
            page.onConsoleMessage(message -> {
                // A page that is not there answers 404, which the browser tells of.
                if (message.type().equals("error") && !message.location().contains("/nowhere")) {
                    complaints.add("console: " + message.text() + " " + message.location());
                }
            });
            page.onPageError(error -> complaints.add("error: " + error));
        }

        static Tab open(int width, ColorScheme scheme) {
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
            return new Tab(width, scheme);
        }

        void go(String path) {
            page.navigate(zol0.console() + "/" + path);
        }

        void login(String name, String password) {
            go("login");
            page.locator("input[name=username]").fill(name);
            page.locator("input[name=password]").fill(password);
            page.locator("input[name=password]").press("Enter");
            page.waitForURL(url -> !url.endsWith("/login"));
        }

        Locator heading(String text) {
            return page.getByRole(
                    AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
        }

        Locator button(String text) {
            return page.getByRole(
                    AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
        }

        /** Keeps a picture, and finds neither a serious violation of accessibility nor a page wider than its window. */
        void look(String name) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(
                            System.getProperty("zol0.screenshots", "target/screenshots"), name + suffix + ".png")));
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s%s fits its window", name, suffix)
                    .isTrue();
            List<String> serious = new ArrayList<>();
            for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
                if (List.of("serious", "critical").contains(rule.getImpact())) {
                    serious.add(rule.getId() + " " + rule.getNodes());
                }
            }
            assertThat(serious).as("accessibility of %s%s", name, suffix).isEmpty();
        }

        void requireClean() {
            assertThat(complaints).isEmpty();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
