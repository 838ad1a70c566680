package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.zol0.ApplicationTest;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.home.TestCertificate;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.RecordedMinutes;
import io.zol0.metrics.SeriesName;
import io.zol0.users.AccountChange;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.Itself;
import io.zol0.users.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The page of security with all that it can tell of; the gateway alone speaks TLS, so that the browser need not trust it. */
@ApplicationTest
class SecurityIT {
    private static final String CHOSEN = "correct horse battery";
    private static final TestCertificate OWN = TestCertificate.in(Path.of("target", "tls", "security"), "own");

    @Autowired
    private Accounts accounts;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private DataSource source;

    @Autowired
    private JdbcClient database;

    @LocalServerPort
    private int port;

    @Value("${local.zol0.gateway.port}")
    private int gatewayPort;

    private final Instant now = Instant.now();

    @DynamicPropertySource
    static void tls(DynamicPropertyRegistry settings) {
        settings.add(
                "spring.ssl.bundle.pem.zol0.keystore.certificate",
                OWN.certificate().toUri()::toString);
        settings.add(
                "spring.ssl.bundle.pem.zol0.keystore.private-key", OWN.key().toUri()::toString);
    }

    @Test
    void what_happened_in_the_last_day_and_what_certificates_there_are_is_on_the_page() {
        AccountChange made = Itself.ask(() -> accounts.add("sela", new AccountSettings(Role.ADMIN, Set.of(), true)));
        RunningJar here = new RunningJar(null, port, 0, ((AccountChange.DoneWithPassword) made).password());
        Upstream shop =
                Itself.ask(() -> upstreams.add(UpstreamDraft.of("guarded", "https://localhost:" + gatewayPort)));
        long orders = endpoint(shop, "/orders");
        long admin = endpoint(shop, "/admin");
        record(shop, orders, admin);
        try (ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(here, 1440, ColorScheme.LIGHT)) {
            tab.go("login");
            tab.page.locator("input[name=username]").fill("sela");
            tab.page.locator("input[name=password]").fill("guessed");
            tab.page.locator("input[name=password]").press("Enter");
            assertThat(tab.page.getByText("do not belong together")).isVisible();
            tab.login("sela", here.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            rest(tab);
            reads(tab);
            tab.look("security");
            leads(tab, "turned", "insight/usage?caller=turned", "What turned calls");
            leads(tab, "GET /admin of guarded", "endpoints/" + admin, "GET /admin");
            tab.requireClean();
            browser.inOtherWindows(here, other -> {
                other.login("sela", CHOSEN);
                rest(other);
                other.look("security");
                other.page.locator("#measured").scrollIntoViewIfNeeded();
                other.look("security-certificates");
            });
        } finally {
            Itself.run(() -> upstreams.remove(shop.id()));
        }
    }

    private static void rest(Tab tab) {
        tab.go("insight/security");
        assertThat(tab.page.getByText(
                        "To look at: 1 caller changed what it calls, 1 caller is new, callers came from 1 new address."
                                + " 1 failed sign-in and 43 blocked calls in the last day."))
                .isVisible();
        assertThat(tab.page.getByText(Pattern.compile("^A handshake took .* on average")))
                .isVisible();
    }

    private void reads(Tab tab) {
        for (String[] tile :
                new String[][] {{"Failed sign-ins", "1"}, {"Tokens refused", "5"}, {"Calls blocked", "43"}}) {
            assertThat(tab.page
                            .locator(".tile", new Page.LocatorOptions().setHasText(tile[0]))
                            .locator(".figure"))
                    .hasText(tile[1]);
        }
        assertThat(row(tab, "turned").first()).hasText(Pattern.compile("^turned\\s*0\\.345\\s*0\\.0445\\s*100$"));
        assertThat(tab.page.getByText(Pattern.compile("New callers: fresh\\."))).isVisible();
        assertThat(row(tab, "10.7.7.2")).containsText("turned");
        assertThat(row(tab, "10.7.7.1")).hasCount(0);
        assertThat(row(tab, "10.7.7.9")).hasText(Pattern.compile("^10\\.7\\.7\\.9\\s*5$"));
        assertThat(row(tab, "GET /admin of guarded")).hasText(Pattern.compile("43$"));
        assertThat(tab.page.locator("a[href*='origin=']")).hasCount(1);
        assertThat(row(tab, "Console and gateway (CN=localhost)")).containsText("1 day, renew it");
        assertThat(row(tab, "guarded (localhost:%d)".formatted(gatewayPort)))
                .hasText(Pattern.compile("1 day, renew it\\. This machine does not trust it .*(µs|ms|s).*(µs|ms|s)$"));
    }

    private void leads(Tab tab, String words, String path, String heading) {
        rest(tab);
        tab.page
                .locator("main")
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(words).setExact(true))
                .first()
                .click();
        assertThat(tab.page).hasURL("http://localhost:%d/%s".formatted(port, path));
        assertThat(tab.heading(heading)).isVisible();
    }

    private static Locator row(Tab tab, String words) {
        return tab.page.locator("tr", new Page.LocatorOptions().setHasText(words));
    }

    private void record(Upstream shop, long orders, long admin) {
        calls(shop, "turned", 30, orders, 700);
        calls(shop, "turned", 30, admin, 300);
        calls(shop, "turned", 2, orders, 30);
        calls(shop, "turned", 2, admin, 70);
        calls(shop, "fresh", 2, orders, 10);
        RecordedMinutes past = new RecordedMinutes(source);
        past.add(
                shop.id(),
                admin,
                now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(3)),
                new RecordedMinutes.Calls(
                        Map.of(Outcome.REFUSED_BY_US, 43, Outcome.SERVED, 57),
                        0,
                        0,
                        Duration.ofMillis(20),
                        Duration.ZERO));
        past.count(SeriesName.counter("security.tokens_refused", "calls").ofWhole(), hour(2), 5);
        address("turned", "10.7.7.1", 72);
        address("turned", "10.7.7.2", 2);
        database.sql("insert into token_refusal (hour, address, refused) values (:hour, '10.7.7.9', 5)")
                .param("hour", hour(2).atOffset(ZoneOffset.UTC))
                .update();
    }

    private void address(String caller, String address, int hoursAgo) {
        database.sql(
                        "insert into caller_address (caller, address, first_at, last_at) values (:caller, :address, :at, :at)")
                .param("caller", caller)
                .param("address", address)
                .param("at", now.minus(Duration.ofHours(hoursAgo)).atOffset(ZoneOffset.UTC))
                .update();
    }

    private void calls(Upstream shop, String caller, int hoursAgo, long endpoint, long calls) {
        database.sql("insert into caller_hour (hour, upstream_id, endpoint_id, caller, calls, failed)"
                        + " values (:hour, :upstream, :endpoint, :caller, :calls, 0)")
                .param("hour", hour(hoursAgo).atOffset(ZoneOffset.UTC))
                .param("upstream", shop.id())
                .param("endpoint", endpoint)
                .param("caller", caller)
                .param("calls", calls)
                .update();
    }

    private Instant hour(int ago) {
        return now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(ago));
    }

    private long endpoint(Upstream of, String path) {
        return Itself.ask(() -> endpoints.resolve(of.id(), "GET", path)).id();
    }
}
