package io.zol0.ui.optimizer;

import com.vaadin.flow.component.HasValueAndElement;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import io.zol0.optimizer.Advice;
import io.zol0.optimizer.Autopilot;
import io.zol0.optimizer.Autopilots;
import io.zol0.optimizer.NotPossible;
import io.zol0.ui.parts.Panel;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/** The guardrails of one environment or upstream. */
class AutopilotPart extends Panel {
    private final Checkbox enabled = new Checkbox("Try recommendations without being asked");
    private final CheckboxGroup<Advice.Kind> kinds = new CheckboxGroup<>("Which kinds");
    private final NumberField step = new NumberField("Largest step");
    private final IntegerField from = new IntegerField("Trials from hour");
    private final IntegerField to = new IntegerField("to hour");
    private final ComboBox<String> zone = new ComboBox<>("Time zone");
    private final Checkbox frozen = new Checkbox("Freeze: nothing is tried, and what runs is taken back");
    private final Paragraph outcome = new Paragraph();
    private Autopilot shown;

    AutopilotPart(Autopilots autopilots, Autopilot autopilot, String title, boolean may) {
        super(title);
        shown = autopilot;
        addClassName("form");
        kinds.setItems(Advice.Kind.values());
        kinds.setItemLabelGenerator(Advice.Kind::words);
        step.setHelperText("How many times more or less a setting may become at most, such as 10.");
        step.setMin(1);
        step.setMax(Autopilot.LARGEST_STEP);
        from.setMin(0);
        from.setMax(23);
        to.setMin(0);
        to.setMax(23);
        to.setHelperText("The same hour twice: all day.");
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        outcome.getElement().setAttribute("role", "status");
        outcome.addClassName("quiet");
        Button save = new Button("Save", click -> save(autopilots));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setVisible(may);
        fill();
        with(enabled, kinds, step, from, to, zone, frozen, save, outcome);
        for (var field : new HasValueAndElement<?, ?>[] {enabled, kinds, step, from, to, zone, frozen}) {
            field.setReadOnly(!may);
        }
    }

    private void fill() {
        enabled.setValue(shown.enabled());
        kinds.setValue(shown.kinds());
        step.setValue(shown.largestStep());
        from.setValue(shown.fromHour());
        to.setValue(shown.toHour());
        zone.setValue(shown.zone().getId());
        frozen.setValue(shown.frozen());
    }

    private void save(Autopilots autopilots) {
        Double largest = step.getValue();
        Integer begin = from.getValue();
        Integer end = to.getValue();
        String where = zone.getValue();
        if (largest == null || begin == null || end == null || where == null) {
            outcome.setText("Fill in the largest step, both hours and the zone.");
            return;
        }
        try {
            shown = autopilots.save(new Autopilot(
                    shown.environment(),
                    shown.upstreamId(),
                    enabled.getValue(),
                    Set.copyOf(kinds.getValue()),
                    largest,
                    begin,
                    end,
                    ZoneId.of(where),
                    frozen.getValue(),
                    shown.version()));
            outcome.setText(String.format(
                    Locale.ROOT, "Saved. %s", shown.enabled() ? "It holds within ten seconds." : "It is off."));
        } catch (NotPossible e) {
            outcome.setText(String.valueOf(e.getMessage()));
        }
    }
}
