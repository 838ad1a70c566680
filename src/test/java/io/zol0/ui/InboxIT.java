package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.zol0.ApplicationTest;
import io.zol0.alerts.Alerts;
import io.zol0.alerts.LeadElsewhere;
import io.zol0.alerts.RaisedAlerts;
import io.zol0.users.AccountChange;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.Itself;
import io.zol0.users.Role;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The inbox with as many alerts as there may be, while more come in than there is room for. */
@ApplicationTest
class InboxIT {
    private static final String CHOSEN = "correct horse battery";
    private static final int THERE = 9_500;
    private static final int A_ROUND = 2_000;
    private static final int OF_A_STORM = 10;
    private static final int ROUNDS = 300;

    @Autowired
    private ApplicationContext application;

    @LocalServerPort
    private int port;

    @Test
    void ten_thousand_alerts_open_scroll_filter_and_are_taken_while_a_storm_comes_in() throws Exception {
        AccountChange made = Itself.ask(() ->
                application.getBean(Accounts.class).add("ines", new AccountSettings(Role.OPERATOR, Set.of(), true)));
        RunningJar here = new RunningJar(null, port, 0, ((AccountChange.DoneWithPassword) made).password());
        AtomicBoolean calm = new AtomicBoolean();
        try (LeadElsewhere leader = new LeadElsewhere(application);
                RaisedAlerts alerts = new RaisedAlerts(application, "calls.errors");
                ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(here, 1440, ColorScheme.LIGHT);
                Tab phone = browser.open(here, 390, ColorScheme.DARK)) {
            for (int from = 0; from < THERE; from += A_ROUND) {
                alerts.ofCallers(from, Math.min(A_ROUND, THERE - from));
            }
            // One or the other may be the application's own, raised before this test led: the machine is busy.
            long open = Itself.ask(() -> application.getBean(Alerts.class).unread());
            Assertions.assertThat(open).isGreaterThanOrEqualTo(THERE);
            String all = "%,d alerts need somebody.".formatted(open);
            tab.login("ines", here.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            phone.login("ines", CHOSEN);
            tab.go("alerts");
            assertThat(tab.page.getByText(all)).isVisible();
            assertThat(row(tab, "bot-09499")).isVisible();
            tab.look("inbox-full");
            phone.go("alerts");
            assertThat(row(phone, "bot-09499")).isVisible();
            phone.look("inbox-full");
            tab.page.evaluate("window.neverReloaded = true");

            CompletableFuture<Void> storm = CompletableFuture.runAsync(() -> {
                for (int round = 0; round < ROUNDS && !calm.get(); round++) {
                    alerts.ofCallers(THERE + round * OF_A_STORM, OF_A_STORM);
                }
            });
            try {
                assertThat(tab.page.locator("h1 + p")).not().hasText(all);
                scrollToTheEnd(tab);
                filter(tab);
                acknowledge(tab);
                // By itself, in both browsers, while one looks at what was found.
                assertThat(tab.page.locator("h1 + p"))
                        .not()
                        .hasText(tab.page.locator("h1 + p").innerText());
                assertThat(phone.page.locator("h1 + p")).not().hasText(all);
            } finally {
                calm.set(true);
                storm.join();
            }
            tab.page.getByLabel("Words").fill("more conditions are bad than can be listed");
            alerts.ofCallers(100_000, 1_000);
            assertThat(tab.page.locator(".alert-row").first()).containsText("the others follow as there is room");
            Assertions.assertThat(tab.page.evaluate("window.neverReloaded")).isEqualTo(true);
            tab.look("inbox-storm");
            tab.requireClean();
            phone.requireClean();
        }
    }

    /** Rows are fetched as they come into sight: never are all of them in the page. */
    private static void scrollToTheEnd(Tab tab) {
        tab.page.waitForCondition(() -> {
            tab.page.evaluate("""
                    () => {
                        const table = document.querySelector('vaadin-grid.alerts').shadowRoot.querySelector('#table');
                        table.scrollTop = table.scrollHeight;
                    }""");
            return row(tab, "bot-00000").isVisible();
        });
        Assertions.assertThat(tab.page.locator(".alert-row").count()).isLessThan(500);
    }

    private static void filter(Tab tab) {
        tab.page.getByLabel("Words").fill("bot-0010");
        assertThat(tab.page).hasURL(Pattern.compile("words=bot-0010"));
        assertThat(row(tab, "bot-00109")).isVisible();
        assertThat(row(tab, "bot-00100")).isVisible();
        assertThat(tab.page.locator(".alert-row:visible")).hasCount(10);
    }

    private static void acknowledge(Tab tab) {
        // Each by its place, so that none is clicked twice while rows are renewed.
        Locator boxes = tab.page.locator("vaadin-grid.alerts vaadin-checkbox:visible");
        assertThat(boxes).hasCount(10);
        for (int i = 0; i < 10; i++) {
            boxes.nth(i).click();
        }
        assertThat(tab.page.locator("vaadin-grid.alerts vaadin-checkbox[checked]:visible"))
                .hasCount(10);
        tab.button("Acknowledge").click();
        assertThat(tab.page.locator(".alert-row:visible", new Page.LocatorOptions().setHasText("acknowledged")))
                .hasCount(10);
        assertThat(tab.page.locator("vaadin-grid.alerts vaadin-checkbox[checked]:visible"))
                .hasCount(0);
    }

    private static Locator row(Tab tab, String caller) {
        return tab.page
                .locator(".alert-row", new Page.LocatorOptions().setHasText(caller))
                .first();
    }
}
