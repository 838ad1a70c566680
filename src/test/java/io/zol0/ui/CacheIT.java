package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A TTL is set in a real browser, moves the hit rate on the live page, and its endpoint is purged, which the audit tells. */
class CacheIT {
    private static final String CHOSEN = "correct horse battery";

    @TempDir
    Path home;

    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void a_ttl_moves_the_hit_rate_and_a_purge_of_the_endpoint_is_in_the_audit() throws Exception {
        HttpServer origin = origin();
        try (RunningJar zol0 = RunningJar.start(home, "off");
                ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();

            tab.go("settings/upstreams/new");
            tab.page.getByLabel("Name").fill("shop");
            tab.page
                    .getByLabel("Base URL")
                    .fill("http://127.0.0.1:" + origin.getAddress().getPort());
            tab.button("Add the upstream").click();
            assertThat(tab.heading("shop")).isVisible();

            call(zol0, 10);
            assertThat(asked.get()).isEqualTo(10);
            tab.go("cache");
            assertThat(rate(tab)).hasText(Pattern.compile("0\\s%"));

            setTtl(tab, "1 min");
            tab.go("cache");
            assertThat(rate(tab)).hasText(Pattern.compile("0\\s%"));
            tab.page.evaluate("window.neverReloaded = true");
            call(zol0, 20);
            assertThat(asked.get()).isEqualTo(11);
            assertThat(rate(tab)).hasText(Pattern.compile("[1-9]\\d?(\\.\\d+)?\\s%"));
            assertThat(tab.page.getByText(Pattern.compile("^95\\s%$")).first()).isVisible();
            assertThat(tab.page.evaluate("window.neverReloaded")).isEqualTo(true);
            assertThat(tab.heading("Hit rate")).isVisible();
            tab.look("cache-live");

            openPolicy(tab);
            tab.button("Purge this endpoint").click();
            assertThat(tab.page.getByText("1 answer was dropped.")).isVisible();
            call(zol0, 1);
            assertThat(asked.get()).isEqualTo(12);
            tab.go("audit");
            Locator row = tab.page
                    .locator("tr, vaadin-grid-cell-content, li, .row")
                    .filter(new Locator.FilterOptions().setHasText("cache of shop"))
                    .first();
            assertThat(row).isVisible();
            assertThat(tab.page.getByText("Purged").first()).isVisible();
            tab.requireClean();
        } finally {
            origin.stop(0);
        }
    }

    private static Locator rate(Tab tab) {
        return tab.page
                .locator(".tile", new Page.LocatorOptions().setHas(tab.heading("From cache")))
                .locator(".figure");
    }

    private static void openPolicy(Tab tab) {
        tab.go("settings/cache");
        tab.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("GET /prices"))
                .click();
        assertThat(tab.heading("Cache of GET /prices")).isVisible();
    }

    private static void setTtl(Tab tab, String ttl) {
        openPolicy(tab);
        tab.page.getByLabel("Answers may be used again").first().click();
        tab.page
                .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("for a time of your own"))
                .click();
        Locator reason = tab.page.getByLabel("Why the origin's word is overridden");
        reason.fill("Prices are made once a minute.");
        reason.press("Tab");
        Locator fresh = tab.page.getByLabel("Fresh for");
        fresh.fill(ttl);
        fresh.press("Tab");
        tab.button("Save").click();
        assertThat(tab.page.getByText("Saved; it holds from the next call on.")).isVisible();
    }

    private void call(RunningJar zol0, int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(zol0.gateway() + "/shop/prices"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("[1,2,3]");
        }
    }

    /** Says nothing of how long its answers are fresh. */
    private HttpServer origin() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = "[1,2,3]".getBytes(US_ASCII);
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
}
