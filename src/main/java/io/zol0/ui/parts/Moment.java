package io.zol0.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.time.Instant;

/** A point in time: told relatively, exactly on hover in the browser's zone. */
@Tag("zol0-time")
public class Moment extends Component {
    public Moment() {}

    public Moment(Instant at) {
        set(at);
    }

    public void set(Instant at) {
        getElement().setAttribute("at", Long.toString(at.toEpochMilli()));
    }

    public void clear() {
        getElement().setAttribute("at", "");
    }
}
