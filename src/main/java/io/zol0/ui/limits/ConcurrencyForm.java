package io.zol0.ui.limits;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.Problem;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.ui.history.SettingForm;
import io.zol0.ui.parts.Amounts;
import io.zol0.ui.parts.FieldReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The fields of a concurrency limit. */
class ConcurrencyForm extends Div implements SettingForm<ConcurrencySettings> {
    private final Checkbox enabled = new Checkbox("Let fewer calls through at once when the upstream gets slower");
    private final TextField least = FieldChecks.text("At least so many at once", "1 to 10,000");
    private final TextField most = FieldChecks.text("At most so many at once", "Up to 10,000");
    private final TextField tolerance = FieldChecks.text(
            "Latency may rise to", "Of its least, such as 150 %; above that fewer calls are let through");
    private final Map<String, TextField> fields = Map.of("least", least, "most", most, "tolerance", tolerance);
    private final FieldChecks checks = new FieldChecks(fields);
    private final Function<ConcurrencySettings, List<Problem>> rules;
    private boolean filling;

    ConcurrencyForm(Function<ConcurrencySettings, List<Problem>> rules) {
        this.rules = rules;
        addClassName("form");
        add(enabled, least, most, tolerance);
        fields.values().forEach(field -> field.addValueChangeListener(change -> changed()));
    }

    @Override
    public Component fields() {
        return this;
    }

    @Override
    public void fill(ConcurrencySettings concurrency) {
        filling = true;
        enabled.setValue(concurrency.enabled());
        least.setValue(Amounts.write(concurrency.least()));
        most.setValue(Amounts.write(concurrency.most()));
        tolerance.setValue(Amounts.writeShare(concurrency.tolerance()));
        filling = false;
        show(List.of());
    }

    @Override
    public Optional<ConcurrencySettings> draft() {
        FieldReader read = new FieldReader();
        ConcurrencySettings typed = new ConcurrencySettings(
                enabled.getValue(),
                read.number(least.getValue(), "least"),
                read.number(most.getValue(), "most"),
                read.share(tolerance.getValue(), "tolerance"));
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
