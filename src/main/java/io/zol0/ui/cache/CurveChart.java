package io.zol0.ui.cache;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import io.zol0.ui.parts.Durations;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Hit rate and outdated share against the TTL, as two lines. */
@Tag("zol0-curve")
class CurveChart extends Component {
    private record Drawn(String label, double hitRate, double outdated) {}

    CurveChart(Curve curve) {
        List<Drawn> drawn = curve.points().stream()
                .map(point -> new Drawn(Durations.write(point.ttl()), point.hitRate(), point.outdated()))
                .toList();
        getElement().setAttribute("heading", "What a TTL brings and costs");
        getElement().setAttribute("points", JsonMapper.shared().writeValueAsString(drawn));
    }
}
