package io.zol0.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chart that is fed with new points only; the browser drops what left its window of time. */
@Tag("zol0-chart")
public class Chart extends Component {
    private static final String NO_CALLS = "no calls";

    private Instant newest = Instant.MIN;
    private boolean fed;

    /**
     * A line of a chart.
     *
     * @param colour name of a colour in the style sheet, without {@code --zol0-}
     * @param dash length of its dashes in pixels, 0 for a solid line: what tells it apart without colour
     */
    public record Series(String name, String colour, int dash) {
        public static Series solid(String name, String colour) {
            return new Series(name, colour, 0);
        }
    }

    /** A point of all series; a value that is null leaves a gap. */
    public record Point(Instant at, List<@Nullable Double> values) {}

    private record Drawn(String name, String color, int dash) {}

    private record Options(
            String type,
            String title,
            String unit,
            long seconds,
            List<Drawn> series,
            String group,
            String missing,
            @Nullable Double most) {}

    /**
     * Something that happened at a time, drawn as a line across.
     *
     * @param label a letter or two; the words stand beside the chart
     */
    public record Mark(Instant at, String label) {}

    private record DrawnMark(long at, String label) {}

    private Chart(String type, String title, String unit, Duration window, List<Series> series, String missing) {
        this(type, title, unit, window, series, missing, "page", null);
    }

    /** @param group whose charts share one cursor */
    private Chart(
            String type,
            String title,
            String unit,
            Duration window,
            List<Series> series,
            String missing,
            String group,
            @Nullable Double most) {
        addClassName("chart-" + type);
        List<Drawn> drawn = series.stream()
                .map(each -> new Drawn(each.name(), each.colour(), each.dash()))
                .toList();
        call("configure", new Options(type, title, unit, window.toSeconds(), drawn, group, missing, most));
    }

    /** Lines over time. */
    public static Chart lines(String title, String unit, Duration window, List<Series> series) {
        return new Chart("line", title, unit, window, series, NO_CALLS);
    }

    /** Lines over time of something that is sampled. */
    public static Chart samples(String title, String unit, Duration window, List<Series> series) {
        return new Chart("line", title, unit, window, series, "no sample");
    }

    /** Lines over a time that is not that of the page's other charts. */
    public static Chart past(String title, String unit, Duration window, List<Series> series) {
        return new Chart("line", title, unit, window, series, NO_CALLS, "past", null);
    }

    /** Lines over a time of the past of something that is not of calls, from 0 to at most that; null for as much as there is. */
    public static Chart history(
            String title, String unit, Duration window, List<Series> series, @Nullable Double most) {
        return new Chart("line", title, unit, window, series, "not measured", "past", most);
    }

    /** The same of something else than calls, with what is said where there is none. */
    public static Chart past(String title, String unit, Duration window, List<Series> series, String missing) {
        return new Chart("line", title, unit, window, series, missing, "past", null);
    }

    /** Areas over time, one on top of the other. */
    public static Chart stacked(String title, String unit, Duration window, List<Series> series) {
        return new Chart("area", title, unit, window, series, NO_CALLS);
    }

    /** Counts by time and band, the lowest band first. */
    public static Chart heat(String title, Duration window, List<String> bands) {
        return new Chart(
                "heat",
                title,
                "calls",
                window,
                bands.stream().map(band -> Series.solid(band, "blue")).toList(),
                NO_CALLS);
    }

    /** What is said where there is no value, instead of the usual. */
    public Chart missing(String words) {
        call("miss", words);
        return this;
    }

    /**
     * A span of time that is marked.
     *
     * @param colour as of a series
     */
    public record Shade(Instant from, Instant to, String colour) {}

    private record Shaded(long from, long to, String color) {}

    /** Shades these spans, in place of those that were. */
    public void shade(List<Shade> shades) {
        call(
                "shade",
                shades.stream()
                        .map(shade -> new Shaded(
                                shade.from().toEpochMilli(), shade.to().toEpochMilli(), shade.colour()))
                        .toList());
    }

    /** Adds the points that are newer than the newest one it has, and replaces that one where it is given again. */
    public void append(List<Point> points) {
        List<List<@Nullable Double>> rows = new ArrayList<>();
        for (Point point : points) {
            if (!point.at().isBefore(newest)) {
                List<@Nullable Double> row = new ArrayList<>();
                row.add((double) point.at().toEpochMilli());
                row.addAll(point.values());
                rows.add(row);
                newest = point.at();
            }
        }
        // The first time also where there is nothing, which is said then.
        if (!rows.isEmpty() || !fed) {
            fed = true;
            call("feed", rows);
        }
    }

    /** Draws these instead of the marks before. */
    public void mark(List<Mark> marks) {
        call(
                "mark",
                marks.stream()
                        .map(mark -> new DrawnMark(mark.at().toEpochMilli(), mark.label()))
                        .toList());
    }

    /** Forgets all points, so that others can be drawn. */
    public void clear() {
        newest = Instant.MIN;
        fed = false;
        call("clear", true);
    }

    /** Time of the newest point; {@link Instant#MIN} before the first. */
    public Instant newest() {
        return newest;
    }

    /** What is called before the browser has loaded the element waits in it. */
    private void call(String function, Object argument) {
        JsonNode json = JsonMapper.shared().valueToTree(argument);
        getElement().executeJs("this[$0] ? this[$0]($1) : (this.waiting ??= []).push([$0, $1])", function, json);
    }
}
