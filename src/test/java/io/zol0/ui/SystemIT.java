package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine, the process and the database on a page that moves, in a real browser. */
class SystemIT {
    private static final String CHOSEN = "correct horse battery";
    private static final Pattern BYTES = Pattern.compile("^[0-9.]+\u00a0[kMG]B$");

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
    void samples_come_by_themselves_and_the_database_tells_its_sizes() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.page
                    .locator("vaadin-side-nav-item", new Page.LocatorOptions().setHasText("System"))
                    .click();
            assertThat(tab.heading("System")).isVisible();
            for (String tile : List.of("Memory of this process", "Heap in use", "Left on the disk")) {
                assertThat(figure(tab, tile)).hasText(BYTES);
            }
            assertThat(figure(tab, "Processors")).hasText(Pattern.compile("^[<>0-9.]+\u00a0%$"));
            assertThat(figure(tab, "Event loops late by")).hasText(Pattern.compile("s$"));
            Locator whole = tab.page.locator("tr", new Page.LocatorOptions().setHasText("The whole database"));
            assertThat(whole.locator("td").nth(1)).hasText(BYTES);
            assertThat(tab.page.getByText("Minutes of calls", new Page.GetByTextOptions().setExact(true)))
                    .isVisible();

            Locator picture = tab.page.locator("zol0-chart.chart-line").first().locator(".chart-picture");
            assertThat(picture).hasAttribute("aria-label", Pattern.compile("ZoL0 [0-9.]+\u00a0%$"));
            String before = picture.getAttribute("aria-label");
            assertThat(picture).not().hasAttribute("aria-label", before);
            tab.look("system");
            tab.requireClean();
        }
        for (int width : List.of(390, 1440)) {
            try (Tab tab = browser.open(zol0, width, ColorScheme.DARK)) {
                tab.login("admin", CHOSEN);
                tab.go("system");
                assertThat(figure(tab, "Heap in use")).hasText(BYTES);
                assertThat(tab.page.getByText("Minutes of calls", new Page.GetByTextOptions().setExact(true)))
                        .isVisible();
                tab.look("system");
                tab.requireClean();
            }
        }
    }

    private static Locator figure(Tab tab, String tile) {
        return tab.page
                .locator(".tile", new Page.LocatorOptions().setHasText(tile))
                .locator(".figure");
    }
}
