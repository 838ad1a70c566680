package io.zol0.ui.optimizer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import io.zol0.optimizer.ScoreCard;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What was predicted against the share that came true: on the diagonal both agree. */
@Tag("zol0-calibration")
class CalibrationChart extends Component {
    private record Dot(double predicted, double cameTrue, int count) {}

    CalibrationChart(ScoreCard card) {
        List<Dot> dots = card.bins().stream()
                .map(bin -> new Dot(bin.predicted(), bin.cameTrue(), bin.count()))
                .toList();
        getElement().setAttribute("heading", "Predicted against come true");
        getElement().setAttribute("dots", JsonMapper.shared().writeValueAsString(dots));
    }
}
