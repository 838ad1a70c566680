package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people did before is in the audit, in a real browser. */
class AuditIT {
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
    void the_audit_lists_what_was_done_and_proves_that_nothing_was_changed() throws IOException {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", "not the password");
            assertThat(tab.page.getByText("do not belong together")).isVisible();
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("settings/upstreams/new");
            tab.page.getByLabel("Name").fill("mine");
            tab.page.getByLabel("Base URL").fill("http://127.0.0.1:9");
            tab.button("Add the upstream").click();
            assertThat(tab.heading("mine")).isVisible();

            tab.go("audit");
            assertThat(tab.heading("Audit")).isVisible();
            for (String step : List.of(
                    "Account created",
                    "Token created",
                    "Sign-in failed",
                    "Signed in",
                    "Password changed",
                    "Upstream added")) {
                assertThat(cell(tab, step)).isVisible();
            }
            assertThat(tab.page.getByText("cannot be changed with ZoL0's own rights"))
                    .isVisible();
            cell(tab, "Upstream added").click();
            assertThat(tab.page.getByText("http://127.0.0.1:9")).isVisible();
            tab.look("audit");

            tab.button("Check that nothing was changed").click();
            assertThat(tab.page.getByText(Pattern.compile("Every one of \\d+ entries is there and as it was written")))
                    .isVisible();

            tab.page.getByLabel("On what").fill("mine");
            assertThat(tab.page.getByText(Pattern.compile("^1 of \\d+ entries match the filter")))
                    .isVisible();
            assertThat(cell(tab, "Signed in")).hasCount(0);
            Download download = tab.page.waitForDownload(
                    () -> tab.page.getByText("Export what is found as CSV").click());
            List<String> lines = Files.readAllLines(download.path());
            assertThat(lines).hasSize(2);
            assertThat(lines.get(1)).contains(",admin,").contains(",Upstream added,mine,,");

            tab.page.reload();
            assertThat(tab.page.getByLabel("On what")).hasValue("mine");
            tab.page.getByLabel("On what").fill("");
            assertThat(cell(tab, "Exported")).isVisible();
            tab.page.getByLabel("On what").fill("nothing like that");
            assertThat(tab.page.getByText("Nothing matches the filter")).isVisible();
            tab.look("audit-empty");
            tab.requireClean();
        }
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Tab tab = browser.open(zol0, 390, scheme)) {
                tab.login("admin", CHOSEN);
                tab.go("audit");
                assertThat(cell(tab, "Upstream added")).isVisible();
                cell(tab, "Upstream added").click();
                tab.look("audit");
                tab.requireClean();
            }
        }
    }

    private static Locator cell(Tab tab, String text) {
        return tab.page
                .locator("vaadin-grid-cell-content")
                .filter(new Locator.FilterOptions().setHasText(text).setVisible(true))
                .first();
    }
}
