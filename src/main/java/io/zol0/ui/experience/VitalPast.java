package io.zol0.ui.experience;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import io.zol0.metrics.Answer;
import io.zol0.metrics.Device;
import io.zol0.metrics.PageVital;
import io.zol0.metrics.PageVitals;
import io.zol0.metrics.Vital;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One vital of one page over time, a line for each class of device. */
class VitalPast extends Div {
    private static final List<String> COLOURS = List.of("blue", "teal", "violet");

    private final List<Vital> vitals;
    private final Select<Vital> vital = new Select<>();
    private final Div place = new Div();
    private final Paragraph note = new Paragraph();
    private List<PageVitals.Hour> hours = List.of();
    private TimeWindow window = TimeWindow.DAY;

    VitalPast(List<Vital> vitals) {
        this.vitals = vitals;
        vital.setLabel("Figure");
        vital.setItems(vitals);
        vital.setItemLabelGenerator(Judged::name);
        vital.setValue(vitals.getFirst());
        vital.addValueChangeListener(change -> draw());
        note.addClassName("quiet");
        note.getElement().setAttribute("role", "status");
        place.addClassName("past");
    }

    void keepIn(AddressState state) {
        state.keep("figure", vital, vitals.toArray(Vital[]::new));
    }

    /** Shows what was read of a page. */
    void show(String page, Answer<List<PageVitals.Hour>> answer, TimeWindow time) {
        removeAll();
        window = time;
        hours = answer instanceof Answer.Found<List<PageVitals.Hour>>(List<PageVitals.Hour> found) ? found : List.of();
        Div filters = new Div(vital);
        filters.addClassName("filters");
        note.setText(
                answer instanceof Answer.Unavailable<List<PageVitals.Hour>>(String reason)
                        ? "The history is unavailable. " + reason
                        : "Each point is what three quarters of an hour's visits did not exceed, also where they were"
                                + " few; days before yesterday have one point each.");
        add(new Panel(page).about(time.words()).with(filters, place, note));
        draw();
    }

    private void draw() {
        Vital shown = vital.getValue();
        List<Device> devices = Stream.of(Device.values())
                .filter(device -> hours.stream().anyMatch(hour -> value(hour, shown, device) != null))
                .toList();
        List<Chart.Series> series = new ArrayList<>();
        for (Device device : devices) {
            series.add(new Chart.Series(
                    device.name().toLowerCase(Locale.ROOT),
                    COLOURS.get(series.size() % COLOURS.size()),
                    4 * series.size()));
        }
        Chart chart = Chart.past(
                Judged.name(shown),
                shown.isTime() ? "ms" : "",
                window.length(),
                series.isEmpty() ? List.of(Chart.Series.solid("visits", "blue")) : series,
                "no visit");
        if (!series.isEmpty()) {
            chart.append(hours.stream().map(hour -> point(hour, shown, devices)).toList());
        }
        place.removeAll();
        place.add(chart);
    }

    private static Chart.Point point(PageVitals.Hour hour, Vital vital, List<Device> devices) {
        List<@Nullable Double> values = new ArrayList<>();
        devices.forEach(device -> values.add(value(hour, vital, device)));
        return new Chart.Point(hour.at(), values);
    }

    private static @Nullable Double value(PageVitals.Hour hour, Vital vital, Device device) {
        return hour.vitals().stream()
                .filter(each -> each.vital() == vital && each.device() == device)
                .map(PageVital::p75)
                .findFirst()
                .orElse(null);
    }
}
