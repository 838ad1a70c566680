package io.zol0.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line without axes beside a figure that says the same in words. */
@Tag("zol0-spark")
public class Spark extends Component {
    /** Adds values, oldest first; the browser keeps the last 60. */
    public void append(List<Double> values) {
        JsonNode json = JsonMapper.shared().valueToTree(values);
        getElement().executeJs("this.feed ? this.feed($0) : (this.waiting ??= []).push(...$0)", json);
    }
}
