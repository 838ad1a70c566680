package io.zol0.ui.limits;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.Problem;
import io.zol0.ui.history.SettingForm;
import io.zol0.ui.parts.FieldReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The fields of something that protects an upstream: whether it is on, and texts that are checked as they are left. */
abstract class ProtectionForm<T> extends Div implements SettingForm<T> {
    private final Checkbox enabled;
    private final Map<String, TextField> fields = new LinkedHashMap<>();
    private final FieldChecks checks = new FieldChecks(fields);
    private final Function<T, List<Problem>> rules;
    private boolean filling;

    ProtectionForm(String question, Function<T, List<Problem>> rules) {
        this.rules = rules;
        enabled = new Checkbox(question);
        addClassName("form");
        add(enabled);
    }

    /** A field more, whose problems are known by that place. */
    final TextField field(String place, String label, String help) {
        TextField field = FieldChecks.text(label, help);
        fields.put(place, field);
        add(field);
        field.addValueChangeListener(change -> changed());
        return field;
    }

    abstract boolean isEnabled(T value);

    /** Puts into the fields what a value says. */
    abstract void write(T value);

    /** What the fields say; what cannot be read is told to the reader. */
    abstract T typed(boolean enabled, FieldReader read);

    @Override
    public Component fields() {
        return this;
    }

    @Override
    public void fill(T value) {
        filling = true;
        enabled.setValue(isEnabled(value));
        write(value);
        filling = false;
        show(List.of());
    }

    @Override
    public Optional<T> draft() {
        FieldReader read = new FieldReader();
        T typed = typed(enabled.getValue(), read);
        List<Problem> problems = FieldChecks.together(read, rules.apply(typed));
        show(problems);
        return problems.isEmpty() ? Optional.of(typed) : Optional.empty();
    }

    @Override
    public void show(List<Problem> problems) {
        checks.show(problems);
    }

    @Override
    public void readOnly() {
        enabled.setReadOnly(true);
        fields.values().forEach(field -> field.setReadOnly(true));
    }

    private void changed() {
        if (!filling) {
            draft();
        }
    }
}
