package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser looks at a page of somebody else's that carries rum.js, and what it felt is on screen. */
class ExperienceIT {
    private static final String CHOSEN = "correct horse battery";
    private static final int VISITS = 12;

    @TempDir
    Path home;

    @Test
    void visits_of_a_page_with_the_script_are_figures_of_the_console() throws Exception {
        HttpServer quotes = server("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml");
        try (RunningJar zol0 = RunningJar.start(home, "off", "--zol0.upstreams=quotes=" + address(quotes) + "/v1");
                ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            HttpServer shop = shop(zol0, address(quotes));
            String origin = address(shop);
            try {
                tab.login("admin", zol0.firstPassword());
                tab.chooseFirstPassword(CHOSEN);
                assertThat(tab.heading("Overview")).isVisible();
                tab.go("experience");
                assertThat(tab.heading("No browser reported yet")).isVisible();
                assertThat(tab.page.getByText("/rum.js\" async>")).isVisible();
                tab.page.getByLabel("Origins of pages").fill("shop");
                tab.button("Save").click();
                assertThat(tab.page.getByText("\"shop\" is not the origin of a page"))
                        .isVisible();
                tab.look("experience-empty");
                tab.page.getByLabel("Origins of pages").fill(origin);
                tab.button("Save").click();
                assertThat(tab.page.getByText("Saved; pages of 1 origin may report from now on."))
                        .isVisible();

                for (int i = 0; i < VISITS; i++) {
                    visit(browser, origin + "/basket/" + (1000 + i));
                }
                Locator row = tab.page
                        .locator("tr")
                        .filter(new Locator.FilterOptions()
                                .setHasText(origin.substring("http://".length()) + "/basket/{id}"));
                assertThat(row.getByText(Pattern.compile("(good|needs work|poor), 12 samples"))
                                .first())
                        .isVisible();
                assertThat(row.locator("td").nth(2))
                        .hasText(Pattern.compile("\\d+.(ms|s)(good|needs work|poor), 12.*"));
                assertThat(row.locator("td").nth(3))
                        .hasText(Pattern.compile("\\d+.(ms|s)(good|needs work|poor), 12.*"));
                assertThat(row.locator("td").nth(4))
                        .hasText(Pattern.compile("0(\\.\\d+)?(good|needs work|poor), 12.*"));
                // One that the page called and one that it loaded are of an upstream; its logo is of nobody that is
                // known.
                assertThat(tab.page.getByText("Slowest resources of upstreams")).isVisible();
                Locator resources = tab.page.locator("[aria-label='Slowest resources of upstreams'] tbody tr");
                assertThat(resources.first()).containsText("quotes/");
                assertThat(resources).hasCount(2);
                for (String path : new String[] {"quotes/chart.svg", "quotes/tickers"}) {
                    assertThat(resources.filter(new Locator.FilterOptions().setHasText(path)))
                            .hasText(Pattern.compile(".*\\d.(ms|s|µs).*12 samples"));
                }
                assertThat(resources
                                .filter(new Locator.FilterOptions().setHasText("quotes/tickers"))
                                .getByRole(AriaRole.LINK))
                        .hasAttribute("href", "endpoints?filter=quotes+%2Ftickers");
                tab.look("experience");
                String page = origin.substring("http://".length()) + "/basket/{id}";
                row.getByRole(AriaRole.LINK).click();
                assertThat(tab.page).hasURL(Pattern.compile("window=24h&page=localhost"));
                assertThat(tab.heading(page)).isVisible();
                assertThat(tab.page.locator("zol0-chart .chart-picture"))
                        .hasAttribute(
                                "aria-label",
                                Pattern.compile("^Largest paint \\(LCP\\), at .*: desktop \\d+.*(ms|s)$"));
                tab.look("experience-page");
                tab.requireClean();
                narrow(browser, zol0);
            } finally {
                shop.stop(0);
            }
        } finally {
            quotes.stop(0);
        }
    }

    /** Looks at the page, clicks, and goes away. */
    private static void visit(ConsoleBrowser browser, String url) {
        try (BrowserContext context = browser.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(url);
            // Nobody presses what has just been painted; a browser tells of no largest paint that it hears of after a
            // press.
            page.evaluate("""
                    () => new Promise(painted => new PerformanceObserver(painted)
                        .observe({ type: 'largest-contentful-paint', buffered: true }))""");
            page.getByText("Buy").click();
            assertThat(page.getByText("Thank you")).isVisible();
            page.waitForFunction(
                    "performance.getEntriesByName('first-contentful-paint').length > 0"
                            + " && performance.getEntriesByType('resource').filter(each => each.name.includes('/v1/')).length == 2");
            page.navigate("about:blank");
        }
    }

    private static void narrow(ConsoleBrowser browser, RunningJar zol0) {
        try (Tab tab = browser.open(zol0, 390, ColorScheme.DARK)) {
            tab.login("admin", CHOSEN);
            tab.go("experience?window=7d");
            assertThat(tab.page.getByText(Pattern.compile("12 samples")).first())
                    .isVisible();
            tab.look("experience");
        }
    }

    private static HttpServer shop(RunningJar zol0, String quotes) throws IOException {
        return server("""
                <!doctype html><html lang="en"><head><title>Shop</title><script src="%s/rum.js"></script></head>
                <body><h1>A shop with a heading that is large enough to be a largest paint</h1>
                <img src="%2$s/v1/chart.svg?of=today" alt="A chart"><img src="%2$s/v2/logo.svg" alt="A logo">
                <script>fetch('%2$s/v1/tickers?limit=5')</script>
                <button onclick="document.body.append('Thank you')">Buy</button></body></html>""".formatted(zol0.console(), quotes), "text/html;charset=utf-8");
    }

    /** One that answers everything alike, to pages of anybody. */
    private static HttpServer server(String text, String type) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://localhost:" + server.getAddress().getPort();
    }
}
