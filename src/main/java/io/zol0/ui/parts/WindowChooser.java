package io.zol0.ui.parts;

import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.List;
import java.util.function.Consumer;

/** Chooses the time that a page is about. */
public class WindowChooser extends RadioButtonGroup<TimeWindow> {
    /** An hour and more, which the history has of most figures. */
    public static final List<TimeWindow> USUAL =
            List.of(TimeWindow.HOUR, TimeWindow.DAY, TimeWindow.WEEK, TimeWindow.MONTH);

    /** One of the usual ones. */
    public WindowChooser(Consumer<TimeWindow> chosen) {
        this(USUAL, chosen);
    }

    /** @param chosen hears of what the reader chose, not of what the page set */
    public WindowChooser(List<TimeWindow> windows, Consumer<TimeWindow> chosen) {
        setLabel("Time");
        setItems(windows);
        setItemLabelGenerator(TimeWindow::label);
        setValue(windows.getFirst());
        addClassName("window-chooser");
        addValueChangeListener(change -> {
            if (change.isFromClient()) {
                chosen.accept(change.getValue());
            }
        });
    }
}
