package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Accounts in a real browser: made, signed in as each role, with a second factor, signed out by somebody else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UsersIT {
    private static final String ADMIN = "correct horse battery";
    private static final String VIEWER = "tram ulcer bishop nine";

    @TempDir
    static Path home;

    private static RunningJar zol0;
    private static ConsoleBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        zol0 = RunningJar.start(home, "off");
        browser = ConsoleBrowser.start();
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword(ADMIN);
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
    @Order(1)
    void a_new_user_signs_in_with_the_password_that_was_shown_once() {
        try (Tab admin = browser.open(zol0, 1440, ColorScheme.LIGHT);
                Tab viewer = browser.open(zol0, 1440, ColorScheme.DARK)) {
            admin.login("admin", ADMIN);
            admin.go("settings/users");
            assertThat(admin.page.getByText("1 account; all of them may sign in."))
                    .isVisible();
            admin.button("Add a user").click();
            admin.page.getByLabel("User name").fill("not a name");
            admin.page.getByLabel("User name").press("Tab");
            assertThat(admin.page.getByText("begins with a letter or digit").first())
                    .isVisible();
            admin.page.getByLabel("User name").fill("vera");
            admin.page.getByLabel("User name").press("Tab");
            admin.look("user-new");
            admin.button("Add the user").click();
            assertThat(admin.heading("vera")).isVisible();
            String password = admin.page.locator("pre.curl").textContent();
            admin.page.reload();
            assertThat(admin.heading("Add a user")).isVisible();

            viewer.login("vera", password);
            assertThat(viewer.page.getByText("Choose your own password")).isVisible();
            Locator fields = viewer.page.locator("vaadin-password-field input");
            fields.nth(0).fill(password);
            fields.nth(1).fill("Password1234!");
            fields.nth(2).fill("Password1234!");
            fields.nth(2).press("Enter");
            assertThat(viewer.page.getByText("among the first that are guessed").first())
                    .isVisible();
            fields.nth(1).fill(VIEWER);
            fields.nth(2).fill(VIEWER);
            fields.nth(2).press("Enter");
            assertThat(viewer.heading("Overview")).isVisible();
            admin.requireClean();
            viewer.requireClean();
        }
    }

    @Test
    @Order(2)
    void each_role_is_offered_what_it_may_do_and_no_more() {
        try (Tab viewer = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            viewer.login("vera", VIEWER);
            assertThat(viewer.heading("Overview")).isVisible();
            assertThat(viewer.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Users")))
                    .hasCount(0);
            viewer.go("settings/upstreams");
            assertThat(viewer.heading("Upstreams")).isVisible();
            assertThat(viewer.button("Add an upstream")).hasCount(0);
            for (String closed :
                    List.of("settings/users", "settings/users/1", "settings/users/new", "settings/upstreams/new")) {
                viewer.go(closed);
                assertThat(viewer.page.getByText("There is no page at")).isVisible();
            }
        }
        try (Tab admin = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            admin.login("admin", ADMIN);
            assertThat(admin.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Users")))
                    .isVisible();
            admin.go("settings/upstreams");
            assertThat(admin.button("Add an upstream")).isVisible();
            admin.requireClean();
        }
    }

    @Test
    @Order(3)
    void an_account_that_is_switched_off_leaves_its_open_page_at_once() {
        try (Tab admin = browser.open(zol0, 1440, ColorScheme.LIGHT);
                Tab viewer = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            viewer.login("vera", VIEWER);
            assertThat(viewer.heading("Overview")).isVisible();
            assertThat(viewer.page.locator("zol0-live-mark")).hasText("live");
            admin.login("admin", ADMIN);
            openVera(admin);
            assertThat(admin.page.getByText("Chrome on Linux").first()).isVisible();
            admin.page.getByLabel("May sign in").uncheck();
            admin.button("Save").click();
            assertThat(admin.page.getByText("Saved; it holds from now on.")).isVisible();
            admin.look("user");
            assertThat(viewer.page.getByText("You are signed out")).isVisible();
            viewer.login("vera", VIEWER);
            assertThat(viewer.page.getByText("do not belong together")).isVisible();

            admin.button("Undo").click();
            assertThat(admin.page.getByText("Undone; it is as it was before.")).isVisible();
            viewer.login("vera", VIEWER);
            assertThat(viewer.heading("Overview")).isVisible();
            admin.requireClean();
        }
    }

    @Test
    @Order(4)
    void the_last_administrator_cannot_take_the_right_from_itself() {
        try (Tab admin = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            admin.login("admin", ADMIN);
            admin.go("settings/users");
            admin.page
                    .getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("admin").setExact(true))
                    .click();
            assertThat(admin.heading("admin")).isVisible();
            admin.page.getByLabel("May sign in").uncheck();
            admin.button("Save").click();
            assertThat(admin.page
                            .getByText("is the last administrator who may sign in")
                            .first())
                    .isVisible();
            admin.requireClean();
        }
    }

    @Test
    @Order(5)
    void a_second_factor_is_added_asked_for_and_its_recovery_code_works_once() {
        String secret;
        String recovery;
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("vera", VIEWER);
            tab.go("account");
            tab.button("Add a second factor").click();
            assertThat(tab.page.locator(".qr svg")).isVisible();
            secret = tab.page.getByLabel("secret for the app").textContent().replace(" ", "");
            Locator part = tab.page.locator("section", new Page.LocatorOptions().setHasText("Second factor"));
            part.getByLabel("Present password").fill(VIEWER);
            part.getByLabel("Code").fill("000000");
            tab.button("Turn it on").click();
            assertThat(tab.page
                            .getByText("not the code of the present half minute")
                            .first())
                    .isVisible();
            tab.look("second-factor");
            part.getByLabel("Code").fill(code(secret, 0));
            tab.button("Turn it on").click();
            Locator codes = tab.page.getByLabel("Recovery codes");
            assertThat(codes).isVisible();
            recovery = codes.textContent().split("\n")[0];
            tab.button("I have them").click();
            assertThat(tab.page.getByText("10 recovery codes are left")).isVisible();
            tab.requireClean();
        }
        try (Tab tab = browser.open(zol0, 390, ColorScheme.DARK)) {
            tab.login("vera", VIEWER);
            assertThat(tab.heading("Second factor")).isVisible();
            tab.look("code");
            enter(tab, "123456");
            assertThat(tab.page.getByText("That did not work")).isVisible();
            enter(tab, code(secret, 1));
            assertThat(tab.heading("Overview")).isVisible();
            tab.requireClean();
        }
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("vera", VIEWER);
            enter(tab, recovery);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("account");
            assertThat(tab.page.getByText("9 recovery codes are left")).isVisible();
        }
    }

    @Test
    @Order(6)
    void the_pages_fit_a_phone_in_the_dark() {
        try (Tab tab = browser.open(zol0, 390, ColorScheme.DARK)) {
            tab.go("login");
            assertThat(tab.heading("Sign in")).isVisible();
            tab.look("login");
            tab.login("admin", ADMIN);
            assertThat(tab.heading("Overview")).isVisible();
            tab.go("settings/users");
            assertThat(tab.heading("Users")).isVisible();
            tab.look("users");
            openVera(tab);
            tab.look("user");
            tab.go("account");
            assertThat(tab.heading("My account")).isVisible();
            tab.look("account");
            tab.requireClean();
        }
    }

    @Test
    @Order(7)
    void who_guesses_is_told_how_long_to_wait() {
        try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            Locator wait = tab.page.getByText(Pattern.compile("Try again in \\d+ (s|min)"));
            // However slowly a guess is answered, no more than ten in a quarter of an hour are looked at.
            for (int i = 0; i < 20 && !wait.isVisible(); i++) {
                tab.login("nobody", "guess number " + i);
                assertThat(tab.page.locator(".gate-problem")).isVisible();
            }
            assertThat(wait).isVisible();
            tab.look("wait");
            tab.requireClean();
        }
    }

    private static void openVera(Tab tab) {
        tab.go("settings/users");
        tab.page
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("vera").setExact(true))
                .click();
        assertThat(tab.heading("vera")).isVisible();
    }

    private static void enter(Tab tab, String code) {
        tab.page.locator("input[name=code]").fill(code);
        tab.page.locator("input[name=code]").press("Enter");
    }

    /** RFC 6238 once more, as an app has it. */
    private static String code(String secret, int stepsFromNow) {
        int bits = 0;
        int buffer = 0;
        ByteBuffer key = ByteBuffer.allocate(secret.length() * 5 / 8);
        for (char each : secret.toCharArray()) {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                key.put((byte) (buffer >> bits));
            }
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.array(), "HmacSHA1"));
            long step = System.currentTimeMillis() / 30_000 + stepsFromNow;
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int number = ByteBuffer.wrap(hash, hash[19] & 15, 4).getInt() & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
