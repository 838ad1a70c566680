package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.zol0.ApplicationTest;
import io.zol0.alerts.RaisedAlerts;
import io.zol0.optimizer.Stage;
import io.zol0.users.AccountChange;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.Itself;
import io.zol0.users.Role;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** From the evidence over the trial to the verdict, in real browsers; time goes by as fast as it can. */
@ApplicationTest
class OptimizerIT {
    private static final String CHOSEN = "correct horse battery";

    @Autowired
    private ApplicationContext application;

    @LocalServerPort
    private int port;

    @Test
    void an_operator_reads_the_evidence_tries_it_sees_both_arms_and_the_verdict_and_takes_it_back() throws Exception {
        RunningJar here = new RunningJar(null, port, 0, account("olga", Role.OPERATOR));
        RunningJar viewers = new RunningJar(null, port, 0, account("vera", Role.VIEWER));
        try (Stage stage = new Stage(application);
                ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(here, 1440, ColorScheme.LIGHT);
                Tab phone = browser.open(viewers, 390, ColorScheme.DARK)) {
            tab.login("olga", here.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("optimizer");
            assertThat(tab.page.getByText("Nothing to advise now")).isVisible();
            tab.look("optimizer-none");

            stage.find();
            String title = "Keep answers of GET /statistics for 6 s instead of 1 s";
            assertThat(tab.page.getByText(title)).isVisible();
            assertThat(tab.page.locator(".recommendation"))
                    .containsText("30 % (25 % to 35 %) of requests go to the provider");
            assertThat(tab.page.locator(".recommendation")).containsText("not enough yet, 0 of 20 verdicts");
            tab.look("optimizer-found");
            tab.page.getByText(title).click();
            assertThat(tab.heading(title)).isVisible();
            assertThat(tab.page.locator(".evidence")).containsText("of 120");
            assertThat(tab.page.getByText("Not tried yet")).isVisible();
            tab.button("Try it").click();
            assertThat(tab.page.getByText("The trial begins within ten seconds"))
                    .isVisible();

            stage.play(Duration.ofMinutes(5));
            assertThat(tab.page.locator(".trial-progress")).containsText(Pattern.compile("Slice \\d+ of at most \\d+"));
            assertThat(tab.page.getByText("Guardrails, with it against without"))
                    .isVisible();
            tab.look("optimizer-trial");
            phone.login("vera", viewers.firstPassword());
            phone.chooseFirstPassword(CHOSEN);
            assertThat(phone.heading("Overview")).isVisible();
            phone.go("optimizer");
            assertThat(phone.page.getByText(title)).isVisible();
            assertThat(phone.button("Stop the trial")).isHidden();
            phone.page.getByText(title).click();
            assertThat(phone.page.locator(".trial-progress")).containsText("of at most");
            phone.look("optimizer-trial");

            stage.play(Duration.ofMinutes(20));
            assertThat(tab.page.locator(".timeline")).containsText("It is kept and watched for a day.");
            assertThat(tab.page.locator(".recommendation .badge")).containsText("kept, watched for a day");
            tab.look("optimizer-verdict");
            tab.button("Take it back").click();
            assertThat(tab.page.locator(".timeline")).containsText("Taken back by olga.");
            tab.go("optimizer/score");
            assertThat(tab.page.getByText("1 of 20.")).isVisible();
            tab.look("optimizer-score");
            tab.go("optimizer/autopilot");
            assertThat(tab.page.getByText("Only administrators change this.")).isVisible();
            tab.look("optimizer-autopilot");
            tab.requireClean();
            phone.requireClean();
        }
    }

    @Test
    void the_button_of_a_remedy_on_an_alert_applies_the_setting() throws Exception {
        RunningJar here = new RunningJar(null, port, 0, account("otto", Role.OPERATOR));
        RunningJar viewers = new RunningJar(null, port, 0, account("vito", Role.VIEWER));
        try (Stage stage = new Stage(application);
                RaisedAlerts slow = new RaisedAlerts(application, "calls.p95");
                ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(here, 1440, ColorScheme.LIGHT);
                Tab phone = browser.open(viewers, 390, ColorScheme.DARK)) {
            stage.find();
            long alert = slow.about(stage.endpoint());
            String title = "Keep answers of GET /statistics for 6 s instead of 1 s";
            tab.login("otto", here.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            phone.login("vito", viewers.firstPassword());
            phone.chooseFirstPassword(CHOSEN);
            assertThat(phone.heading("Overview")).isVisible();

            phone.go("alerts?alert=" + alert);
            assertThat(phone.page.getByText("Would help: " + title)).isVisible();
            assertThat(phone.page.locator(".remedy vaadin-button")).hasCount(0);
            tab.go("alerts?alert=" + alert);
            assertThat(tab.page.locator(".remedy")).containsText("30 % (25 % to 35 %) of requests");
            tab.look("alert-remedy");
            tab.button("Apply: " + title).click();
            assertThat(tab.page.locator(".alert-detail [role=status]")).containsText("in force within ten seconds");
            assertThat(tab.page.locator(".timeline")).containsText("Remedy applied");
            assertThat(tab.button("Apply: " + title)).hasCount(0);
            assertThat(phone.page.locator(".timeline")).containsText("otto");
            assertThat(phone.page.locator(".remedy")).hasCount(0);

            stage.play(Duration.ofSeconds(20));
            tab.go("settings/cache/" + stage.endpoint().id());
            assertThat(tab.page.getByLabel("Fresh for")).hasValue("6 s");
            tab.look("alert-remedy-applied");
            tab.requireClean();
            phone.requireClean();
        }
    }

    private String account(String name, Role role) {
        AccountChange made = Itself.ask(
                () -> application.getBean(Accounts.class).add(name, new AccountSettings(role, Set.of(), true)));
        return ((AccountChange.DoneWithPassword) made).password();
    }
}
