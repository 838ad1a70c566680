package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inbox in real browsers: an upstream that answers nothing is seen, taken and solved. */
class AlertsIT {
    /** Makes the page one that is not looked at once a test says so, and keeps what it tells. */
    private static final String WATCHING_NOTICES = """
            window.told = [];
            const real = window.Notification;
            window.Notification = class extends real {
                constructor(title, options) {
                    super(title, options);
                    window.told.push(title + ' ' + options.body);
                }
            };
            Object.defineProperty(document, 'visibilityState', { get: () => window.away ? 'hidden' : 'visible' });
            """;

    private static final String CHOSEN = "correct horse battery";

    @TempDir
    static Path home;

    private static RunningJar zol0;
    private static ConsoleBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        zol0 = RunningJar.start(home, "off");
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
    void an_alert_comes_by_itself_and_is_taken_in_one_browser_and_seen_taken_in_another() throws Exception {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT);
                Tab phone = browser.open(zol0, 390, ColorScheme.DARK);
                Tab away = browser.open(zol0, 1024, ColorScheme.DARK)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("settings/upstreams/new");
            tab.page.getByLabel("Name").fill("dead");
            tab.page.getByLabel("Base URL").fill("http://127.0.0.1:9");
            tab.button("Add the upstream").click();
            assertThat(tab.heading("dead")).isVisible();
            tab.go("alerts");
            assertThat(tab.page.getByText("Nothing to show")).isVisible();
            tab.look("alerts-none");
            phone.login("admin", CHOSEN);
            phone.go("alerts");
            assertThat(phone.heading("Alerts")).isVisible();

            away.page.context().grantPermissions(List.of("notifications"));
            away.page.addInitScript(WATCHING_NOTICES);
            away.login("admin", CHOSEN);
            away.go("alerts");
            away.button("Notify me in this browser").click();
            assertThat(away.button("Stop notifying me in this browser")).isVisible();
            away.look("alerts-none");
            away.page.evaluate("() => { window.away = true; }");

            failCalls();
            Locator row = tab.page.locator(".alert-row", new Page.LocatorOptions().setHasText("Dead: share of failed"));
            assertThat(row.first()).isVisible();
            assertThat(tab.page).hasTitle(Pattern.compile("\\(\\d\\) Alerts.*"));
            away.page.waitForFunction(
                    "() => window.told.some(each => each.startsWith('dead:') || each.includes('dead'))");
            away.page.locator(".alert-row").first().click();
            away.look("alerts");
            away.requireClean();
            tab.page.keyboard().press("j");
            assertThat(tab.page.locator(".timeline")).containsText("Raised");
            tab.look("alerts");

            assertThat(phone.page.locator(".alert-row").first()).containsText("open");
            tab.page.keyboard().press("a");
            assertThat(tab.page.locator(".timeline")).containsText("Acknowledged");
            assertThat(phone.page
                            .locator(".alert-row", new Page.LocatorOptions().setHasText("acknowledged"))
                            .first())
                    .isVisible();
            phone.look("alerts");
            String markup = "<img src=x onerror=\"document.body.dataset.stolen=1\"><b>bold</b>";
            tab.page.getByLabel("Comment").fill(markup);
            tab.button("Add the comment").click();
            assertThat(tab.page.locator(".timeline")).containsText(markup);
            assertThat(tab.page.locator(".timeline img, .timeline b, [data-stolen]"))
                    .hasCount(0);
            tab.go("endpoints");
            tab.page.getByText("GET /orders").first().click();
            assertThat(tab.heading("GET /orders")).isVisible();
            tab.page.navigate(tab.page.url() + "?at=" + System.currentTimeMillis());
            assertThat(tab.page.getByText("Around that time").first()).isVisible();
            assertThat(tab.page
                            .locator(".around zol0-chart, .around [role=status]")
                            .first())
                    .isVisible();
            tab.look("endpoint-around");
            tab.go("alerts");
            tab.page.locator(".alert-row").first().click();
            tab.page.keyboard().press("r");
            assertThat(tab.page.locator(".timeline")).containsText("By hand.");
            tab.requireClean();
            phone.requireClean();
        }
    }

    /** Calls that nobody answers, for as long as the rule wants them to fail. */
    private static void failCalls() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 30; i++) {
                client.send(
                        HttpRequest.newBuilder(URI.create(zol0.gateway() + "/dead/orders"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
    }
}
