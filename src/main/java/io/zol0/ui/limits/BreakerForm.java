package io.zol0.ui.limits;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.Problem;
import io.zol0.limits.BreakerSettings;
import io.zol0.ui.history.SettingForm;
import io.zol0.ui.parts.Amounts;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.FieldReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The fields of a circuit breaker. */
class BreakerForm extends Div implements SettingForm<BreakerSettings> {
    private final Checkbox enabled = new Checkbox("Hold calls back while an endpoint does not answer properly");
    private final TextField errorRate = FieldChecks.text(
            "Opens at failed calls of", "Such as 50 %. A time-out, a 5xx or no connection is a failure");
    private final TextField slowRate =
            FieldChecks.text("Opens at slow calls of", "Such as 80 %; 100 % for hardly ever");
    private final TextField slow = FieldChecks.text("A call is slow from", "1 ms to 10 min");
    private final TextField window = FieldChecks.text("Judged over the last", "1 s to 1 h");
    private final TextField least =
            FieldChecks.text("By at least so many calls", "With fewer in that time it stays closed");
    private final TextField pause =
            FieldChecks.text("Stays open for", "100 ms to 1 h. Calls get 503 with Retry-After until then");
    private final TextField trials =
            FieldChecks.text("Then tries again with so many calls", "If they do well it closes; 1 to 100");
    private final Map<String, TextField> fields = new LinkedHashMap<>();
    private final FieldChecks checks = new FieldChecks(fields);
    private final Function<BreakerSettings, List<Problem>> rules;
    private boolean filling;

    BreakerForm(Function<BreakerSettings, List<Problem>> rules) {
        this.rules = rules;
        addClassName("form");
        fields.put("errorRate", errorRate);
        fields.put("slowRate", slowRate);
        fields.put("slow", slow);
        fields.put("window", window);
        fields.put("least", least);
        fields.put("pause", pause);
        fields.put("trials", trials);
        add(enabled);
        fields.values().forEach(field -> {
            add(field);
            field.addValueChangeListener(change -> changed());
        });
    }

    @Override
    public Component fields() {
        return this;
    }

    @Override
    public void fill(BreakerSettings breaker) {
        filling = true;
        enabled.setValue(breaker.enabled());
        errorRate.setValue(Amounts.writeShare(breaker.errorRate()));
        slowRate.setValue(Amounts.writeShare(breaker.slowRate()));
        slow.setValue(Durations.write(breaker.slow()));
        window.setValue(Durations.write(breaker.window()));
        least.setValue(Amounts.write(breaker.least()));
        pause.setValue(Durations.write(breaker.pause()));
        trials.setValue(Amounts.write(breaker.trials()));
        filling = false;
        show(List.of());
    }

    @Override
    public Optional<BreakerSettings> draft() {
        FieldReader read = new FieldReader();
        BreakerSettings typed = new BreakerSettings(
                enabled.getValue(),
                read.share(errorRate.getValue(), "errorRate"),
                read.share(slowRate.getValue(), "slowRate"),
                read.time(slow.getValue(), "slow", Duration.ofSeconds(1)),
                read.time(window.getValue(), "window", Duration.ofSeconds(1)),
                read.number(least.getValue(), "least"),
                read.time(pause.getValue(), "pause", Duration.ofSeconds(1)),
                read.number(trials.getValue(), "trials"));
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
