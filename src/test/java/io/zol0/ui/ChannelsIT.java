package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketFrame;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels in a real browser: one is made and tried, a real alert arrives by it, and what waits survives that ZoL0 is killed. */
class ChannelsIT {
    private static final String CHOSEN = "correct horse battery";

    @TempDir
    static Path home;

    private static RunningJar zol0;
    private static ConsoleBrowser browser;
    private static HttpServer receiver;
    private static final Pattern LINK = Pattern.compile("\"link\":\"([^\"]+/alerts\\?alert=\\d+)\"");
    private static final List<String> taken = new CopyOnWriteArrayList<>();
    private static volatile int status = 200;

    @BeforeAll
    static void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String said = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (status == 200) {
                taken.add(said);
            }
            byte[] body = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        receiver.start();
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
        receiver.stop(0);
    }

    @Test
    void a_channel_is_made_and_tried_an_alert_arrives_by_it_and_what_waits_survives_a_kill() throws Exception {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT);
                Tab phone = browser.open(zol0, 390, ColorScheme.DARK)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(CHOSEN);
            assertThat(tab.heading("Overview")).isVisible();
            phone.login("admin", CHOSEN);
            tab.go("settings/channels");
            assertThat(tab.page.getByText("No channels yet")).isVisible();
            tab.look("channels-none");
            tab.go("settings/routes");
            assertThat(tab.page.getByText("No routes yet")).isVisible();
            tab.look("routes-none");
            tab.go("settings/deliveries");
            assertThat(tab.page.getByText("Nothing was sent yet")).isVisible();
            tab.look("deliveries-none");

            tab.go("settings/channels/new");
            assertThat(tab.heading("Add a channel")).isVisible();
            tab.look("channel-new-mail");
            tab.button("Add the channel").click();
            assertThat(tab.page.getByText("Name the mail server by its host").first())
                    .isVisible();
            tab.look("channel-new-wrong");
            portOutlivesTheChoiceBefore(tab);
            choose(tab, "Kind", "Signed webhook");
            field(tab, "Name").fill("ops");
            String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
            field(tab, "URL").fill("ftp://nowhere");
            field(tab, "Name").focus();
            assertThat(tab.page
                            .getByText("The URL begins with https:// or http://.")
                            .first())
                    .isVisible();
            field(tab, "URL").fill(url);
            tab.button("Make a secret").click();
            assertThat(tab.page.locator(".shown-once")).containsText("whsec_");
            tab.look("channel-new-webhook");
            tab.button("Add the channel").click();
            assertThat(tab.heading("ops")).isVisible();
            assertThat(tab.page.locator("body")).not().containsText("whsec_");

            tab.button("Send a test message").click();
            Locator said = tab.page.locator(".connection [role=status]");
            assertThat(said).containsText("It did not arrive, and would not later. 127.0.0.1 is, or leads to");
            tab.page.getByLabel("May call this machine and private networks").check();
            tab.button("Save").click();
            assertThat(tab.page.getByText("Saved; it holds from now on.")).isVisible();
            tab.button("Send a test message").click();
            assertThat(said).hasText("It arrived. Answered 200: {\"ok\":true}");
            tab.look("channel");

            tab.go("settings/routes/new");
            assertThat(tab.heading("Add a route")).isVisible();
            tab.look("route-new");
            tab.button("Add the route").click();
            assertThat(tab.page.getByText("By ops at once.")).isVisible();
            tab.look("routes");
            tab.page.getByText("Warnings and critical alerts").click();
            field(tab, "Gather for").fill("often");
            field(tab, "Endpoints").focus();
            assertThat(tab.page.getByText("“often” is not a time").first()).isVisible();

            failCalls(tab);
            tab.go("settings/deliveries");
            Locator row = tab.page.locator(".delivery", new Page.LocatorOptions().setHasText("Upstream down: dead"));
            assertThat(row.first()).containsText("sent");
            assertThat(row.first()).containsText("Answered 200");
            tab.look("deliveries");
            tab.page.navigate(link());
            assertThat(tab.page.locator(".timeline")).containsText("Raised");
            phone.go("settings/deliveries");
            assertThat(phone.page.locator(".delivery").first()).isVisible();
            phone.look("deliveries");
            phone.go("settings/channels");
            assertThat(phone.page.getByText("Signed webhook")).isVisible();
            phone.look("channels");
            phone.go("settings/routes/new");
            assertThat(phone.heading("Add a route")).isVisible();
            phone.look("route-new");
            phone.go("settings/channels/new");
            assertThat(phone.heading("Add a channel")).isVisible();
            phone.look("channel-new");

            tab.go("account");
            tab.page.getByLabel("Send me e-mails about alerts").check();
            field(tab, "E-mail address").fill("ada");
            tab.page.getByLabel("Quiet hours").check();
            assertThat(tab.page
                            .getByText("Give the e-mail address that it goes to")
                            .first())
                    .isVisible();
            field(tab, "E-mail address").fill("ada@example.com");
            tab.page
                    .locator(".panel", new Page.LocatorOptions().setHasText("E-mails"))
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                    .click();
            assertThat(tab.page.getByText("Saved; they are sent once a mail channel carries e-mails for people."))
                    .isVisible();
            tab.page.getByText("Send me e-mails about alerts").scrollIntoViewIfNeeded();
            tab.look("account-emails");

            status = 404;
            tab.go("alerts");
            tab.page.locator(".alert-row").first().click();
            tab.page.keyboard().press("a");
            assertThat(tab.page.locator(".timeline")).containsText("Acknowledged");
            tab.go("settings/deliveries");
            choose(tab, "Show", "Given up");
            assertThat(tab.page.locator(".delivery").first()).containsText("Answered 404");
            tab.look("deliveries-given-up");
            status = 200;
            tab.page
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Send again: .*")))
                    .first()
                    .click();
            assertThat(tab.page.getByText("It is on its way again.")).isVisible();
            choose(tab, "Show", "Sent");
            assertThat(tab.page
                            .locator(".delivery", new Page.LocatorOptions().setHasText("taken: "))
                            .first())
                    .isVisible();

            status = 503;
            tab.go("alerts");
            tab.page.locator(".alert-row").first().click();
            tab.page.keyboard().press("r");
            assertThat(tab.page.locator(".timeline")).containsText("By hand.");
            tab.go("settings/deliveries");
            Locator over = tab.page.locator(".delivery", new Page.LocatorOptions().setHasText("over: "));
            assertThat(over.first()).containsText("Answered 503");
            tab.look("deliveries-waiting");
            tab.requireClean();
            phone.requireClean();
        }
        zol0.process().destroyForcibly().waitFor();
        status = 200;
        zol0 = RunningJar.startAgain(home, "off");
        Awaitility.await()
                .atMost(2, TimeUnit.MINUTES)
                .untilAsserted(() -> Assertions.assertThat(taken)
                        .anySatisfy(body -> Assertions.assertThat(body).contains("\"alert.resolved\"")));
    }

    /** The link of the alert in what arrived. */
    private static String link() {
        return taken.stream()
                .map(LINK::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static Locator field(Tab tab, String label) {
        return tab.page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** The answer to a choice, which comes late here, leaves what was typed meanwhile. */
    private static void portOutlivesTheChoiceBefore(Tab tab) {
        List<Runnable> late = new ArrayList<>();
        AtomicBoolean holding = new AtomicBoolean();
        tab.page.routeWebSocket(url -> true, browser -> {
            WebSocketRoute server = browser.connectToServer();
            browser.onMessage(message -> {
                Runnable sends = () -> send(server, message);
                if (holding.get()) {
                    late.add(sends);
                } else {
                    sends.run();
                }
            });
        });
        tab.go("settings/channels/new");
        Locator port = field(tab, "Port");
        assertThat(port).hasAttribute("placeholder", "587");
        holding.set(true);
        choose(tab, "Security", "None: everything in plain text");
        port.fill("2525");
        tab.page.waitForCondition(() -> !late.isEmpty());
        holding.set(false);
        late.forEach(Runnable::run);
        assertThat(port).hasAttribute("placeholder", "25");
        assertThat(port).hasValue("2525");
        port.clear();
        port.pressSequentially("-");
        field(tab, "Name").focus();
        assertThat(tab.page.getByText("The port is between 1 and 65535").first())
                .isVisible();
        port.fill("");
        field(tab, "Name").focus();
        assertThat(tab.page.getByText("The port is between 1 and 65535")).hasCount(0);
    }

    private static void send(WebSocketRoute to, WebSocketFrame message) {
        if (message.text() == null) {
            to.send(message.binary());
        } else {
            to.send(message.text());
        }
    }

    private static void choose(Tab tab, String select, String option) {
        tab.page
                .locator("vaadin-select", new Page.LocatorOptions().setHasText(select))
                .first()
                .click();
        tab.page
                .getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(option).setExact(true))
                .click();
    }

    /** Calls that nobody answers, for as long as the rule wants them to fail. */
    private static void failCalls(Tab tab) throws Exception {
        tab.go("settings/upstreams/new");
        field(tab, "Name").fill("dead");
        field(tab, "Base URL").fill("http://127.0.0.1:9");
        tab.button("Add the upstream").click();
        assertThat(tab.heading("dead")).isVisible();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 30; i++) {
                client.send(
                        HttpRequest.newBuilder(URI.create(zol0.gateway() + "/dead/orders"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
    }
}
