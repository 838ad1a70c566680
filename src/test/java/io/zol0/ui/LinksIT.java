package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link reproduces what was chosen on a page, and leads to the charts of a moment. */
class LinksIT {
    private static final String CHOSEN = "correct horse battery";

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
    void what_was_chosen_is_in_the_address_and_a_second_browser_shows_the_same() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT);
                Tab other = browser.open(zol0, 390, ColorScheme.DARK);
                Tab middle = browser.open(zol0, 1024, ColorScheme.DARK)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            other.login("admin", CHOSEN);
            middle.login("admin", CHOSEN);

            tab.go("system");
            tab.page
                    .getByLabel("24\u00a0h", new Page.GetByLabelOptions().setExact(true))
                    .click();
            assertThat(tab.page
                            .getByText(Pattern.compile("last 24 hours, by steps of 10"))
                            .first())
                    .isVisible();
            same(tab, other, "window=24h");
            assertThat(other.page.getByLabel("24\u00a0h", new Page.GetByLabelOptions().setExact(true)))
                    .isChecked();
            assertThat(other.page
                            .getByText(Pattern.compile("last 24 hours, by steps of 10"))
                            .first())
                    .isVisible();

            tab.go("insight/reports");
            choose(tab, 0, "week");
            same(tab, other, "kind=week");
            assertThat(select(other, 0)).hasText(Pattern.compile("week"));

            tab.go("insight/correlations");
            choose(tab, 0, "the last 7 days");
            same(tab, other, "time=week");
            assertThat(select(other, 0)).hasText(Pattern.compile("the last 7 days"));

            tab.go("alerts");
            choose(tab, 0, "Everything");
            tab.page.getByLabel("Words").fill("nothing like that");
            assertThat(tab.page).hasURL(Pattern.compile("words=nothing"));
            same(tab, other, "show=all");
            assertThat(select(other, 0)).hasText(Pattern.compile("Everything"));
            assertThat(other.page.getByLabel("Words")).hasValue("nothing like that");

            tab.go("insight/usage");
            Locator what = tab.page.getByLabel("What", new Page.GetByLabelOptions().setExact(true));
            what.fill("demo");
            tab.page
                    .locator("vaadin-combo-box-item", new Page.LocatorOptions().setHasText("demo"))
                    .first()
                    .click();
            String chosen = what.inputValue();
            same(tab, other, "what=");
            assertThat(other.page.getByLabel("What", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue(chosen);

            moments(tab, other, middle);
            tab.requireClean();
            other.requireClean();
            middle.requireClean();
        }
    }

    /** The minute of now is in the history when the next one has begun; where a link of an alert leads shows it. */
    private static void moments(Tab... tabs) {
        String at = "?at=" + Instant.now().minusSeconds(30).toEpochMilli();
        for (Tab tab : tabs) {
            tab.go("system" + at);
            assertThat(tab.heading("Around that time")).isVisible();
            assertThat(tab.page
                            .getByText("half an hour before and after, by the minute")
                            .first())
                    .isVisible();
            tab.look("system-at");
            tab.go("insight/upstream-1" + at);
            assertThat(tab.heading("Around that time")).isVisible();
            tab.page.waitForCondition(
                    () -> {
                        tab.page.reload();
                        tab.heading("Around that time").waitFor();
                        return tab.page.locator(".around zol0-chart").count() == 2;
                    },
                    new Page.WaitForConditionOptions().setTimeout(150_000));
            assertThat(tab.page.locator(".around zol0-chart .chart-picture").nth(1))
                    .hasAttribute("aria-label", Pattern.compile("calls [1-9]"));
            tab.look("insight-at");
        }
    }

    private static void same(Tab tab, Tab other, String parameter) {
        assertThat(tab.page).hasURL(Pattern.compile(parameter));
        other.page.navigate(tab.page.url());
    }

    private static Locator select(Tab tab, int number) {
        return tab.page.locator("main vaadin-select").nth(number);
    }

    private static void choose(Tab tab, int number, String words) {
        select(tab, number).click();
        tab.page
                .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(words))
                .first()
                .click();
    }
}
