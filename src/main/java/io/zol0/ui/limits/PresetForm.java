package io.zol0.ui.limits;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.zol0.catalog.Problem;
import io.zol0.catalog.Setting;
import io.zol0.limits.Preset;
import io.zol0.ui.history.SettingForm;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of a preset: its name, and the JSON that says how the provider counts. */
class PresetForm extends Div implements SettingForm<Setting.OfPreset> {
    private final TextField name = FieldChecks.text("Name", "As quotas and upstreams call it, such as my-exchange");
    private final TextArea text = new TextArea("Preset");
    private final Function<Setting.OfPreset, List<Problem>> rules;
    private boolean filling;

    PresetForm(Function<Setting.OfPreset, List<Problem>> rules) {
        this.rules = rules;
        addClassNames("form", "preset-form");
        text.setHelperText("JSON, at most 64 KB; what is wrong with it is said here.");
        text.setManualValidation(true);
        text.setMaxLength(Preset.LONGEST);
        text.addClassName("code");
        text.setMinRows(12);
        text.setMaxRows(30);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setValueChangeTimeout(400);
        add(name, text);
        name.addValueChangeListener(change -> changed());
        text.addValueChangeListener(change -> changed());
    }

    @Override
    public Component fields() {
        return this;
    }

    @Override
    public void fill(Setting.OfPreset preset) {
        filling = true;
        name.setValue(preset.name());
        text.setValue(preset.text());
        filling = false;
        show(List.of());
    }

    @Override
    public Optional<Setting.OfPreset> draft() {
        Setting.OfPreset typed = new Setting.OfPreset(name.getValue().strip(), text.getValue());
        List<Problem> problems = rules.apply(typed);
        show(problems);
        return problems.isEmpty() ? Optional.of(typed) : Optional.empty();
    }

    @Override
    public void show(List<Problem> problems) {
        String ofName = sentences(problems, "name");
        name.setInvalid(!ofName.isEmpty());
        name.setErrorMessage(ofName);
        String ofText = sentences(problems, "text");
        text.setInvalid(!ofText.isEmpty());
        text.setErrorMessage(ofText);
    }

    @Override
    public void readOnly() {
        name.setReadOnly(true);
        text.setReadOnly(true);
    }

    private static String sentences(List<Problem> problems, String field) {
        return problems.stream()
                .filter(problem -> problem.field().equals(field))
                .map(Problem::sentence)
                .collect(Collectors.joining(" "));
    }

    private void changed() {
        if (!filling) {
            draft();
        }
    }
}
