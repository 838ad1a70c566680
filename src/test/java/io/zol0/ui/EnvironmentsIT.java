package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.zol0.ApplicationTest;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.TestUpstreams;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.insight.Deployment;
import io.zol0.insight.Happenings;
import io.zol0.metrics.RecordedMinutes;
import io.zol0.users.AccountChange;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.Itself;
import io.zol0.users.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Staging beside production with twelve hours of calls of both: what is worse, since when, and where each figure leads. */
@ApplicationTest
class EnvironmentsIT {
    private static final String CHOSEN = "correct horse battery";
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int STEPS = 144;
    private static final int SLOW_FROM = 108;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private Happenings happenings;

    @Autowired
    private DataSource source;

    @Autowired
    private JdbcClient database;

    @LocalServerPort
    private int port;

    private final Instant begin = quarter(Instant.now()).minus(STEP.multipliedBy(STEPS));

    @Test
    void each_figure_of_two_environments_opens_to_its_endpoint_and_its_time() {
        AccountChange made =
                Itself.ask(() -> accounts.add("ed", new AccountSettings(Role.VIEWER, Set.of("live", "trial"), true)));
        RunningJar here = new RunningJar(null, port, 0, ((AccountChange.DoneWithPassword) made).password());
        Upstream live = upstream("beside-shop", "live");
        Upstream trial = null;
        try (ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(here, 1440, ColorScheme.LIGHT)) {
            tab.login("ed", here.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("insight/environments");
            assertThat(tab.heading("There is one environment only")).isVisible();
            assertThat(tab.page.getByText("once each was called 20 times")).isVisible();
            tab.look("environments-one");

            trial = upstream("beside-shop-trial", "trial");
            record(live, trial);
            rest(tab);
            reads(tab);
            tab.look("environments");
            follows(tab, live, trial);
            tab.requireClean();
            browser.inOtherWindows(here, other -> {
                other.login("ed", CHOSEN);
                rest(other);
                other.look("environments");
            });
        } finally {
            database.sql("delete from deployment where title = 'shop 3.0'").update();
            Itself.run(() -> upstreams.remove(live.id()));
            Upstream second = trial;
            if (second != null) {
                Itself.run(() -> upstreams.remove(second.id()));
            }
        }
    }

    private static void rest(Tab tab) {
        tab.go("insight/environments");
        assertThat(tab.page.getByText("2 of 3 endpoints that both have are worse in trial than in live."))
                .isVisible();
    }

    /** Orders are slower in one by three times since three hours, a tenth of payments fails in it, and time is as it is in both. */
    private static void reads(Tab tab) {
        Locator orders = item(tab, "GET /orders");
        assertThat(orders)
                .containsText(Pattern.compile("p95 6\\d(\\.\\d)?.ms higher in trial \\(95 % interval 6.* to [67]"));
        assertThat(orders).containsText(Pattern.compile("Failed: [+-]0\\.00 points"));
        assertThat(orders)
                .containsText(Pattern.compile(
                        "About so since .*just before, deployment: shop 3\\.0", Pattern.CASE_INSENSITIVE));
        assertThat(orders.locator("a")).hasCount(3);
        Locator payments = item(tab, "POST /payments");
        assertThat(payments)
                .containsText(Pattern.compile("Failed: \\+10\\.00 points \\(\\+8\\.\\d\\d to \\+11\\.\\d\\d\\)"));
        assertThat(payments)
                .containsText(
                        Pattern.compile("trial \\(beside-shop-trial\\): p95 [\\d.]+.ms, 10.% failed, 2,880 calls"));
        assertThat(tab.page.locator(".panel").filter(new Locator.FilterOptions().setHasText("The rest")))
                .containsText("GET /time");
        assertThat(tab.page.getByText("only-here")).hasCount(0);
    }

    private void follows(Tab tab, Upstream live, Upstream trial) {
        for (String name : List.of("GET /orders", "POST /payments", "GET /time")) {
            for (Upstream side : List.of(live, trial)) {
                rest(tab);
                item(tab, name)
                        .getByText(Pattern.compile("^%s \\(%s\\)".formatted(side.environment(), side.name())))
                        .click();
                assertThat(tab.page).hasURL(Pattern.compile("/endpoints/%d$".formatted(endpoint(side, name))));
                assertThat(tab.page.locator("main h1")).hasText(name);
                assertThat(tab.page.locator("main h1 + p")).hasText(side.name());
                assertThat(tab.page
                                .locator("main")
                                .getByText(Pattern.compile("^24.h"))
                                .first())
                        .isVisible();
            }
        }
        rest(tab);
        item(tab, "GET /orders").locator("a[href*='?at=']").click();
        assertThat(tab.page)
                .hasURL(Pattern.compile("/endpoints/%d\\?at=\\d+$".formatted(endpoint(trial, "GET /orders"))));
        assertThat(tab.heading("Around that time")).isVisible();
        assertThat(tab.page.locator(".around zol0-chart")).hasCount(2);
        tab.look("environments-since");
        tab.go("insight/environment-trial");
        assertThat(tab.page.locator(".panel").filter(new Locator.FilterOptions().setHas(tab.heading("What happened"))))
                .containsText(Pattern.compile("[A-Z]deployment: shop 3\\.0", Pattern.CASE_INSENSITIVE));
        tab.look("environments-health");
    }

    private static Locator item(Tab tab, String name) {
        return tab.page
                .locator(".event")
                .filter(new Locator.FilterOptions()
                        .setHas(tab.page.getByText(name, new Page.GetByTextOptions().setExact(true))));
    }

    private long endpoint(Upstream of, String name) {
        String[] parts = name.split(" ");
        return Itself.ask(() -> endpoints.resolve(of.id(), parts[0], parts[1])).id();
    }

    private void record(Upstream live, Upstream trial) {
        RecordedMinutes past = new RecordedMinutes(source);
        for (int step = 0; step < STEPS; step++) {
            Instant minute = begin.plus(STEP.multipliedBy(step));
            int varying = step * 7 % 5;
            int otherwise = step * 3 % 5;
            int slow = step >= SLOW_FROM ? 3 : 1;
            past.add(live.id(), endpoint(live, "GET /orders"), minute, 40, 0, Duration.ofMillis(30 + varying));
            past.add(
                    trial.id(),
                    endpoint(trial, "GET /orders"),
                    minute,
                    40,
                    0,
                    Duration.ofMillis(slow * (30 + otherwise)));
            past.add(live.id(), endpoint(live, "POST /payments"), minute, 20, 0, Duration.ofMillis(50 + varying));
            past.add(trial.id(), endpoint(trial, "POST /payments"), minute, 20, 2, Duration.ofMillis(50 + otherwise));
            past.add(live.id(), endpoint(live, "GET /time"), minute, 10, 0, Duration.ofMillis(9 + varying));
            past.add(trial.id(), endpoint(trial, "GET /time"), minute, 10, 0, Duration.ofMillis(9 + otherwise));
            past.add(trial.id(), endpoint(trial, "GET /only-here"), minute, 10, 0, Duration.ofMillis(9));
        }
        Instant told = begin.plus(STEP.multipliedBy(SLOW_FROM)).minusSeconds(120);
        Itself.run(() -> happenings.tell(new Deployment(0, told, "shop 3.0", "", "trial", 0, "", ""), ""));
    }

    private Upstream upstream(String name, String environment) {
        return Itself.ask(() -> upstreams.add(TestUpstreams.in(environment, name, "http://127.0.0.1:9")));
    }

    private static Instant quarter(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond() / 900 * 900);
    }
}
