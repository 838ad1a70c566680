package io.zol0.ui.channels;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import io.zol0.notify.Flaw;
import io.zol0.notify.Outcome;
import io.zol0.notify.Preference;
import io.zol0.notify.Preferences;
import io.zol0.notify.Urgency;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What whoever looks wants to be told of by e-mail. */
public class PreferencePart extends Div {
    private final Preferences preferences;
    private final Checkbox enabled = new Checkbox("Send me e-mails about alerts");
    private final TextField email = new TextField("E-mail address");
    private final Select<Urgency> least = new Select<>();
    private final Checkbox quiet = new Checkbox("Quiet hours");
    private final TimePicker from = new TimePicker("From");
    private final TimePicker until = new TimePicker("Until");
    private final ComboBox<String> zone = new ComboBox<>("Time zone");
    private final Checkbox wakes = new Checkbox("Critical ones also in quiet hours");
    private final Paragraph outcome = new Paragraph();
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();

    public PreferencePart(Preferences preferences) {
        this.preferences = preferences;
        addClassName("form");
        if (!preferences.isPossible()) {
            add(new Paragraph(
                    "No mail channel carries e-mails for people yet; an administrator sets one up under Channels."));
        }
        email.setHelperText("Such as ada@example.com");
        least.setLabel("Of");
        least.setItems(Urgency.values());
        least.setItemLabelGenerator(RouteWords::least);
        least.setHelperText("Of what you may see only; what is over is told too.");
        quiet.setHelperText("What comes in them is sent together at their end.");
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        outcome.getElement().setAttribute("role", "status");
        outcome.addClassNames("good", "plain");
        put("email", email);
        put("quietFrom", from);
        put("quietUntil", until);
        put("zone", zone);
        Div times = new Div(from, until, zone);
        times.addClassName("form-row");
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        add(enabled, email, least, quiet, times, wakes, save, outcome);
        fill(preferences.mine());
        enabled.addValueChangeListener(change -> arrange());
        quiet.addValueChangeListener(change -> arrange());
        arrange();
    }

    private <F extends Component & HasValidation & HasValue<?, ?>> void put(String key, F field) {
        fields.put(key, field);
        field.setManualValidation(true);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                show(preferences.flawsOf(typed()));
            }
        });
    }

    private void fill(Preference mine) {
        enabled.setValue(mine.enabled());
        email.setValue(mine.email());
        least.setValue(mine.least());
        quiet.setValue(mine.quiet());
        from.setValue(mine.quietFrom());
        until.setValue(mine.quietUntil());
        zone.setValue(mine.zone().getId());
        wakes.setValue(mine.wakes());
    }

    private void arrange() {
        boolean on = enabled.getValue();
        List.<Component>of(email, least, quiet).forEach(field -> field.setVisible(on));
        List.<Component>of(from, until, zone, wakes).forEach(field -> field.setVisible(on && quiet.getValue()));
        outcome.setText("");
    }

    private void show(List<Flaw> flaws) {
        fields.forEach((key, field) -> {
            Optional<Flaw> flaw =
                    flaws.stream().filter(each -> each.field().equals(key)).findFirst();
            field.setInvalid(flaw.isPresent());
            field.setErrorMessage(flaw.map(Flaw::sentence).orElse(""));
        });
    }

    private void save() {
        outcome.setText("");
        switch (preferences.save(typed())) {
            case Outcome.Saved<Preference>(Preference now) -> {
                show(List.of());
                outcome.setText(saved(now));
            }
            case Outcome.Refused<Preference>(var flaws) -> show(flaws);
            case Outcome.Stale<Preference> stale -> throw new IllegalStateException("one's own: " + stale);
            case Outcome.Gone<Preference> gone -> outcome.setText("This account is gone.");
        }
    }

    private String saved(Preference now) {
        if (!now.enabled()) {
            return "Saved; no e-mails.";
        }
        return preferences.isPossible()
                ? "Saved; alerts from now on go to %s.".formatted(now.email())
                : "Saved; they are sent once a mail channel carries e-mails for people.";
    }

    private Preference typed() {
        String place = zone.getValue();
        return new Preference(
                enabled.getValue(),
                email.getValue().strip(),
                least.getValue(),
                quiet.getValue(),
                time(from),
                time(until),
                place == null ? ZoneId.of("UTC") : ZoneId.of(place),
                wakes.getValue());
    }

    private static LocalTime time(TimePicker field) {
        LocalTime chosen = field.getValue();
        return chosen == null ? LocalTime.MIDNIGHT : chosen;
    }
}
