package io.zol0.ui.limits;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.limits.WindowKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** One to four windows, a line each. */
class WindowRows extends Div {
    private static final int MOST = 4;

    private final List<Row> rows = new ArrayList<>();
    private final Div lines = new Div();
    private final Button more = new Button("Add a window");
    private final Runnable changed;

    WindowRows(Runnable changed) {
        this.changed = changed;
        addClassName("form-rows");
        more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        // What nobody has typed yet is not wrong yet.
        more.addClickListener(click -> addRow(new QuotaText.Window(WindowKind.ALIGNED, "", "1 min")));
        add(new H3("Windows: all of them must have room"), lines, more);
    }

    private final class Row extends Div {
        final Select<WindowKind> kind = new Select<>();
        final TextField capacity = new TextField("At most");
        final TextField period = new TextField("In");
        final Button remove = new Button("Remove");

        Row(QuotaText.Window window) {
            addClassName("form-row");
            kind.setLabel("Counted");
            kind.setItems(WindowKind.values());
            kind.setItemLabelGenerator(Choices::words);
            kind.setValue(window.kind());
            kind.setHelperText(Choices.explained(window.kind()));
            capacity.setValue(window.capacity());
            period.setValue(window.period());
            capacity.setManualValidation(true);
            period.setManualValidation(true);
            capacity.setHelperText("Weight, such as 1,200");
            period.setHelperText("Such as 1 min or 5 s");
            kind.addValueChangeListener(change -> {
                kind.setHelperText(Choices.explained(change.getValue()));
                changed.run();
            });
            capacity.addValueChangeListener(change -> changed.run());
            period.addValueChangeListener(change -> changed.run());
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            remove.addClickListener(click -> {
                rows.remove(this);
                lines.remove(this);
                bound();
                changed.run();
            });
            add(capacity, period, kind, remove);
        }
    }

    void fill(List<QuotaText.Window> windows) {
        rows.clear();
        lines.removeAll();
        windows.forEach(this::addRow);
    }

    List<QuotaText.Window> values() {
        return rows.stream()
                .map(row -> new QuotaText.Window(row.kind.getValue(), row.capacity.getValue(), row.period.getValue()))
                .toList();
    }

    /** Hands over each field with its place. */
    void fields(BiConsumer<String, HasValidation> each) {
        for (int i = 0; i < rows.size(); i++) {
            each.accept("windows[" + i + "].capacity", rows.get(i).capacity);
            each.accept("windows[" + i + "].period", rows.get(i).period);
        }
    }

    void readOnly() {
        more.setVisible(false);
        rows.forEach(row -> {
            row.kind.setReadOnly(true);
            row.capacity.setReadOnly(true);
            row.period.setReadOnly(true);
            row.remove.setVisible(false);
        });
    }

    private void addRow(QuotaText.Window window) {
        Row row = new Row(window);
        rows.add(row);
        lines.add(row);
        bound();
    }

    private void bound() {
        more.setVisible(rows.size() < MOST);
        rows.forEach(row -> row.remove.setVisible(rows.size() > 1));
    }
}
