package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Rules in a real browser: made with a back-test that draws, switched, changed back and removed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RulesIT {
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
    @Order(1)
    void a_rule_is_made_while_its_back_test_draws() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("settings/rules");
            assertThat(tab.heading("Alert rules")).isVisible();
            assertThat(tab.page.getByText("Slow answers", new Page.GetByTextOptions().setExact(true)))
                    .isVisible();
            tab.look("rules");
            tab.button("Make a rule").click();
            assertThat(tab.heading("Make a rule")).isVisible();
            Locator sentence = tab.page.locator(".back-test-sentence");
            assertThat(sentence).not().hasText("Reading what is recorded…");
            tab.page
                    .getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                    .fill("Busy");
            choose(tab, "Figure", "call rate");
            choose(tab, "Judged for", "all together");
            tab.page
                    .getByLabel("Level", new Page.GetByLabelOptions().setExact(true))
                    .fill("1/s");
            tab.page
                    .getByLabel("Clear level", new Page.GetByLabelOptions().setExact(true))
                    .fill("0.5/s");
            assertThat(tab.page.locator("zol0-chart.back-test svg.apexcharts-svg"))
                    .isVisible();
            tab.look("rule-new");
            tab.page
                    .getByLabel("Clear level", new Page.GetByLabelOptions().setExact(true))
                    .fill("2/s");
            assertThat(wrong(tab)).containsText("The alert ends at 1/s or below");
            tab.page
                    .getByLabel("Clear level", new Page.GetByLabelOptions().setExact(true))
                    .fill("0.5/s");
            assertThat(wrong(tab)).hasCount(0);
            tab.page
                    .getByLabel("For", new Page.GetByLabelOptions().setExact(true))
                    .fill("0 s");
            tab.button("Make the rule").click();
            assertThat(tab.heading("Busy")).isVisible();
            assertThat(tab.page.getByText("Made.")).isVisible();
            tab.requireClean();
        }
    }

    @Test
    @Order(2)
    void an_alert_is_silenced_from_its_page_and_shown_as_muted_until_the_silence_is_ended() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.DARK);
                Tab phone = browser.open(zol0, 390, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            tab.go("alerts");
            Locator row =
                    tab.page.locator(".alert-row", new Page.LocatorOptions().setHasText("All calls: call rate is"));
            row.first().click();
            tab.page.getByText("Silence alerts like this…").click();
            assertThat(tab.heading("Silence alerts")).isVisible();
            assertThat(tab.page.getByText("Fits 1 alert that is there now")).isVisible();
            tab.look("silence-new");
            tab.button("Silence").click();
            assertThat(wrong(tab)).containsText("Say why, in 1 to 200 characters");
            tab.page.getByLabel("Why").fill("We load test");
            tab.button("Silence").click();
            assertThat(tab.page.getByText("1 silence mutes alerts now.")).isVisible();
            tab.look("silences");
            tab.go("alerts");
            assertThat(row.first()).containsText("muted");
            row.first().click();
            assertThat(tab.page.getByText("Muted by “We load test” of admin")).isVisible();
            tab.look("alert-muted");
            phone.login("admin", CHOSEN);
            phone.go("settings/silences");
            phone.page
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("We load test"))
                    .click();
            assertThat(phone.heading("We load test")).isVisible();
            phone.look("silence");
            phone.button("End it now").click();
            assertThat(phone.page.getByText("Nothing is muted now.")).isVisible();
            assertThat(tab.page.locator(
                            ".alert-quiet", new Page.LocatorOptions().setHasText("All calls: call rate is")))
                    .hasCount(0);
            assertThat(tab.page.locator(".timeline")).containsText("No longer muted");
            tab.requireClean();
            phone.requireClean();
        }
    }

    @Test
    @Order(3)
    void a_rule_is_switched_and_its_change_is_kept_and_it_is_removed() {
        try (Tab tab = browser.open(zol0, 390, ColorScheme.DARK)) {
            tab.login("admin", CHOSEN);
            tab.go("settings/rules");
            tab.page.getByLabel("Words").fill("busy");
            Locator flip = tab.page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Judge Busy"));
            assertThat(flip).hasAttribute("aria-checked", "true");
            flip.click();
            assertThat(flip).hasAttribute("aria-checked", "false");
            tab.look("rules");
            tab.page
                    .getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Busy").setExact(true))
                    .click();
            assertThat(tab.page.getByText("switched on → off")).isVisible();
            assertThat(tab.page.locator(".back-test-sentence")).not().hasText("Reading what is recorded…");
            tab.look("rule");
            tab.button("Remove…").click();
            tab.button("Remove Busy").click();
            assertThat(tab.heading("Alert rules")).isVisible();
            assertThat(tab.page.getByText("Busy", new Page.GetByTextOptions().setExact(true)))
                    .hasCount(0);
            tab.requireClean();
        }
    }

    private static Locator wrong(Tab tab) {
        return tab.page.locator("vaadin-text-field[invalid]");
    }

    private static void choose(Tab tab, String label, String item) {
        tab.page
                .getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .first()
                .click();
        tab.page
                .getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(item).setExact(true))
                .click();
    }
}
