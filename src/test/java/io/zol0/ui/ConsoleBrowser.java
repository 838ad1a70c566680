package io.zol0.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The real browser that the console is tested with. */
record ConsoleBrowser(Playwright playwright, Browser browser) implements AutoCloseable {
    static ConsoleBrowser start() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new ConsoleBrowser(playwright, browser);
    }

    Tab open(RunningJar zol0, int width, ColorScheme scheme) {
        return new Tab(browser, zol0, width, scheme);
    }

    /** Looks in windows of other widths and schemes, each by itself: wide and dark, a phone's, a tablet's. */
    void inOtherWindows(RunningJar zol0, Consumer<Tab> looking) {
        try (Tab wide = open(zol0, 1440, ColorScheme.DARK)) {
            look(wide, looking);
        }
        try (Tab phone = open(zol0, 390, ColorScheme.DARK)) {
            look(phone, looking);
        }
        try (Tab tablet = open(zol0, 1024, ColorScheme.LIGHT)) {
            look(tablet, looking);
        }
    }

    private static void look(Tab tab, Consumer<Tab> looking) {
        looking.accept(tab);
        tab.requireClean();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path chromium() {
        Stream<String> given = Stream.of(System.getProperty("zol0.chromium"), System.getenv("ZOL0_CHROMIUM"))
                .flatMap(path -> Optional.ofNullable(path).stream());
        Stream<String> found = Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser").map(name -> folder + "/" + name));
        return Stream.concat(given, found)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The browser tests need Chromium: install it (apt install chromium) or set ZOL0_CHROMIUM."));
    }
}
