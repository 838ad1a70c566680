package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
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
            "insight/correlations", "enough data yet|by chance|depends? on each other",
            "insight/usage", "Not a whole hour|on average",
            "insight/cost", "since the month began",
            "insight/environments", "one environment only|called in both|that both have",
            "insight/security", "failed sign-in",
            "insight/reports", "What to do next",
            "insight/benchmark", "may be put under load"));

    /**
     * A page whose links are followed.
     *
     * @param rest what is said once it has come to rest
     * @param needs what is to be there; the first of it may take minutes
     */
    private record Followed(String path, String rest, List<String> needs) {
        static Followed at(String path, String... needs) {
            return new Followed(path, PAGES.getOrDefault(path, ""), List.of(needs));
        }
    }

    private static final int OF_A_KIND = 2;

    private static final List<Followed> FOLLOWED = List.of(
            Followed.at(
                    "insight",
                    "a[href='endpoints']",
                    "a[href='quotas']",
                    "a[href='cache']",
                    "a[href='system']",
                    "a[href^='insight/upstream-']",
                    "a[href^='insight/endpoint-']"),
            Followed.at(
                    "insight/correlations",
                    ".finding-button",
                    "a[href='business/orders']",
                    "a[href='business/visits']"),
            Followed.at(
                    "insight/security",
                    "a[href*='origin=']",
                    "a[href$='#refused-tokens']",
                    "a[href$='#blocked-calls']",
                    "a[href$='#measured']"),
            Followed.at("insight/reports", "a[href='alerts?show=all']"),
            Followed.at("insight/benchmark", "a[href*='?at=']"),
            new Followed("business", "2 metrics of", List.of("a[href='business/orders']", "a[href='business/visits']")),
            Followed.at("insight/usage", "a[href^='insight/usage?caller=']"),
            Followed.at(
                    "insight/cost",
                    "a[href^='insight/usage?caller=']",
                    "a[href$='#upstreams']",
                    "a[href$='#by-endpoint']",
                    "a[href$='#wasted']",
                    "a[href='cache']",
                    "a[href^='endpoints/']",
                    "a[href^='insight/upstream-']"));

    @TempDir
    static Path home;

    private static RunningJar zol0;
    private static ConsoleBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        zol0 = RunningJar.start(home, "on");
        browser = ConsoleBrowser.start();
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
        }
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
            tab.login("admin", CHOSEN);
            assertThat(tab.page.getByText(Pattern.compile("^Health [01]\\.\\d\\d\\.")))
                    .isVisible();
            assertThat(tab.page.locator("main a[href='insight/benchmark']")).hasText("Benchmark a change");
            phone.login("admin", CHOSEN);
            dark.login("admin", CHOSEN);
            PAGES.forEach((path, words) -> {
                walk(tab, path, words);
                walk(phone, path, words);
                walk(dark, path, words);
            });
            changeWeights(tab);
            setPrice(tab);
            mailReports(tab, phone);
            runLoads(tab);
            tab.requireClean();
            phone.requireClean();
            dark.requireClean();
        }
    }

    @Test
    void every_figure_opens_to_its_data() {
        try (Tab stranger = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            stranger.go("login");
            stranger.page.locator("input[name=username]").fill("admin");
            stranger.page.locator("input[name=password]").fill("guessed");
            stranger.page.locator("input[name=password]").press("Enter");
            assertThat(stranger.page.getByText("do not belong together")).isVisible();
        }
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            report(tab);
            runLoad(tab);
            FOLLOWED.forEach(page -> follow(tab, page));
            drawn(tab);
            tab.requireClean();
        }
        try (Tab phone = browser.open(zol0, 390, ColorScheme.DARK)) {
            phone.login("admin", CHOSEN);
            drawn(phone);
            phone.requireClean();
        }
    }

    /** What was found is a matrix, and a finding that is chosen is drawn: both over each other, and each by itself. */
    private static void drawn(Tab tab) {
        tab.go("insight/correlations");
        Locator finding = tab.page.locator(".finding-button", new Page.LocatorOptions().setHasText("visits"));
        assertThat(finding.first())
                .hasText(Pattern.compile("ρ = -?[01]\\.\\d\\d, 95 % interval .* to .*, [\\d,]+ points"));
        finding.first().click();
        assertThat(tab.page.locator(".overlay zol0-chart")).hasCount(3);
        assertThat(tab.page.locator(".overlay")).containsText("visits");
        tab.page.waitForFunction("""
                () => [...document.querySelectorAll('.finding-button, .overlay svg')].every(each =>
                    each.getBoundingClientRect().right <= each.closest('.panel').getBoundingClientRect().right)""");
        assertThat(tab.page
                        .locator(".matrix td")
                        .getByText(Pattern.compile("^-?[01]\\.\\d\\d$"))
                        .first())
                .isVisible();
        tab.look("insight-correlations-found");
    }

    /** A day of two figures of the business: orders follow visits, and both have gone up for good. */
    private static void report(Tab tab) {
        Random random = new Random(5);
        Instant begin = Instant.now().minus(Duration.ofHours(23)).truncatedTo(ChronoUnit.MINUTES);
        StringBuilder visits = new StringBuilder("time,value\n");
        StringBuilder orders = new StringBuilder("time,value\n");
        double before = 100;
        for (int minute = 0; minute < 23 * 60; minute++) {
            double now = (minute < 900 ? 100 : 300) + 20 * random.nextGaussian();
            visits.append(begin.plusSeconds(60L * minute))
                    .append(',')
                    .append(now)
                    .append('\n');
            orders.append(begin.plusSeconds(60L * minute))
                    .append(',')
                    .append(before / 4)
                    .append('\n');
            before = now;
        }
        new FiguresFile("visits", "people", visits.toString()).upload(tab);
        assertThat(tab.page.getByText(Pattern.compile("^1,380 rows count"))).isVisible();
        new FiguresFile("orders", "pieces", orders.toString()).upload(tab);
        assertThat(tab.page.getByText(Pattern.compile("^1,380 rows count"))).isVisible();
    }

    /** A link of a page: where it leads, and its words. */
    private record Link(String path, String words) {}

    /** Clicks each link of a page, once all that is to be there is. */
    private static void follow(Tab tab, Followed page) {
        tab.page.waitForCondition(
                () -> {
                    rest(tab, page);
                    return tab.page.locator("main " + page.needs().getFirst()).count() > 0;
                },
                new Page.WaitForConditionOptions().setTimeout(420_000));
        page.needs()
                .forEach(each ->
                        assertThat(tab.page.locator("main " + each).first()).isVisible());
        for (Link link : links(tab)) {
            rest(tab, page);
            tab.page
                    .locator("main a[href=\"%s\"]".formatted(link.path()))
                    .first()
                    .click();
            keepsItsPromise(tab, link);
        }
    }

    private static void rest(Tab tab, Followed page) {
        tab.go(page.path());
        assertThat(tab.page
                        .locator("main")
                        .getByText(Pattern.compile(page.rest()))
                        .first())
                .isVisible();
    }

    /** Two of each kind, for rows of a table are made alike; those of the navigation of insight are left out. */
    private static List<Link> links(Tab tab) {
        List<?> found = (List<?>) tab.page.evaluate("""
                () => [...document.querySelectorAll('main a[href]')]
                    .filter(link => !link.closest('.leaves') && link.checkVisibility())
                    .map(link => link.getAttribute('href') + '\\n' + link.innerText)""");
        Map<String, Link> links = new LinkedHashMap<>();
        Map<String, Integer> ofKind = new HashMap<>();
        for (Object each : found) {
            String[] parts = each.toString().split("\n", 2);
            if (!links.containsKey(parts[0])
                    && ofKind.merge(parts[0].replaceAll("\\d+|=[^&]+", ""), 1, Integer::sum) <= OF_A_KIND) {
                links.put(parts[0], new Link(parts[0], parts[1]));
            }
        }
        return List.copyOf(links.values());
    }

    /** The page is there, of what the link said, with the filter and the time that it named. */
    private static void keepsItsPromise(Tab tab, Link link) {
        assertThat(tab.page).hasURL(zol0.console() + "/" + link.path());
        assertThat(tab.page.locator("main h1")).not().hasText(Pattern.compile("^No such|not there|went wrong"));
        assertThat(tab.page.locator("main .note-failed")).hasCount(0);
        URI address = URI.create(link.path());
        Map<String, String> asked = parameters(address);
        if (address.getFragment() != null) {
            assertThat(tab.page.locator("#" + address.getFragment())).isInViewport();
        }
        if (asked.containsKey("at")) {
            assertThat(tab.heading("Around that time")).isVisible();
        }
        if (asked.containsKey("filter")) {
            assertThat(field(tab, "Filter")).hasValue(asked.get("filter"));
        }
        if (asked.containsKey("caller")) {
            assertThat(tab.heading("What " + asked.get("caller") + " calls")).isVisible();
            assertThat(tab.page.locator("main a[href^='endpoints/']").first()).isVisible();
        }
        if (asked.containsKey("origin")) {
            assertThat(field(tab, "From the address")).hasValue(asked.get("origin"));
            assertThat(field(tab, "What")).hasValue("Sign-in failed");
            assertThat(tab.page
                            .locator("vaadin-grid")
                            .getByText("Sign-in failed")
                            .first())
                    .isVisible();
        }
        String path = address.getPath();
        if (path.startsWith("endpoints/")) {
            assertThat(tab.page.locator("main h1")).hasText(Pattern.compile("^[A-Z]+ /|^\\(other endpoints\\)"));
            if (link.words().matches("[A-Z]+ /.*")) {
                Assertions.assertThat(link.words())
                        .startsWith(tab.page.locator("main h1").innerText());
            }
        } else if (path.matches("insight/(upstream|endpoint)-\\d+") && !asked.containsKey("at")) {
            assertThat(tab.page.locator("main h1 + p")).containsText(link.words());
        } else if (path.startsWith("business/")) {
            assertThat(tab.page.locator("main h1")).hasText(path.substring("business/".length()));
        }
    }

    private static Map<String, String> parameters(URI address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (address.getRawQuery() != null) {
            for (String each : address.getRawQuery().split("&")) {
                String[] parts = each.split("=", 2);
                parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
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

    private static void mailReports(Tab tab, Tab phone) {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            tab.go("insight/reports");
            assertThat(tab.page.getByText("No e-mail channel yet")).isVisible();
            tab.page.getByText("Add an e-mail channel").click();
            field(tab, "Name").fill("mail");
            field(tab, "Mail server").fill("127.0.0.1");
            tab.page
                    .locator("vaadin-select", new Page.LocatorOptions().setHasText("Security"))
                    .click();
            tab.page
                    .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("None: everything in plain text"))
                    .click();
            field(tab, "Port").fill(Integer.toString(server.getSmtp().getPort()));
            field(tab, "Sender").fill("zol0@example.com");
            field(tab, "Recipients").fill("ops@example.com");
            tab.page.getByLabel("May call this machine and private networks").check();
            tab.button("Add the channel").click();
            assertThat(tab.heading("mail")).isVisible();

            tab.go("insight/reports");
            assertThat(tab.page.getByText("What to do next")).isVisible();
            assertThat(tab.page.getByText("No report is sent by mail.")).isVisible();
            field(tab, "To").fill("nobody");
            field(tab, "To").press("Tab");
            assertThat(tab.page.getByText("“nobody” is no e-mail address.").first())
                    .isVisible();
            field(tab, "To").fill("boss@example.com");
            tab.button("Add").click();
            assertThat(tab.page.getByText(Pattern.compile(
                            "^Report of the day, every day at 7:00 of .* to boss@example.com by mail$")))
                    .isVisible();
            tab.page.getByText("Send now").click();
            assertThat(tab.page.locator(".outcome")).containsText("The mail server has it");
            Assertions.assertThat(server.getReceivedMessages()).hasSize(1);
            tab.look("insight-reports-by-mail");
            phone.go("insight/reports");
            assertThat(phone.page.getByText(Pattern.compile("^Report of the day")))
                    .isVisible();
            phone.look("insight-reports-by-mail");
        } finally {
            server.stop();
        }
    }

    private static Locator field(Tab tab, String label) {
        return tab.page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static void runLoads(Tab tab) {
        runLoad(tab);
        runLoad(tab);
        assertThat(tab.page.getByText(Pattern.compile("^Median .*(lower|higher)")))
                .isVisible();
        tab.look("insight-benchmark-compared");
    }

    private static void runLoad(Tab tab) {
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
}
