package io.zol0.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of chart there is saves its figures as they are, and its picture as it is. */
class ChartExportIT {
    private static final String FIRST = "2026-11-23T12:00:00.000Z";
    private static final String SECOND = "2026-11-23T12:01:00.000Z";

    /** The kinds: how one is made in the page, and what its figures are then. */
    private static final List<Kind> KINDS = List.of(
            ofTime("line", "Latency of /depth", "ms", "p50", "p95", """
                    "time","p50 (ms)","p95 (ms)"
                    %s,1.5,
                    %s,2,3
                    """),
            ofTime("area", "Calls a second", "/s", "served", "failed", """
                    "time","served (/s)","failed (/s)"
                    %s,1.5,
                    %s,2,3
                    """),
            ofTime("heat", "Latency over time", "calls", "under 1 ms", "1 \"to\" 2 ms", """
                    "time","under 1 ms (calls)","1 ""to"" 2 ms (calls)"
                    %s,1.5,
                    %s,2,3
                    """),
            new Kind("zol0-curve", "What a TTL brings", """
                    made.setAttribute('points', JSON.stringify([
                      {label: '1 s', hitRate: 0.25, outdated: 0}, {label: '1 min', hitRate: 0.5, outdated: 0.125}]));""", """
                    "TTL","from cache","outdated"
                    "1 s",0.25,0
                    "1 min",0.5,0.125
                    """),
            new Kind("zol0-calibration", "Predicted against kept", """
                    made.setAttribute('dots', JSON.stringify([{predicted: 0.75, cameTrue: 0.5, count: 4}]));""", """
                    "predicted","kept","verdicts"
                    0.75,0.5,4
                    """));

    @TempDir
    Path home;

    private record Kind(String tag, String title, String make, String figures) {}

    private static Kind ofTime(String type, String title, String unit, String one, String other, String figures) {
        String make = """
                made.className = 'chart-%1$s';
                made.configure({type: '%1$s', title: '%2$s', unit: '%3$s', seconds: 3600, group: 'kinds',
                  missing: 'no calls', most: null,
                  series: [{name: '%4$s', color: 'blue', dash: 0}, {name: '%5$s', color: 'teal', dash: 4}]});
                made.feed([[Date.parse('%6$s'), 1.5, null], [Date.parse('%7$s'), 2, 3]]);""".formatted(type, title, unit, one, other, FIRST, SECOND);
        return new Kind("zol0-chart", title, make, figures.formatted(FIRST, SECOND));
    }

    @Test
    void each_is_saved_as_figures_and_as_a_picture() throws Exception {
        try (RunningJar zol0 = RunningJar.start(home, "on");
                ConsoleBrowser browser = ConsoleBrowser.start();
                Tab tab = browser.open(zol0, 1440, ColorScheme.LIGHT)) {
            tab.login("admin", zol0.firstPassword());
            tab.chooseFirstPassword("correct horse battery");
            assertThat(tab.heading("Overview")).isVisible();
            Locator shown = tab.page.locator("zol0-chart");
            assertThat(shown.first().locator("svg").first()).isVisible();
            for (int i = 0; i < shown.count(); i++) {
                assertThat(lines(save(tab, shown.nth(i), "CSV")).getFirst()).startsWith("\"time\",");
                requirePicture(save(tab, shown.nth(i), "PNG"));
            }
            for (Kind kind : KINDS) {
                Locator made = make(tab, kind);
                Download figures = save(tab, made, "CSV");
                String name = kind.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
                assertThat(figures.suggestedFilename()).isEqualTo(name + ".csv");
                assertThat(lines(figures))
                        .as(kind.title())
                        .containsExactlyElementsOf(kind.figures().lines().toList());
                Download picture = save(tab, made, "PNG");
                assertThat(picture.suggestedFilename()).isEqualTo(name + ".png");
                requirePicture(picture);
            }
            timesAreRound(tab);
            tab.requireClean();
        }
    }

    /** By the clock on the wall of the zone that was chosen, also on the night on which that clock is set back. */
    private static void timesAreRound(Tab tab) {
        requireTimes(tab, "Asia/Kolkata", "2026-11-23T12:10:00Z", "18:00 20:00 22:00 Nov_24 02:00 04:00");
        requireTimes(tab, "Europe/Berlin", "2026-10-24T16:00:00Z", "18:00 20:00 22:00 Oct_25 02:00 04:00");
    }

    private static void requireTimes(Tab tab, String zone, String begin, String times) {
        String make = """
                (await import('/components/zol0-zone.js')).setZone('%s');
                made.className = 'chart-line';
                made.style.width = '600px';
                made.configure({type: 'line', title: 'Times', unit: 'ms', seconds: 43200, group: 'kinds',
                  missing: 'no calls', most: null, series: [{name: 'p50', color: 'blue', dash: 0}]});
                made.feed(Array.from({length: 145}, (_, i) => [Date.parse('%s') + i * 300000, i]));""".formatted(zone, begin);
        Locator texts = make(tab, new Kind("zol0-chart", "Times", make, "")).locator(".chart-times text");
        assertThat(texts.first()).isVisible();
        assertThat(texts.allTextContents().stream().map(text -> text.replace(' ', '_')))
                .as(zone)
                .containsExactly(times.split(" "));
    }

    /** Puts one into the page, in place of the one before. */
    private static Locator make(Tab tab, Kind kind) {
        tab.page.evaluate("""
                async () => {
                  customElements.get('%1$s') ?? await import('/components/%1$s.js');
                  document.getElementById('kind')?.remove();
                  const made = document.createElement('%1$s');
                  made.id = 'kind';
                  made.setAttribute('heading', '%2$s');
                  document.querySelector('main').prepend(made);
                  %3$s
                }""".formatted(kind.tag(), kind.title(), kind.make()));
        Locator made = tab.page.locator("#kind");
        assertThat(made.locator("svg").first()).isVisible();
        return made;
    }

    private static Download save(Tab tab, Locator chart, String button) {
        return tab.page.waitForDownload(() -> chart.getByRole(
                        AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true))
                .click());
    }

    private static List<String> lines(Download download) throws IOException {
        return Files.readAllLines(download.path());
    }

    /** One that can be read, and on which something is drawn. */
    private static void requirePicture(Download download) throws IOException {
        BufferedImage picture = ImageIO.read(download.path().toFile());
        assertThat(picture).as(download.suggestedFilename()).isNotNull();
        assertThat(picture.getWidth()).isGreaterThan(300);
        assertThat(picture.getHeight()).isGreaterThan(150);
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        assertThat(Arrays.stream(pixels).distinct().count())
                .as("colours of %s", download.suggestedFilename())
                .isGreaterThan(4);
    }
}
