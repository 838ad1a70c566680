package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of the packaged jar, in a real browser: it moves by itself, and one button ends it for good. */
class DemoIT {
    private static final String CHOSEN = "correct horse battery";

    /** How long traffic is let flow before the overview's picture is taken. */
    private static final Duration WATCH = Duration.parse(System.getProperty("zol0.watch", "PT0S"));

    @TempDir
    Path home;

    @Test
    void the_demo_moves_by_itself_and_once_removed_stays_away() throws Exception {
        try (ConsoleBrowser browser = ConsoleBrowser.start()) {
            try (RunningJar zol0 = RunningJar.start(home, "on");
                    Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
                tab.login("admin", zol0.firstPassword());
                tab.chooseFirstPassword(CHOSEN);
                assertThat(tab.heading("Overview")).isVisible();
                trafficMoves(tab);
                assertThat(call(zol0)).isEqualTo(200);
                remove(tab);
                nothingIsLeft(tab, zol0);
                tab.requireClean();
            }
            try (RunningJar again = RunningJar.startAgain(home, "on");
                    Tab tab = browser.open(again, 1440, ColorScheme.LIGHT)) {
                tab.login("admin", CHOSEN);
                assertThat(tab.page.getByText("Quiet. 0 upstreams")).isVisible();
                nothingIsLeft(tab, again);
                tab.requireClean();
            }
        }
    }

    private static void trafficMoves(Tab tab) {
        assertThat(banner(tab)).isVisible();
        assertThat(tab.page.getByText("GET /api/v3/depth").first()).isVisible();
        tab.page.evaluate("window.neverReloaded = true");
        Locator figure = tab.page.locator(".tile .figure").first();
        assertThat(figure).hasText(Pattern.compile("[1-9].*/s"));
        assertThat(figure).not().hasText(figure.innerText());
        Locator chart = tab.page.locator("zol0-chart .chart-picture").first();
        assertThat(chart).not().hasAttribute("aria-label", chart.getAttribute("aria-label"));
        tab.page.waitForTimeout(WATCH.toMillis());
        assertThat(tab.page.evaluate("window.neverReloaded")).isEqualTo(true);
        tab.look("demo");
    }

    private static void remove(Tab tab) {
        tab.button("Stop and remove the demo").click();
        assertThat(tab.page.getByText("Your own upstreams and their figures stay as they are."))
                .isVisible();
        tab.look("demo-removal");
        tab.page
                .locator("vaadin-confirm-dialog-overlay, vaadin-confirm-dialog")
                .getByText("Stop and remove the demo", new Locator.GetByTextOptions().setExact(true))
                .last()
                .click();
        assertThat(tab.page.getByText("The demo is stopped and removed")).isVisible();
        tab.look("demo-removed");
        tab.button("Close").click();
    }

    private static void nothingIsLeft(Tab tab, RunningJar zol0) throws Exception {
        assertThat(banner(tab)).isHidden();
        tab.go("endpoints");
        assertThat(tab.page.getByText("No endpoint was called in the last 5 minutes"))
                .isVisible();
        assertThat(banner(tab)).isHidden();
        tab.go("settings/upstreams");
        assertThat(tab.heading("Upstreams")).isVisible();
        assertThat(tab.page.getByText("demo", new Page.GetByTextOptions().setExact(true)))
                .hasCount(0);
        tab.look("upstreams-empty");
        assertThat(call(zol0)).isEqualTo(404);
    }

    private static Locator banner(Tab tab) {
        return tab.page.locator(".demo-banner");
    }

    private static int call(RunningJar zol0) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(zol0.gateway() + "/demo/api/v3/time"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
