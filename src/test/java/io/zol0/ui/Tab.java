package io.zol0.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.zol0.FreePort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A browser of its own with one page, and everything that went wrong in it. */
final class Tab implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final double PATIENCE = 60_000;

    final Page page;
    private final RunningJar zol0;
    private final BrowserContext context;
    private final String suffix;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Tab(Browser browser, RunningJar zol0, int width, ColorScheme scheme) {
        this.zol0 = zol0;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, width < 500 ? 844 : 900)
                .setColorScheme(scheme));
        context.setDefaultTimeout(PATIENCE);
        page = context.newPage();
        suffix = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        page.onConsoleMessage(message -> {
            // A page that is not there answers 404, which the browser tells of.
            if (message.type().equals("error") && !message.location().contains("/nowhere")) {
                complaints.add("console: " + message.text() + " " + message.location());
            }
        });
        page.onPageError(error -> complaints.add("error: " + error));
    }

    void go(String path) {
        page.navigate(zol0.console() + "/" + path);
    }

    void login(String name, String password) {
        go("login");
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(password);
        page.locator("input[name=password]").press("Enter");
        page.waitForURL(url -> !url.endsWith("/login"));
    }

    Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    Locator button(String text) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    /** Presses as a slow hand does: what the press began, such as a field's check, is over before the button is let go. */
    void press(Locator button, Runnable meanwhile) {
        button.scrollIntoViewIfNeeded();
        BoundingBox place = button.boundingBox();
        page.mouse().move(place.x + place.width / 2, place.y + place.height / 2);
        page.mouse().down();
        meanwhile.run();
        page.mouse().up();
    }

    /** Keeps a picture, and finds neither a serious violation of accessibility nor a page wider than its window. */
    void look(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(
                        Path.of(System.getProperty("zol0.screenshots", "target/screenshots"), name + suffix + ".png")));
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("%s%s fits its window", name, suffix)
                .isTrue();
        List<String> serious = new ArrayList<>();
        for (Rule rule : violations()) {
            if (List.of("serious", "critical").contains(rule.getImpact())) {
                serious.add(rule.getId() + " " + rule.getNodes());
            }
        }
        assertThat(serious).as("accessibility of %s%s", name, suffix).isEmpty();
    }

    /**
     * Only these are asked for, in one run in the page: most of the time went into telling of each element what it does
     * right. Such a run does not look into every frame, so a page with frames goes the longer way.
     */
    private List<Rule> violations() {
        boolean withoutFrames = page.frames().size() == 1;
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page)
                .options(options)
                .setLegacyMode(withoutFrames)
                .analyze()
                .getViolations();
    }

    /** Chooses the first password, which every account has to. */
    void chooseFirstPassword(String chosen) {
        Locator fields = page.locator("vaadin-password-field input");
        fields.nth(0).fill(zol0.firstPassword());
        fields.nth(1).fill(chosen);
        fields.nth(2).fill(chosen);
        fields.nth(2).press("Enter");
    }

    void requireClean() {
        assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
        // What was to be seen last, for whoever has to find out why a test failed.
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/last-seen", FreePort.FORK + "-" + COUNT.incrementAndGet() + suffix + ".png")));
        context.close();
    }
}
