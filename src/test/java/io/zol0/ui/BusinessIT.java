package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of a business come by REST and by file, and are a chart with its window and labels in the address. */
class BusinessIT {
    private static final String CHOSEN = "correct horse battery";

    @TempDir
    Path home;

    @Test
    void reported_and_uploaded_values_are_on_screen() throws Exception {
        try (RunningJar zol0 = RunningJar.start(home, "off");
                ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("business");
            assertThat(tab.heading("No figure of the business was reported yet"))
                    .isVisible();
            assertThat(tab.page.getByText("/api/business/orders?kind=COUNTER")).isVisible();
            tab.look("business-empty");

            String token = token(tab);
            report(zol0, token, "orders?kind=COUNTER&unit=EUR", "{\"value\": 49.9, \"labels\": {\"country\": \"DE\"}}");
            report(zol0, token, "orders", "{\"value\": 20, \"labels\": {\"country\": \"<b>FR\"}}");
            tab.go("business");
            assertThat(tab.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("orders")))
                    .isVisible();
            assertThat(tab.page.getByText(Pattern.compile("69\\.9\\sEUR")).first())
                    .isVisible();

            upload(tab);
            assertThat(tab.page.getByText("4,999 rows count; 2 were left out, which are listed below."))
                    .isVisible();
            assertThat(tab.page.getByText("The value is no number; write it as 1234.5."))
                    .isVisible();
            tab.look("business");

            tab.page
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("stock"))
                    .click();
            assertThat(tab.heading("stock").first()).isVisible();
            tab.page
                    .getByText("7\u00a0d", new Page.GetByTextOptions().setExact(true))
                    .click();
            tab.page.waitForURL(Pattern.compile(".*/business/stock\\?window=7d$"));
            assertThat(tab.page.getByText(Pattern.compile("Each point is the mean of 1\\sh, with the least")))
                    .isVisible();
            tab.look("business-metric");
            assertThat(saved(tab, "CSV"))
                    .startsWith("\"time\",\"mean (pieces)\",\"least (pieces)\",\"most (pieces)\"\r\n2")
                    .contains(":00:00.000Z,1");
            assertThat(saved(tab, "PNG")).startsWith("\u0089PNG");
            tab.page.reload();
            assertThat(tab.page.getByText(Pattern.compile("Each point is the mean of 1\\sh, with the least")))
                    .isVisible();
            tab.go("business/orders?labels=country%3DDE&window=1h");
            assertThat(tab.page.locator("td").filter(new Locator.FilterOptions().setHasText("\"<b>FR\"")))
                    .isVisible();
            tab.look("business-labels");
            tab.go("business/nothing");
            assertThat(tab.heading("No such metric")).isVisible();
            tab.requireClean();
            narrow(browser, zol0);
        }
    }

    private static void narrow(ConsoleBrowser browser, RunningJar zol0) {
        try (Tab tab = browser.open(zol0, 390, ColorScheme.DARK)) {
            tab.login("admin", CHOSEN);
            tab.go("business");
            assertThat(tab.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("stock")))
                    .isVisible();
            tab.look("business");
            tab.go("business/stock?window=7d");
            assertThat(tab.page.getByText(Pattern.compile("Each point is the mean of 1\\sh")))
                    .isVisible();
            tab.look("business-metric");
        }
    }

    /** 5,000 minutes of the last days, two of them broken, with a title line. */
    private static void upload(Tab tab) {
        Instant then = Instant.now().minus(Duration.ofDays(4)).truncatedTo(ChronoUnit.MINUTES);
        StringBuilder file = new StringBuilder("time,value,shop\n");
        for (int i = 0; i < 5_000; i++) {
            file.append(then.plusSeconds(60L * i))
                    .append(',')
                    .append(i == 100 ? "oops" : 100 + Math.round(50 * Math.sin(i / 200.0)))
                    .append(",s")
                    .append(i % 2)
                    .append('\n');
        }
        file.append("broken\n");
        new FiguresFile("stock", "pieces", file.toString()).upload(tab);
    }

    /** What a button of the chart saves. */
    private static String saved(Tab tab, String button) throws IOException {
        Path file = tab.page.waitForDownload(() -> tab.button(button).click()).path();
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static String token(Tab tab) {
        tab.go("settings/tokens");
        tab.button("Make a token").click();
        tab.page.getByLabel("Name").fill("reporter");
        tab.page.getByLabel("Reporting of calls and figures").check();
        tab.button("Make the token").click();
        Locator secret = tab.page.getByLabel("secret of the token");
        assertThat(secret).hasText(Pattern.compile("zol0_\\S{38}"));
        String token = secret.textContent();
        tab.button("I have it").click();
        return token;
    }

    private static void report(RunningJar zol0, String token, String path, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(zol0.console() + "/api/business/" + path))
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
