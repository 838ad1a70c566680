package io.zol0.ui.limits;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What calls weigh: at most 200 lines, of which the first that fits counts. */
class WeightRows extends Div {
    private static final int MOST = 200;

    private final List<Row> rows = new ArrayList<>();
    private final Div lines = new Div();
    private final Button more = new Button("Add a weight");
    private final Runnable changed;

    WeightRows(Runnable changed) {
        this.changed = changed;
        addClassName("form-rows");
        more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        // What nobody has typed yet is not wrong yet.
        more.addClickListener(click -> addRow(new QuotaText.Weight("GET /", "1", "", "", false)));
        Paragraph help = new Paragraph("The first line that fits a call says its weight; what none fits weighs 1. "
                + "A query field with steps, such as limit with 100: 5, 500: 25, weighs by its number.");
        help.addClassName("quiet");
        add(help, lines, more);
    }

    private final class Row extends Div {
        final TextField endpoint = field("Endpoint", "GET /api/v3/depth");
        final TextField weight = field("Weight", "1");
        final TextField field = field("Query field", "limit");
        final TextField steps = field("Steps", "100: 5, 500: 25");
        final Checkbox high = new Checkbox("High priority");
        final Button remove = new Button("Remove");

        Row(QuotaText.Weight line) {
            addClassNames("form-row", "weight-row");
            endpoint.setValue(line.endpoint());
            weight.setValue(line.weight());
            field.setValue(line.field());
            steps.setValue(line.steps());
            high.setValue(line.high());
            List.of(endpoint, weight, field, steps)
                    .forEach(each -> each.addValueChangeListener(change -> changed.run()));
            high.addValueChangeListener(change -> changed.run());
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            remove.addClickListener(click -> {
                rows.remove(this);
                lines.remove(this);
                bound();
                changed.run();
            });
            add(endpoint, weight, field, steps, high, remove);
        }

        private static TextField field(String label, String example) {
            TextField made = new TextField(label);
            made.setPlaceholder(example);
            made.setManualValidation(true);
            return made;
        }
    }

    void fill(List<QuotaText.Weight> weights) {
        rows.clear();
        lines.removeAll();
        weights.forEach(this::addRow);
    }

    List<QuotaText.Weight> values() {
        return rows.stream()
                .map(row -> new QuotaText.Weight(
                        row.endpoint.getValue(),
                        row.weight.getValue(),
                        row.field.getValue(),
                        row.steps.getValue(),
                        row.high.getValue()))
                .toList();
    }

    /** Hands over each field with its place. */
    void fields(BiConsumer<String, HasValidation> each) {
        for (int i = 0; i < rows.size(); i++) {
            String place = "costs[" + i + "]";
            each.accept(place + ".endpoint", rows.get(i).endpoint);
            each.accept(place + ".weight", rows.get(i).weight);
            each.accept(place + ".field", rows.get(i).steps);
        }
    }

    void readOnly() {
        more.setVisible(false);
        rows.forEach(row -> {
            List.of(row.endpoint, row.weight, row.field, row.steps).forEach(field -> field.setReadOnly(true));
            row.high.setReadOnly(true);
            row.remove.setVisible(false);
        });
    }

    private void addRow(QuotaText.Weight line) {
        Row row = new Row(line);
        rows.add(row);
        lines.add(row);
        bound();
    }

    private void bound() {
        more.setVisible(rows.size() < MOST);
    }
}
