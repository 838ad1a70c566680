package io.zol0.ui.parts;

import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.function.Consumer;

/** Chooses the time that a page is about. */
public class WindowChooser extends RadioButtonGroup<TimeWindow> {
    /** @param chosen hears of what the reader chose, not of what the page set */
    public WindowChooser(Consumer<TimeWindow> chosen) {
        setLabel("Time");
        setItems(TimeWindow.values());
        setItemLabelGenerator(TimeWindow::label);
        setValue(TimeWindow.HOUR);
        addClassName("window-chooser");
        addValueChangeListener(change -> {
            if (change.isFromClient()) {
                chosen.accept(change.getValue());
            }
        });
    }
}
