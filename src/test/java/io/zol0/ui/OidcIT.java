package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.zol0.users.IdentityProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by an identity provider in a real browser, which goes there and comes back. */
class OidcIT {
    @TempDir
    Path home;

    @Test
    void the_provider_signs_people_in_with_the_role_it_names() throws Exception {
        try (IdentityProvider provider = IdentityProvider.onFreePort();
                RunningJar zol0 = RunningJar.start(
                        home,
                        "off",
                        "--zol0.outgoing.allow=127.0.0.1",
                        "--zol0.oidc.issuer=" + provider.issuerAt("127.0.0.1"),
                        "--zol0.oidc.client.id=" + IdentityProvider.CLIENT,
                        "--zol0.oidc.client.secret=" + IdentityProvider.SECRET,
                        "--zol0.oidc.roles.claim=realm.groups",
                        "--zol0.oidc.roles.admin=masters",
                        "--zol0.oidc.roles.viewer=staff");
                ConsoleBrowser browser = ConsoleBrowser.start()) {
            try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
                signIn(tab, zol0, provider, List.of("staff"));
                assertThat(tab.heading("Overview")).isVisible();
                assertThat(users(tab)).hasCount(0);
                tab.go("account");
                assertThat(tab.page.getByText("Your identity provider signs you in and says your role."))
                        .isVisible();
                tab.look("account-of-provider");
                tab.requireClean();
            }
            try (Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
                signIn(tab, zol0, provider, List.of("masters"));
                assertThat(tab.heading("Overview")).isVisible();
                assertThat(users(tab)).isVisible();
                tab.requireClean();
            }
            try (Tab tab = browser.open(zol0, 390, ColorScheme.DARK)) {
                signIn(tab, zol0, provider, List.of("strangers"));
                assertThat(tab.page.getByText("names no role for you here")).isVisible();
                tab.look("no-role");
                tab.requireClean();
            }
        }
    }

    private static void signIn(Tab tab, RunningJar zol0, IdentityProvider provider, List<String> groups) {
        provider.knows("olga", groups, zol0.console() + "/login/oauth2/code/oidc");
        tab.go("login");
        tab.page.getByText("Sign in with your identity provider").click();
        tab.page.waitForURL(provider.issuerAt("127.0.0.1") + "/login");
        tab.page.locator("input[name=username]").fill("olga");
        tab.page.locator("input[name=password]").fill(IdentityProvider.PASSWORD);
        tab.page.locator("input[name=password]").press("Enter");
    }

    private static Locator users(Tab tab) {
        return tab.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Users"));
    }
}
