package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the REST API lists its operations, and sends what is filled in with a token made for it. */
class RestIT {
    private static final String CHOSEN = "correct horse battery";

    @TempDir
    Path home;

    @Test
    void operations_are_tried_with_ones_own_rights() throws Exception {
        try (RunningJar zol0 = RunningJar.start(home, "off");
                ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("settings/api");
            tab.button("Use my own rights for an hour").click();
            assertThat(tab.page.getByText(Pattern.compile("is in use here until it ends in an hour")))
                    .isVisible();
            Locator summary = operation(tab, "GET", "/api/performance/summary");
            summary.locator("summary").click();
            summary.getByLabel("window").fill("24h");
            summary.getByText("Send").click();
            assertThat(summary.getByText(
                            Pattern.compile("GET /api/performance/summary\\?window=24h: 200, application/json")))
                    .isVisible();
            assertThat(summary.getByText("\"source\": \"HISTORY\"")).isVisible();
            summary.getByLabel("window").fill("soon");
            summary.getByText("Send").click();
            assertThat(summary.getByText(Pattern.compile(": 422, application/problem\\+json")))
                    .isVisible();

            Locator value = operation(tab, "POST", "/api/business/{name}");
            value.locator("summary").click();
            value.getByText("Send").click();
            assertThat(value.getByText(Pattern.compile("POST /api/business/orders: 200")))
                    .isVisible();
            assertThat(value.getByText("\"accepted\": 1")).isVisible();
            tab.page.getByLabel("Filter the operations").fill("post business");
            assertThat(summary).isHidden();
            assertThat(value).isVisible();
            tab.look("rest-api");
            narrow(browser, zol0);
        }
    }

    private static void narrow(ConsoleBrowser browser, RunningJar zol0) {
        try (Tab tab = browser.open(zol0, 390, ColorScheme.DARK)) {
            tab.login("admin", CHOSEN);
            tab.go("settings/api");
            tab.page.getByLabel("Token").first().fill("zol0_nonsense");
            tab.page.getByLabel("Token").first().press("Enter");
            assertThat(tab.page.getByText(Pattern.compile("The description was answered 401")))
                    .isVisible();
            tab.button("Use my own rights for an hour").click();
            operation(tab, "GET", "/api/performance/endpoints")
                    .locator("summary")
                    .click();
            tab.look("rest-api");
        }
    }

    private static Locator operation(Tab tab, String method, String path) {
        return tab.page.locator("details[data-words='%s %s']".formatted(method.toLowerCase(Locale.ROOT), path));
    }
}
