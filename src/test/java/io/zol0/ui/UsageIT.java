package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.zol0.ApplicationTest;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.RecordedMinutes;
import io.zol0.users.AccountChange;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.Itself;
import io.zol0.users.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The hours of a week that were measured lead to their charts. */
@ApplicationTest
class UsageIT {
    private static final String CHOSEN = "correct horse battery";

    @Autowired
    private Accounts accounts;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private DataSource database;

    @LocalServerPort
    private int port;

    @Test
    void an_hour_of_the_week_and_the_busiest_hours_lead_to_the_charts_of_that_hour() {
        AccountChange made = Itself.ask(() -> accounts.add("ute", new AccountSettings(Role.VIEWER, Set.of(), true)));
        RunningJar here = new RunningJar(null, port, 0, ((AccountChange.DoneWithPassword) made).password());
        Upstream shop = Itself.ask(() -> upstreams.add(UpstreamDraft.of("usage-shop", "http://127.0.0.1:9")));
        try (ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(here, 1440, ColorScheme.LIGHT)) {
            Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);
            twoHours(shop, begin);
            tab.login("ute", here.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("insight/usage?what=upstream-" + shop.id());
            assertThat(tab.page.locator(".week td a")).hasCount(2);
            tab.look("usage-week");
            tab.page.locator(".week td a[aria-label$=': 0.5/s']").click();
            shows(tab, shop, begin.plus(90, ChronoUnit.MINUTES));
            tab.go("insight/usage?what=upstream-" + shop.id());
            tab.page
                    .getByText(Pattern.compile("^[A-Z][a-z]+day \\d+:00$"))
                    .first()
                    .click();
            shows(tab, shop, begin.plus(30, ChronoUnit.MINUTES));
            tab.requireClean();
        } finally {
            Itself.run(() -> upstreams.remove(shop.id()));
        }
    }

    /** The first is the busier. */
    private void twoHours(Upstream shop, Instant begin) {
        long endpoint =
                Itself.ask(() -> endpoints.resolve(shop.id(), "GET", "/orders")).id();
        RecordedMinutes minutes = new RecordedMinutes(database);
        for (int minute = 0; minute < 120; minute++) {
            minutes.add(
                    shop.id(),
                    endpoint,
                    begin.plus(minute, ChronoUnit.MINUTES),
                    minute < 60 ? 60 : 30,
                    0,
                    Duration.ofMillis(20));
        }
    }

    private static void shows(Tab tab, Upstream shop, Instant at) {
        assertThat(tab.page)
                .hasURL(Pattern.compile("/insight/upstream-%d\\?at=%d$".formatted(shop.id(), at.toEpochMilli())));
        assertThat(tab.heading("Around that time")).isVisible();
        assertThat(tab.page.locator(".around zol0-chart")).hasCount(2);
    }
}
