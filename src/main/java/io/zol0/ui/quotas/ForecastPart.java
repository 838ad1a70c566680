package io.zol0.ui.quotas;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.optimizer.Forecasts;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a quota will be asked for in the next 24 hours, and whether it will do; worked out when the page opens. */
class ForecastPart extends Div {
    private final Paragraph sentence = new Paragraph();
    private final Chart chart = Chart.past(
            "Expected weight an hour, next 24 hours",
            "weight",
            Duration.ofHours(24),
            List.of(
                    Chart.Series.solid("expected", "blue"),
                    new Chart.Series("nine in ten below", "amber", 5),
                    new Chart.Series("what there is", "orange", 2)));

    ForecastPart(Optional<Forecasts.OfQuota> found) {
        sentence.getElement().setAttribute("role", "status");
        add(sentence, chart);
        chart.setVisible(false);
        found.ifPresentOrElse(this::show, () -> sentence.setText("The history cannot be read now."));
    }

    private void show(Forecasts.OfQuota forecast) {
        if (forecast.hours().isEmpty()) {
            sentence.setText("Not enough yet: %d of %d whole hours were recorded."
                    .formatted(Math.min(forecast.known(), Forecasts.NEEDED), Forecasts.NEEDED));
            return;
        }
        sentence.removeAll();
        Instant sure = forecast.runsShort();
        Instant maybe = forecast.maybeShort();
        if (sure != null) {
            sentence.add("It runs short from ");
            sentence.add(new Moment(sure));
            sentence.add(" on, as far as one can tell: make room before.");
        } else if (maybe != null) {
            sentence.add("It is expected to do for 24 hours; in one case of twenty it runs short from ");
            sentence.add(new Moment(maybe));
            sentence.add(" on.");
        } else {
            sentence.add("It does for the next 24 hours, also at the upper end of what is expected.");
        }
        Double error = forecast.error();
        Double naive = forecast.naive();
        if (error != null && naive != null) {
            sentence.add(" On the past such forecasts were off by %s an hour on average, the day or week before by %s."
                    .formatted(Figures.number(error), Figures.number(naive)));
        }
        chart.setVisible(true);
        chart.append(forecast.hours().stream()
                .map(hour -> new Chart.Point(hour.at(), List.of(hour.expected(), hour.high(), forecast.room())))
                .toList());
    }
}
