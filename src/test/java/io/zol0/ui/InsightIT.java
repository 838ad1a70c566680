package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Insight in real browsers with the demo running: every page in light and dark, weights, prices and a load. */
class InsightIT {
    private static final String CHOSEN = "correct horse battery";

    /** Each page by its path, with something that is there once it has come to rest. */
    private static final Map<String, String> PAGES = new TreeMap<>(Map.of(
            "insight", "over the last 15 minutes",
            "insight/correlations", "enough data yet|by chance|depend on each other",
            "insight/usage", "Not a whole hour|on average",
            "insight/cost", "spent since the month began",
            "insight/environments", "one environment only",
            "insight/security", "failed sign-ins",
            "insight/reports", "What to do next",
            "insight/benchmark", "may be put under load"));

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
    void every_page_is_looked_at_and_weights_prices_and_a_load_are_tried() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT);
                Tab phone = browser.open(zol0, 390, ColorScheme.DARK);
                Tab dark = browser.open(zol0, 1024, ColorScheme.DARK)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            assertThat(tab.page.getByText(Pattern.compile("^Health [01]\\.\\d\\d\\.")))
                    .isVisible();
            phone.login("admin", CHOSEN);
            dark.login("admin", CHOSEN);
            PAGES.forEach((path, words) -> {
                walk(tab, path, words);
                walk(phone, path, words);
                walk(dark, path, words);
            });
            changeWeights(tab);
            setPrice(tab);
            runLoads(tab);
            tab.requireClean();
            phone.requireClean();
            dark.requireClean();
        }
    }

    private static void walk(Tab tab, String path, String words) {
        tab.go(path);
        assertThat(tab.page.locator("main").getByText(Pattern.compile(words)).first())
                .isVisible();
        tab.look(path.replace('/', '-'));
    }

    private static void changeWeights(Tab tab) {
        tab.go("insight");
        Locator weight = tab.page.getByLabel("Weight of processors at work");
        assertThat(weight).isVisible();
        weight.fill("3");
        weight.press("Tab");
        tab.button("See the effect over the past").click();
        assertThat(tab.page.getByText("Not saved yet")).isVisible();
        tab.button("Save").click();
        assertThat(tab.page.getByText("Saved as version 1")).isVisible();
        tab.go("audit");
        assertThat(tab.page.getByText("Weights of the health score changed").first())
                .isVisible();
    }

    private static void setPrice(Tab tab) {
        tab.go("insight/cost");
        Locator price = tab.page.getByLabel("For a call");
        assertThat(price).isVisible();
        price.fill("0.5");
        price.press("Tab");
        tab.button("Set the price").click();
        assertThat(tab.page.getByText(Pattern.compile("The price of demo holds")))
                .isVisible();
        assertThat(tab.page.getByText(Pattern.compile("^demo from .* a call")).first())
                .isVisible();
        tab.look("insight-cost-priced");
    }

    private static void runLoads(Tab tab) {
        for (int run = 0; run < 2; run++) {
            tab.go("insight/benchmark");
            Locator path = tab.page.getByLabel("Path");
            path.fill("/api/v3/time");
            path.press("Tab");
            Locator seconds = tab.page.getByLabel("Seconds");
            seconds.fill("2");
            seconds.press("Tab");
            tab.button("Run the load").click();
            assertThat(tab.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Done")))
                    .isVisible();
        }
        assertThat(tab.page.getByText(Pattern.compile("^Median .*(lower|higher)")))
                .isVisible();
        tab.look("insight-benchmark-compared");
    }
}
