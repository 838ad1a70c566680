package io.zol0.ui.history;

import com.vaadin.flow.component.Component;
import io.zol0.catalog.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a setting, each of which says what is wrong with it.
 *
 * @param <T> what the fields are about
 */
public interface SettingForm<T> {
    /** The fields themselves, to be put on a page. */
    Component fields();

    /** Shows this, and that nothing is wrong with it. */
    void fill(T value);

    /** What was typed, where nothing is wrong with it; otherwise the fields say what is. */
    Optional<T> draft();

    void show(List<Problem> problems);

    void readOnly();
}
